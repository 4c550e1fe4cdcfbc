/** The same words, two pages: in the engines' thread the night finds what splits the answers, and a decision says it in figures. */
import type { EncodedQuestion } from '@understudy/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PendingEvent, toLedger } from '../../packages/server/src/ledger-codec.ts';
import { ModelHost } from '../../packages/server/src/models/model-host.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { addWorkspace } from '../database/databases.ts';
import { pgliteTemplate } from '../database/pglite-template.ts';

const encoder = { id: 'context-splits', dimensions: 16 };
const SAYINGS = ['stuck at this step', 'the next button is dead', 'it will not go on'];
const PAGES = { bank: '/checkout', columns: '/import' } as const;

let database: store.Database;
let host: ModelHost;
beforeAll(async () => {
  database = await store.openDatabase({ memory: true, template: await pgliteTemplate() });
  host = new ModelHost({ database, encoder, format: 'test', log: { warn: () => undefined } as never });
});
afterAll(async () => {
  await host?.stop();
  await database?.close();
});

function asked(id: string, text: string, page: string): EncodedQuestion {
  const known = { language: null, account: id, at_ms: 0, wants_human: false, vector: null };
  return { id, text, context: [`page:${page}`, 'plan:free'], ...known };
}

test('what tells two answers apart', async () => {
  const workspace_id = await addWorkspace(database);
  const events = Array.from({ length: 18 }, (_, i): PendingEvent[] => {
    const resolution_id = i % 2 === 0 ? 'bank' : 'columns';
    const question = asked(`q${i}`, SAYINGS[i % 3], PAGES[resolution_id]);
    const words = { title: resolution_id, text: `What to do about ${resolution_id}`, links: [], sources: [] };
    const resolution = {
      id: resolution_id,
      ...words,
      stakes: 'read-only',
      stage: 'suggest',
      version: 1,
    } as const;
    return [
      { kind: 'lesson-applied', exemplar: { id: `e${i}`, resolution_id, question } },
      { kind: 'resolution-upserted', resolution },
    ];
  }).flat();
  const rows = events.map((event, i) => toLedger(event, { id: `evt_${i}`, at: new Date(0) }));
  await database.asWorkspace(workspace_id, (tx) => store.appendEvents(tx, rows));
  await host.catchUp(workspace_id);

  const splits = await host.ask(workspace_id, 'contextSplits', {});
  expect(splits.map(({ resolution_id, token }) => `${resolution_id} ${token}`).toSorted()).toEqual([
    'bank page:/checkout',
    'columns page:/import',
  ]);

  const question = asked('new', SAYINGS[0], '/import');
  const { candidates } = await host.decide(workspace_id, { question, seed: 1 });
  expect(candidates[0]).toMatchObject({
    resolution_id: 'columns',
    context_said: [{ token: 'page:/import', with: 9, of: 9 }],
  });
});
