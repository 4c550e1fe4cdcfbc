/** Taking back and erasing over HTTP, with the server's own jobs: preview, rollback, undo; erasure, its proof, and the export. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AnsweredDesk } from './answered-desk.ts';
import { call } from './harness.ts';

const BLOCKED = 'A blocked card is opened again under Payments: choose the card there and press Unblock.';
let desk: AnsweredDesk;

beforeAll(async () => {
  desk = await AnsweredDesk.inMemory();
}, 120_000);
afterAll(() => desk?.close());

const resolutions = async () =>
  (await call(desk.server.url, 'listResolutions', { ...desk.owner, query: { limit: 100 } })).value.items;
const blocked = async () => (await resolutions()).find(({ text }) => text === BLOCKED);
const lessons = async () => (await call(desk.server.url, 'listLessons', desk.owner)).value.items;
const roll = (body: object) => call(desk.server.url, 'startRollback', { ...desk.owner, body: body as never });

it('takes a lesson back, says what it did, and puts it back', async () => {
  const { conversation_id } = await desk.ask('My card is blocked, what can I do?');
  await desk.reply(conversation_id, BLOCKED);
  await desk.waitFor(async () => (await blocked()) !== undefined);
  const lesson = (await lessons()).find((each) => each.learned_from.conversation_id === conversation_id);
  const scope = { kind: 'lessons', ids: [lesson?.id] };
  const looked = (await roll({ scope, reason: 'wrong', dry_run: true })).value;
  expect(looked).toMatchObject({ preview: { lessons: 1, retired: 1, conversations: 0 }, rollback: null });
  expect(await blocked()).toBeDefined();

  const { rollback } = (await roll({ scope, reason: 'wrong' })).value;
  expect(rollback).toMatchObject({ state: 'done', lessons: 1, retired: 1, by: 'Ada', undone: null });
  expect(await blocked()).toBeUndefined();
  await desk.waitFor(async () => (await desk.ledger('events-forgotten')).length === 1);
  expect((await roll({ scope, reason: 'again' })).problem.code).toBe('conflict');

  const params = { id: rollback?.id ?? '' };
  const read = async () => (await call(desk.server.url, 'getRollback', { ...desk.owner, params })).value;
  expect(await read()).toEqual({ ...rollback, puts_back: 1, conversations: 0, used_in: [] });
  const partOf = async () => (await lessons()).map(({ rollback_id }) => rollback_id);
  expect((await partOf()).filter((id) => id !== null)).toEqual([params.id]);
  const undone = (await call(desk.server.url, 'undoRollback', { ...desk.owner, params })).value;
  expect(undone).toMatchObject({ state: 'undone', undone: { by: 'Ada' } });
  expect(await blocked()).toBeDefined();
  const { items } = (await call(desk.server.url, 'listRollbacks', desk.owner)).value;
  expect(items.map(({ id }) => id)).toEqual([params.id]);
  expect(await read()).toEqual({ ...undone, puts_back: 0, conversations: 0, used_in: [] });
  expect((await partOf()).filter((id) => id !== null)).toEqual([]);
  const none = await call(desk.server.url, 'getRollback', { ...desk.owner, params: { id: 'rbk_nothing' } });
  expect(none.problem.code).toBe('not-found');
});

it('tells a customer what is known, and then knows nothing of them', async () => {
  const text = 'How do I export the invoices of my late aunt Agatha?';
  const { conversation_id } = await desk.ask(text);
  const { customer } = await desk.read(conversation_id);
  const known = (
    await call(desk.server.url, 'exportCustomer', { ...desk.owner, params: { id: customer.id } })
  ).value;
  expect(known.customer).toMatchObject({ id: customer.id });
  expect(known.tables['messages']?.map((message) => message['text'])).toContain(text);
  const body = { person: customer.id, dry_run: false };
  const erased = (await call(desk.server.url, 'erasePerson', { ...desk.owner, body })).value;
  expect(erased).toMatchObject({ by: 'Ada', report: { customers: 1, conversations: 1, found: 0 } });
  const { items } = (await call(desk.server.url, 'listErasures', desk.owner)).value;
  expect(items).toEqual([erased]);
  const gone = await call(desk.server.url, 'exportCustomer', { ...desk.owner, params: { id: customer.id } });
  expect(gone.problem.code).toBe('not-found');
});
