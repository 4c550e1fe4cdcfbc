/**
 * A whole desk imported through the running server, by the command that its users type; then a start over the
 * database that came of it. Wall times, and the most memory that the server held: `import_s` and `peak_rss_mib` until
 * every ticket is stored and mined, `learned_s` and `peak_rss_learned_mib` until its history was replayed too.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFile } from '../data/rows.ts';
import type { Scenario } from '../scenario.ts';
import { importFile, startUnderstudy } from '../system/understudy-process.ts';
import { versions } from '../versions.ts';

const TICKETS = 27_568;

export const importDesk: Scenario = {
  id: 'import-desk',
  about: '27,568 tickets through the server: time and memory; then a start over that database',
  run: async ({ onProgress, command }) => {
    const data_dir = mkdtempSync(join(tmpdir(), 'understudy-bench-'));
    try {
      onProgress({ phase: 'import', done: 0, total: TICKETS });
      const imported = await measureImport(data_dir);
      onProgress({ phase: 'start over the database', done: 0, total: 1 });
      const existing = await startUnderstudy(data_dir);
      await existing.stop();
      const { ready_ms } = existing;
      return {
        scenario: 'import-desk',
        seeds: 1,
        tickets: TICKETS,
        ...imported,
        start_existing_ms: ready_ms,
        versions: versions(),
        command,
      };
    } finally {
      rmSync(data_dir, { recursive: true, force: true });
    }
  },
};

async function measureImport(data_dir: string) {
  const server = await startUnderstudy(data_dir);
  try {
    await server.setUp();
    let peak_stored_mib: number | null = null;
    const times = await importFile(data_dir, dataFile('thunderbird-2023-2024'), () => {
      peak_stored_mib = server.peakRss_mib();
    });
    return {
      import_s: times.stored_s,
      learned_s: times.learned_s,
      peak_rss_mib: peak_stored_mib,
      peak_rss_learned_mib: server.peakRss_mib(),
      start_empty_ms: server.ready_ms,
    };
  } finally {
    await server.stop();
  }
}
