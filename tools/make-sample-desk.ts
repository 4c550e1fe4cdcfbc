/**
 * Makes the sample desk (tickets.jsonl.gz, documents.jsonl) out of its hand-written content. Same content, same bytes.
 *
 * Usage: node tools/make-sample-desk.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DOCUMENTS } from '../packages/server/sample-desk/documents.ts';
import { makeTickets } from '../packages/server/sample-desk/make-tickets.ts';

const folder = join(import.meta.dirname, '../packages/server/sample-desk');
const lines = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

mkdirSync(folder, { recursive: true });
const tickets = makeTickets();
writeFileSync(join(folder, 'tickets.jsonl.gz'), gzipSync(lines(tickets), { level: 9 }));
writeFileSync(join(folder, 'documents.jsonl'), lines(DOCUMENTS));
console.log(`${tickets.length} tickets, ${DOCUMENTS.length} documents`);
