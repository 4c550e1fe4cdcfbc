import { expect, test } from 'vitest';
import { type ReadOptions, readReplayTickets } from './read-replay-tickets.ts';

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
async function* rows(list: readonly ReturnType<typeof ticket>[]) {
  yield* list;
}
const read = (list: readonly ReturnType<typeof ticket>[], options: Partial<ReadOptions> = {}) =>
  readReplayTickets(rows(list), {
    source: 'desk',
    topics: 'issues',
    encoder,
    limit: 30,
    onProgress: () => {},
    ...options,
  });
const idsOf = (tickets: readonly { question: { id: string } }[]) =>
  tickets.map(({ question }) => question.id.slice(0, -2));
const ANSWER = 'Open Settings, choose Billing, press Download and pick the month of the invoice.';

test('tickets come in time order, and personal data is cut out before anything is kept', async () => {
  const ticketsOf = await read([
    ticket('late', { at: '2026-02-01T00:00:00Z', topic: 'refund', text: 'write to ann@example.com' }),
    ticket('early', { at: '2026-01-01T00:00:00Z', topic: 'refund' }),
  ]);
  const tickets = ticketsOf?.(1) ?? [];
  expect(idsOf(tickets)).toEqual(['early', 'late']);
  expect(tickets[1]?.question.text).not.toContain('ann@example.com');
  expect(ticketsOf?.(2)).toEqual(tickets);
});

test('tickets without times are shuffled by the seed, and a seed always gives the same order', async () => {
  const list = Array.from({ length: 20 }, (_, i) => ticket(`t${i}`, { topic: `issue ${i % 2}` }));
  const ticketsOf = await read(list);
  const orders = [1, 2, 1].map((seed) => idsOf(ticketsOf?.(seed) ?? []));
  expect(orders[0]).toEqual(orders[2]);
  expect(orders[0]).not.toEqual(orders[1]);
  expect(orders[1]?.toSorted()).toEqual(orders[0]?.toSorted());
});

test('a category names no answer: only an answer that came again is scored', async () => {
  const options = { topics: 'categories' as const };
  const asked = [ticket('a', { topic: 'billing', resolution: ANSWER }), ticket('b', { topic: 'billing' })];
  expect(await read(asked, options)).toBeNull();
  const ticketsOf = await read([...asked, ticket('c', { resolution: ANSWER })], options);
  const right = (ticketsOf?.(1) ?? []).map((each) => each.right?.length ?? null);
  expect(right).toHaveLength(3);
  expect(right.filter((each) => each === 1)).toHaveLength(2);
  expect(right).toContain(null);
});

test('a limit is kept', async () => {
  const list = Array.from({ length: 5 }, (_, i) => ticket(`t${i}`, { topic: 't' }));
  expect((await read(list, { limit: 3 }))?.(1)).toHaveLength(3);
});
