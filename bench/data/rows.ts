/** Reads the public data sets: gzip'd JSON Lines, one ticket a line. The folder comes from UNDERSTUDY_TEST_DATA. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

export interface Row {
  readonly id: string;
  readonly at: string | null;
  readonly text: string;
  readonly topic: string | null;
  readonly messages: readonly { readonly role: 'customer' | 'agent'; readonly text: string }[];
  readonly split: string;
  readonly meta: { readonly locale?: string; readonly kb?: readonly string[] };
}

export type DataSet =
  | 'banking77'
  | 'clinc150'
  | 'thunderbird-2023-2024'
  | 'firefox-2023-questions'
  | 'star-dialogues'
  | 'star-workflows';

const ROOT = join(import.meta.dirname, '..', '..');

export function dataFile(set: DataSet): string {
  const folder = resolve(ROOT, process.env['UNDERSTUDY_TEST_DATA'] ?? '../shared/data');
  const file = join(folder, `${set}.jsonl.gz`);
  if (!existsSync(file)) {
    throw new Error(`expected ${set}.jsonl.gz in the folder that UNDERSTUDY_TEST_DATA names, found none`);
  }
  return file;
}

export function readRows(set: DataSet): Row[] {
  const lines = gunzipSync(readFileSync(dataFile(set)))
    .toString('utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as Row);
}
