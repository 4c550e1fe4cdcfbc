/** The learning stage on a real desk. Numbers measured on the data set named in `bench`; skipped where it is absent. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FormulaCounter, mineThread, ResolutionLibrary, type Thread } from './index.ts';

const folder = process.env['UNDERSTUDY_TEST_DATA'] ?? join(import.meta.dirname, '../../../../../shared/data');
const file = join(folder, 'thunderbird-2023-2024.jsonl.gz');
const SAMPLE = 6_000;

interface Row {
  id: string;
  text: string;
  resolution: string | null;
  messages: Array<{ role: string; text: string; at?: string; by?: string; peer?: boolean; helpful?: number }>;
  meta: { kb?: string[] };
}
function threadOf(row: Row): Thread {
  const messages = row.messages.map((message, i) => ({
    id: `${row.id}:${i}`,
    author: message.role === 'customer' ? ('customer' as const) : ('human-agent' as const),
    text: message.text,
    at_ms: message.at === undefined ? null : Date.parse(message.at),
    by: message.by ?? null,
    peer: message.peer ?? false,
    helpful: message.helpful ?? 0,
  }));
  return {
    id: row.id,
    title: row.text,
    messages,
    accepted_text: row.resolution,
    articles: row.meta.kb ?? [],
    url: null,
  };
}

describe.skipIf(!existsSync(file))('on real threads (needs thunderbird-2023-2024.jsonl.gz)', () => {
  it('most answered threads yield a resolution, and links merge them', () => {
    const lines = gunzipSync(readFileSync(file))
      .toString('utf8')
      .split('\n')
      .slice(-SAMPLE - 1, -1);
    const threads = lines.map((line) => threadOf(JSON.parse(line) as Row));
    const learned = new FormulaCounter();
    for (const thread of threads)
      for (const m of thread.messages) if (m.author === 'human-agent') learned.add(m.by, m.text);
    const library = new ResolutionLibrary();
    const count = { answered: 0, yields: 0, linked: 0, merged_by_article: 0 };
    for (const thread of threads) {
      if (thread.messages.some((m) => m.author === 'human-agent')) count.answered++;
      const candidate = mineThread({ thread, learned }).candidates[0];
      if (candidate === undefined) continue;
      count.yields++;
      const { isNew } = library.add(candidate);
      if (candidate.articles.length > 0) count.linked++;
      if (candidate.articles.length > 0 && !isNew) count.merged_by_article++;
    }
    expect(count.yields / count.answered).toBeGreaterThan(0.75);
    expect(count.merged_by_article / count.linked).toBeGreaterThan(0.6);
    expect(library.all.length).toBeLessThan(count.yields);
  });
});
