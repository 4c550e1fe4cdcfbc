import type { LabelledText, ReplayTicket, TrainableBaseline } from '@understudy/engine';
import { expect, test } from 'vitest';
import { meanOf, rangeOf } from './mean-over-seeds.ts';
import { readReplayTickets } from './read-replay-tickets.ts';
import { runBaseline } from './run-baseline.ts';

const encoder = {
  id: 'zero',
  dimensions: 16,
  encode: (texts: readonly string[]) => Promise.resolve(texts.map(() => new Float32Array(16))),
};
const ticket = (id: string, rest: object = {}) => ({
  kind: 'ticket' as const,
  line: 1,
  bytes: 1,
  ticket: { id, text: `question ${id}`, messages: [], actions: [], meta: {}, ...rest },
});
async function* rows(...list: ReturnType<typeof ticket>[]) {
  yield* list;
}
const read = (...list: ReturnType<typeof ticket>[]) =>
  readReplayTickets(rows(...list), { encoder, limit: 3, onProgress: () => {} });

test('tickets come in time order; a topic labels where no answer can be mined', async () => {
  const tickets = await read(
    ticket('late', { at: '2026-02-01T00:00:00Z', topic: 'refund' }),
    ticket('early', { at: '2026-01-01T00:00:00Z' }),
  );
  expect(tickets.map(({ question, right }) => [question.id, right])).toEqual([
    ['early', null],
    ['late', ['res_topic-refund']],
  ]);
});

test('the same accepted answer twice is one resolution', async () => {
  const resolution = 'Open Settings, choose Billing, press Download and pick the month of the invoice.';
  const tickets = await read(ticket('a', { resolution }), ticket('b', { resolution }));
  expect(tickets[0]?.right).toHaveLength(1);
  expect(tickets[1]?.right).toEqual(tickets[0]?.right);
});

test('a file without any answer cannot be replayed, and a limit is kept', async () => {
  expect(await read(ticket('a'), ticket('b'))).toEqual([]);
  const topics = ['1', '2', '3', '4'].map((id) => ticket(id, { topic: 't' }));
  expect(await read(...topics)).toHaveLength(3);
});

test('a baseline never hears of a ticket before it was asked, and is trained every thirty days', async () => {
  const trainings: number[] = [];
  let known: readonly LabelledText[] = [];
  const asked: string[] = [];
  const baseline: TrainableBaseline = {
    name: 'memory',
    train: async (examples) => {
      known = [...examples];
      trainings.push(examples.length);
    },
    predict: async (text) => {
      expect(known.some((example) => example.text === text)).toBe(false);
      asked.push(text);
      return known.length > 0 ? [{ label: 'r', confidence: 0.9 }] : [];
    },
  };
  const day_ms = 24 * 3_600_000;
  const tickets: ReplayTicket[] = Array.from({ length: 160 }, (_, index) => ({
    question: {
      id: `${index}`,
      text: `q${index}`,
      context: [],
      language: null,
      account: null,
      at_ms: index * day_ms,
      wants_human: false,
      vector: null,
    },
    resolutions: [],
    right: ['r'],
  }));
  const metrics = await runBaseline(baseline, tickets, () => {});
  expect(asked).toHaveLength(160);
  expect(trainings).toEqual([100, 130]);
  expect(metrics).toMatchObject({ tickets: 160, hit_at_1: 60 / 160, hit_at_3: 60 / 160 });
});

test('means and ranges over seeds leave missing values out', () => {
  const first: { risk: number; aurc: number | null; name: string } = { risk: 0.1, aurc: null, name: 'a' };
  const second = { risk: 0.3, aurc: 0.5, name: 'b' };
  expect(meanOf([first, second])).toEqual({ risk: 0.2, aurc: 0.5, name: 'a' });
  expect(rangeOf([first, second])).toEqual({ risk: [0.1, 0.3], aurc: [0.5, 0.5] });
});
