import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addWorkspace, engines } from '../../../../tests/database/databases.ts';
import { type Database, hasOpen, isPromised, markDone, promise, takeOpen } from './index.ts';

describe.each(engines)('promises on $name', ({ open, missing }) => {
  describe.skipIf(missing)('with a fresh database', () => {
    let database: Database;
    let workspace: string;
    beforeAll(async () => {
      database = await open();
      workspace = await addWorkspace(database);
      // One transaction each, so that they have an order in time.
      for (const [id, kind] of [
        ['a', 'signal'],
        ['b', 'apply-lesson'],
        ['c', 'apply-lesson'],
        ['d', 'apply-lesson'],
        ['e', 'signal'],
      ] as const) {
        await database.asWorkspace(workspace, (tx) => promise(tx, { id, kind, payload: [] }));
      }
    }, 60_000);
    afterAll(() => database?.close());

    const take = (events: number) =>
      database.asWorkspace(workspace, async (tx) => {
        const ids = (await takeOpen(tx, events)).map((row) => row.id);
        await markDone(tx, { ids, at: new Date() });
        return ids;
      });

    test('are taken in their order, as many as fit; a later one never overtakes one that does not fit', async () => {
      expect(await take(900)).toEqual(['a', 'b', 'c']);
      expect(await take(100)).toEqual([]);
      expect(await database.asWorkspace(workspace, (tx) => hasOpen(tx))).toBe(true);
      expect(await take(900)).toEqual(['d', 'e']);
      expect(await take(900)).toEqual([]);
    });

    test('count once, and are remembered when they are fulfilled; signals alone keep nobody waiting', async () => {
      await database.asWorkspace(workspace, async (tx) => {
        await promise(tx, { id: 'a', kind: 'signal', payload: [] });
        expect(await takeOpen(tx, 900)).toEqual([]);
        await promise(tx, { id: 'f', kind: 'signal', payload: [] });
        expect(await hasOpen(tx)).toBe(false);
        expect([await isPromised(tx, 'a'), await isPromised(tx, 'z')]).toEqual([true, false]);
      });
    });
  });
});
