import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addWorkspace, engines } from '../../../../tests/database/databases.ts';
import {
  createResolution,
  type Database,
  type Finding,
  insertLesson,
  json,
  type Lesson,
  type Tx,
  waitingClaims,
} from './index.ts';

const AT = new Date(Date.UTC(2026, 0, 1));
const found = (check: Finding['check'], verdict: Finding['verdict'] = 'doubt'): Finding => ({
  check,
  verdict,
  why: check,
  evidence: [],
});

describe.each(engines)('waiting claims on $name', ({ open, missing }) => {
  describe.skipIf(missing)('with a fresh database', () => {
    let database: Database;
    let workspace_id: string;
    beforeAll(async () => {
      database = await open();
    }, 120_000);
    afterAll(() => database?.close());
    beforeEach(async () => {
      workspace_id = await addWorkspace(database);
      for (const id of ['r1', 'r2']) await tx((t) => addResolution(t, id));
    });
    const tx = <T>(work: (t: Tx) => Promise<T>): Promise<T> => database.asWorkspace(workspace_id, work);
    const addResolution = (t: Tx, id: string) => {
      const plain = { links: [], stakes: 'read-only', stage: 'suggest', sources: [] } as const;
      return createResolution(t, {
        ...plain,
        id,
        title: id,
        text: id,
        source_key: null,
        author: null,
        at: AT,
      });
    };
    const keep = (id: string, findings: readonly Finding[], change: Partial<Lesson> = {}) => {
      const question = { id: `q-${id}`, text: 'How?', account: `acc-${id}` };
      const events = [
        { kind: 'decision-labelled' },
        { kind: 'lesson-applied', exemplar: { id: `exe-${id}`, resolution_id: 'r1', question } },
      ];
      return tx((t) =>
        insertLesson(t, {
          id,
          kind: 'new-exemplar',
          stage: 'shadow',
          stage_why: '',
          status: 'open',
          findings: json(findings),
          proposal: json({ events }),
          title: 'T',
          question: 'How?',
          resolution_id: 'r1',
          exemplar_id: `exe-${id}`,
          conversation_id: null,
          author: `by-${id}`,
          source: 'human-reply',
          source_key: id,
          at: AT,
          ...change,
        } as never),
      );
    };

    test('are what label noise alone holds back, of this resolution, and not rejected', async () => {
      const noise = [found('links', 'pass'), found('label-noise')];
      await keep('a', noise);
      await keep('b', [...noise, found('stakes')], { at: new Date(AT.getTime() + 1) });
      await keep('flood', [...noise, found('influence')]);
      await keep('planted', [found('provenance')]);
      await keep('other', noise, { resolution_id: 'r2' });
      await keep('rejected', noise, { status: 'rejected' });
      await keep('in-force', noise, { proposal: null });
      expect(await tx((t) => waitingClaims(t, 'r1'))).toEqual([
        { question_id: 'q-b', account: 'acc-b', author: 'by-b' },
        { question_id: 'q-a', account: 'acc-a', author: 'by-a' },
      ]);
      expect((await tx((t) => waitingClaims(t, 'r2'))).map(({ author }) => author)).toEqual(['by-other']);
    });
  });
});
