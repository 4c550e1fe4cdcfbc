/** From a verdict to the next customer, by the server's own jobs: here a verdict counts at once. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AnsweredDesk } from './answered-desk.ts';
import { call } from './harness.ts';

let desk: AnsweredDesk;

beforeAll(async () => {
  desk = await AnsweredDesk.inMemory({ audit_undo_ms: 0 });
}, 60_000);
afterAll(() => desk?.close());

const judge = (id: string, body: object) =>
  call(desk.server.url, 'judgeAudit', { ...desk.owner, params: { id }, body: body as never });
const resolutions = async () =>
  (await call(desk.server.url, 'listResolutions', { ...desk.owner, query: { limit: 100 } })).value.items;
const countLessons = async () => (await desk.ledger('lesson-applied')).length;

it('labels the answer, and brings the judge’s own words to the next customer', async () => {
  const { decision_id } = await desk.answered();
  const text = 'Invoices of last year are in the Archive: choose the year there and press Download all.';
  const before = await countLessons();
  await judge(decision_id, { verdict: 'wrong', correction: { text } });
  await desk.waitFor(async () => (await countLessons()) > before);
  const next = await desk.ask('how do I export last year’s invoices');
  expect((await desk.read(next.conversation_id)).draft?.text).toBe(text);
  const labels = await desk.ledger('decision-labelled');
  const own = labels.find(({ label }) => label?.['decision_id'] === decision_id);
  expect(own?.['label']).toMatchObject({ correct: false, propensity: 0.25 });
  const { items } = (await call(desk.server.url, 'listLessons', desk.owner)).value;
  expect(items[0]).toMatchObject({ kind: 'correction', learned_from: { author: 'Ada' } });
});

it('gives a resolution that is known already one more worked question', async () => {
  const { conversation_id } = await desk.ask('The label printer shows error E42');
  const isPrinter = ({ text }: { readonly text: string }) => text.includes('E42');
  await desk.reply(
    conversation_id,
    'E42 means that the label roll is empty: put a new roll under the cover.',
  );
  await desk.waitFor(async () => (await resolutions()).some(isPrinter));
  const known = (await resolutions()).find(isPrinter);
  const { decision_id } = await desk.answered();
  await judge(decision_id, { verdict: 'harmless', correction: { resolution_id: known?.id } });
  await desk.waitFor(async () => (await resolutions()).find(isPrinter)?.exemplars === 2);
  expect(known?.exemplars).toBe(1);
});

it('outlives what a human agent says in the same conversation afterwards', async () => {
  const { decision_id, conversation_id } = await desk.answered();
  const text = 'Statements of the tax office are found under Documents, in the folder of the year.';
  const before = await countLessons();
  await judge(decision_id, { verdict: 'wrong', correction: { text } });
  await desk.waitFor(async () => (await countLessons()) > before);
  await desk.reply(conversation_id, 'By the way: the new price list comes by e-mail on the first of May.');
  await desk.waitFor(async () => (await countLessons()) > before + 1);
  expect((await resolutions()).map((item) => item.text)).toContain(text);
});

it('takes what a human agent says in the inbox for a lesson, and for no label where nobody audits', async () => {
  const { decision_id } = await desk.answered({ audited: false });
  const text = 'Credit notes are made from the invoice itself: open it, choose More, then Credit note.';
  const before = await countLessons();
  const labels = (await desk.ledger('decision-labelled')).length;
  const correct = (correction: object) =>
    call(desk.server.url, 'correctAnswer', {
      ...desk.owner,
      params: { id: decision_id },
      body: { verdict: 'wrong', correction: correction as never },
    });
  expect((await correct({ resolution_id: desk.resolution_id })).problem.code).toBe('conflict');
  await correct({ text });
  await desk.waitFor(async () => (await countLessons()) > before);
  expect((await resolutions()).map((item) => item.text)).toContain(text);
  expect((await desk.ledger('decision-labelled')).length).toBe(labels);
  expect((await correct({ text })).problem.code).toBe('conflict');
});

it('is the verdict of an audit that is open', async () => {
  const { decision_id } = await desk.answered();
  const text = 'Reminders are sent on Mondays; the day is changed under Billing, Reminders.';
  const labels = (await desk.ledger('decision-labelled')).length;
  await call(desk.server.url, 'correctAnswer', {
    ...desk.owner,
    params: { id: decision_id },
    body: { verdict: 'wrong', correction: { text } },
  });
  await desk.waitFor(async () => (await desk.ledger('decision-labelled')).length > labels);
  const { value } = await call(desk.server.url, 'getAudit', { ...desk.owner, params: { id: decision_id } });
  expect(value.judged).toMatchObject({ verdict: 'wrong', correction: { text } });
});
