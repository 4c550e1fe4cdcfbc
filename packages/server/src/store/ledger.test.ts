import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addWorkspace, engines } from '../../../../tests/database/databases.ts';
import {
  appendEvents,
  type Database,
  eraseEvents,
  insertVectors,
  ledgerHead,
  readEvents,
  toVector,
} from './index.ts';

const event = (id: string, question_id: string | null = null) => ({
  id,
  kind: 'question-observed',
  payload: { text: `words of ${id}` },
  question_id,
  at: new Date(0),
});

describe.each(engines)('ledger on $name', ({ open, missing }) => {
  describe.skipIf(missing)('with a fresh database', () => {
    let database: Database;
    let ours: string;
    beforeAll(async () => {
      database = await open();
    }, 60_000);
    afterAll(() => database?.close());
    const fresh = async () => {
      ours = await addWorkspace(database);
      return ours;
    };
    const read = (after_seq = 0) =>
      database.asWorkspace(ours, (tx) => readEvents(tx, { after_seq, encoder_id: 'e1' }));

    test('events of many writers at once: no gap, and nobody sees a position before a lower one', async () => {
      await fresh();
      const seen: number[][] = [];
      const writers = Array.from({ length: 40 }, (_, i) =>
        database
          .asWorkspace(ours, async (tx) => {
            await appendEvents(tx, [event(`evt_${i}_a`), event(`evt_${i}_b`)]);
            if (i % 5 === 4) throw new Error('rolled back');
          })
          .catch((error: Error) => {
            if (error.message !== 'rolled back') throw error;
          }),
      );
      const readers = Array.from({ length: 20 }, async () => {
        const rows = await read();
        seen.push(rows.map((row) => row.seq));
      });
      await Promise.all([...writers, ...readers]);
      seen.push((await read()).map((row) => row.seq));
      for (const seqs of seen) expect(seqs).toEqual(seqs.map((_, i) => i + 1));
      expect(seen.at(-1)).toHaveLength(64);
      expect(await database.asWorkspace(ours, ledgerHead)).toBe(64);
    });

    test('pages join to the whole', async () => {
      await fresh();
      await database.asWorkspace(ours, (tx) =>
        appendEvents(
          tx,
          Array.from({ length: 7 }, (_, i) => event(`evt_${i}`)),
        ),
      );
      const pages = [];
      for (let after_seq = 0; ; ) {
        const page = await database.asWorkspace(ours, (tx) =>
          readEvents(tx, { after_seq, limit: 3, encoder_id: 'e1' }),
        );
        if (page.length === 0) break;
        pages.push(page.map((row) => row.id));
        after_seq = page.at(-1)?.seq ?? 0;
      }
      expect(pages).toEqual([['evt_0', 'evt_1', 'evt_2'], ['evt_3', 'evt_4', 'evt_5'], ['evt_6']]);
    });

    test.each(['update events set kind = kind', 'delete from events', 'truncate events'])(
      'the owner of the tables cannot %s',
      async (statement) => {
        await fresh();
        await database.asWorkspace(ours, (tx) => appendEvents(tx, [event('evt_1')]));
        await expect(database.asSystem((tx) => sql.raw(statement).execute(tx))).rejects.toMatchObject({
          code: 'US001',
        });
        await expect(
          database.asWorkspace(ours, (tx) => sql.raw(statement).execute(tx)),
        ).rejects.toMatchObject({
          code: '42501',
        });
      },
    );

    test('erasure takes words and vectors, keeps positions, and is not for the app role', async () => {
      await fresh();
      const vector = Float32Array.of(0.25, -1);
      await database.asWorkspace(ours, async (tx) => {
        await insertVectors(tx, [{ question_id: 'q1', encoder_id: 'e1', vector }]);
        await appendEvents(tx, [event('evt_1', 'q1'), event('evt_2')]);
      });
      const before = await read();
      expect(before[0]?.vector && toVector(before[0].vector)).toEqual(vector);
      const args = { workspace_id: ours, seqs: [1] };
      await expect(database.asWorkspace(ours, (tx) => eraseEvents(tx, args))).rejects.toMatchObject({
        code: '42501',
      });
      expect(await database.asSystem((tx) => eraseEvents(tx, args))).toBe(1);
      const after = await read();
      expect(after.map((row) => row.seq)).toEqual([1, 2]);
      expect(after[0]).toMatchObject({ payload: { erased: true }, vector: null });
      expect(after[1]).toMatchObject({ payload: { text: 'words of evt_2' } });
    });
  });
});
