/**
 * A real desk: English questions whose helpers linked an article, in time order; strangers are questions about
 * another product of the same vendor.
 */
import type { EncodedQuestion, ReplayTicket } from '@understudy/engine';
import { type Row, readRows } from '../data/rows.ts';
import { plainResolution, questionOf } from '../data/to-ticket.ts';
import { encodeCached } from '../data/vector-cache.ts';
import { runStream } from '../run-stream.ts';
import type { Scenario } from '../scenario.ts';

const MAX_REPLY = 800;

export const deskThunderbird: Scenario = {
  id: 'desk-thunderbird',
  about: 'a real support desk over two years: which article did the helpers link?',
  run: async (options) => {
    const rows = readRows('thunderbird-2023-2024').filter(isScored);
    const others = readRows('firefox-2023-questions');
    const texts = [...rows, ...others].map((row) => row.text);
    const encoder = await encodeCached('desk-thunderbird', texts, (done, total) =>
      options.onProgress({ phase: 'encoding', done, total }),
    );
    const { vectors } = encoder;
    const tickets = toTickets(rows, vectors);
    const strangers = others.map((row, i) => deskQuestion(row, vectors[rows.length + i]));
    const report = await runStream(
      { scenario: 'desk-thunderbird', encoder, tickets: () => tickets, strangers, seeds: 1, node_nlp: false },
      options,
    );
    return { ...report };
  },
};

function isScored({ meta }: Row): boolean {
  return (meta.locale ?? '').startsWith('en') && (meta.kb?.length ?? 0) > 0;
}

function toTickets(rows: readonly Row[], vectors: readonly Float32Array[]): ReplayTicket[] {
  const links = new Map<string, number>();
  return rows.map((row, i) => {
    const articles = row.meta.kb ?? [];
    const resolutions = articles.map((article) => {
      const version = (links.get(article) ?? 0) + 1;
      links.set(article, version);
      return plainResolution(article, {
        title: article.replaceAll('-', ' '),
        text: replyWith(row, article),
        version,
      });
    });
    return { question: deskQuestion(row, vectors[i]), resolutions, right: articles };
  });
}

function deskQuestion(row: Row, vector: Float32Array): EncodedQuestion {
  const context = row.topic === null ? [] : [`topic:${row.topic}`];
  return { ...questionOf(row, vector, Date.parse(row.at ?? '')), language: 'en', context };
}

/** The agent's own words around the link. */
function replyWith(row: Row, article: string): string {
  const reply = row.messages.find(({ role, text }) => role === 'agent' && text.includes(article));
  return (reply?.text ?? '').slice(0, MAX_REPLY);
}
