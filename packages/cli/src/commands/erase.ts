/** `understudy erase PERSON`: takes a customer out of everything, and prints the proof. */
import type { Erasure } from '@understudy/contract';
import { call, type Server } from '../api-client.ts';
import { EXIT } from '../cli-error.ts';
import type { Terminal } from '../terminal.ts';

interface Request {
  /** Id, ours or the host's, or e-mail. */
  readonly person: string;
  readonly dry_run: boolean;
  readonly json: boolean;
  readonly server: Server;
  readonly terminal: Terminal;
}

/** Fails where something of the person was found afterwards: then a person has to look. */
export async function erase({ person, dry_run, json, server, terminal }: Request): Promise<number> {
  const erasure = await call(server, 'erasePerson', { body: { person, dry_run } });
  if (json) terminal.print(JSON.stringify(erasure));
  else for (const line of linesOf(erasure, dry_run)) terminal.print(line);
  return erasure.report.found === 0 ? EXIT.done : EXIT.failed;
}

function linesOf({ id, duration_ms, report }: Erasure, dry_run: boolean): string[] {
  const { customers, conversations, tables, events, snapshots, searched, found } = report;
  const touched = Object.entries(tables).filter(([, { deleted, changed }]) => deleted + changed > 0);
  const left = Object.entries(searched).filter(([, each]) => each.found > 0);
  const rows = Object.values(searched).reduce((sum, each) => sum + each.rows, 0);
  return [
    `${dry_run ? 'Would erase' : 'Erased'} ${customers} customers with ${conversations} conversations.`,
    ...touched.map(([table, { deleted, changed }]) => `  ${table}: ${deleted} deleted, ${changed} changed`),
    `  ledger: ${events} events emptied, ${snapshots} snapshots deleted`,
    `Searched ${rows} rows of ${Object.keys(searched).length} tables afterwards: ${found} with a trace.`,
    ...left.map(([table, each]) => `  ${table}: ${each.found} of ${each.rows} rows`),
    ...(id === null ? [] : [`Proof ${id}, made in ${duration_ms} ms.`]),
  ];
}
