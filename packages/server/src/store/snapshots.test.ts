import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addWorkspace, engines } from '../../../../tests/database/databases.ts';
import { type Database, loadSnapshot, saveSnapshot } from './index.ts';

const PART = 256 * 1024;
const bytesOf = (length: number, seed: number) =>
  Uint8Array.from({ length }, (_, i) => (i * 31 + seed) % 256);

describe.each(engines)('snapshots on $name', ({ open, missing }) => {
  describe.skipIf(missing)('with a fresh database', () => {
    let database: Database;
    beforeAll(async () => {
      database = await open();
    }, 60_000);
    afterAll(() => database?.close());

    test.each([1, PART - 1, PART, PART + 1, 3 * PART])('%i bytes come back as they were', async (length) => {
      const workspace = await addWorkspace(database);
      const bytes = bytesOf(length, 7);
      const owner = { workspace_id: workspace, config_hash: 'c' };
      await saveSnapshot(database, owner, { seq: 5, bytes });
      const found = await loadSnapshot(database, owner);
      expect(found?.seq).toBe(5);
      expect(Buffer.compare(found?.bytes ?? Buffer.alloc(0), bytes)).toBe(0);
    });

    test('the newest of its config is found; older ones are gone, other configs and workspaces untouched', async () => {
      const [ours, theirs] = [await addWorkspace(database), await addWorkspace(database)];
      const save = (workspace_id: string, seq: number, config_hash: string) =>
        saveSnapshot(database, { workspace_id, config_hash }, { seq, bytes: bytesOf(PART * 2, seq) });
      await save(ours, 10, 'c');
      await save(ours, 10, 'c'); // another node saved the same
      await save(ours, 4, 'other');
      await save(theirs, 3, 'c');
      await save(ours, 20, 'c');
      const seqs = (workspace: string) =>
        database.asWorkspace(workspace, async (tx) => {
          const rows = await tx.selectFrom('snapshots').select(['config_hash', 'seq', 'part']).execute();
          return rows.map((row) => `${row.config_hash}${row.seq}.${row.part}`).toSorted();
        });
      expect(await seqs(ours)).toEqual(['c20.0', 'c20.1', 'other4.0', 'other4.1']);
      expect(await seqs(theirs)).toEqual(['c3.0', 'c3.1']);
      const found = await loadSnapshot(database, { workspace_id: ours, config_hash: 'c' });
      expect(found?.bytes[0]).toBe(20);
      expect(await loadSnapshot(database, { workspace_id: ours, config_hash: 'unknown' })).toBeUndefined();
    });

    test('one whose writing was cut off is not found', async () => {
      const owner = { workspace_id: await addWorkspace(database), config_hash: 'c' };
      await saveSnapshot(database, owner, { seq: 1, bytes: bytesOf(PART, 1) });
      const cut = { config_hash: 'c', seq: 2, part: 1, bytes: Buffer.from('the end of a longer one') };
      await database.asWorkspace(owner.workspace_id, (tx) =>
        tx.insertInto('snapshots').values(cut).execute(),
      );
      expect((await loadSnapshot(database, owner))?.seq).toBe(1);
    });
  });
});
