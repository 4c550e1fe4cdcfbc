/** The learning stage on a real desk. Numbers measured on the data set named in `bench`; skipped where it is absent. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
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
  let threads: readonly Thread[] = [];
  beforeAll(() => {
    const lines = gunzipSync(readFileSync(file))
      .toString('utf8')
      .split('\n')
      .slice(-SAMPLE - 1, -1);
    threads = lines.map((line) => threadOf(JSON.parse(line) as Row));
  });

  it('most answered threads yield a resolution, and links merge them', () => {
    const learned = new FormulaCounter();
    const replies = threads.flatMap((thread) => thread.messages.filter((m) => m.author === 'human-agent'));
    for (const reply of replies) learned.add(reply.by, reply.text);
    const answered = threads.filter((thread) => thread.messages.some((m) => m.author === 'human-agent'));
    const candidates = answered.flatMap((thread) => mineThread({ thread, learned }).candidates.slice(0, 1));
    const library = new ResolutionLibrary();
    const added = candidates.map((candidate) => ({ candidate, isNew: library.add(candidate).isNew }));
    const linked = added.filter(({ candidate }) => candidate.articles.length > 0);
    expect(candidates.length / answered.length).toBeGreaterThan(0.75);
    expect(linked.filter(({ isNew }) => !isNew).length / linked.length).toBeGreaterThan(0.6);
    expect(library.all.length).toBeLessThan(candidates.length);
  });

  it('without the mark, "confirmed" finds the marked message in three of four threads with several answers', () => {
    const found = threads.flatMap((thread) => {
      const marked = mineThread({ thread }).candidates[0];
      const blind = mineThread({ thread: { ...thread, accepted_text: null } }).candidates[0];
      const replies = thread.messages.filter((m) => m.author === 'human-agent' && !m.peer).length;
      if (marked?.strength !== 'accepted' || blind?.strength !== 'confirmed' || replies < 2) return [];
      return [blind.message_indices.some((index) => marked.message_indices.includes(index))];
    });
    expect(found.length).toBeGreaterThan(60);
    expect(found.filter(Boolean).length / found.length).toBeGreaterThan(0.7);
  });
});
