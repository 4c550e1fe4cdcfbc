import { expect, test } from 'vitest';
import { namedResolutionId } from './merge-resolutions.ts';
import { mineTicket, type TicketReader } from './mine-ticket.ts';
import { pastStream } from './past-stream.ts';
import type { PastTicket } from './past-ticket.ts';

const reader: TicketReader = {
  source: 'desk',
  topics: 'categories',
  redact: (text) => text.replaceAll('secret', '[cut]'),
  languageOf: () => 'en',
};
const issues = { ...reader, topics: 'issues' as const };
const agent = (text: string, rest: object = {}) => ({ role: 'agent' as const, text, by: 'kim', ...rest });
const ticket = (id: string, rest: Partial<PastTicket> = {}): PastTicket => ({
  id,
  text: `Hi,\nmy secret ${id} is broken`,
  messages: [],
  meta: {},
  ...rest,
});
const STEPS = 'Open the settings, choose Export, and press the button for the whole archive.';
const TWO = `${STEPS} See https://help.example.com/kb/export-archive and https://help.example.com/kb/large-files`;

test('what the customer wrote is redacted, and where they stood is context', () => {
  const given = ticket('t', { topic: 'mail', meta: { page: '/invoices/4711?x=1', plan: 'Pro', other: 'x' } });
  const { question, thread } = mineTicket(given, reader);
  expect(question?.text).toContain('my [cut] t is broken');
  expect(thread.title).toBe('my [cut] t is broken');
  expect(question?.context).toEqual(['page:/invoices/*', 'plan:pro', 'topic:mail']);
  // An issue is the answer itself.
  expect(mineTicket(given, issues).question?.context).not.toContain('topic:mail');
});

test('each article that the team linked is right, and gives a lesson', () => {
  const { lessons, named } = mineTicket(ticket('t', { messages: [agent(TWO)] }), reader);
  expect(named).toEqual(['kb:export-archive', 'kb:large-files']);
  expect(lessons.map(({ articles }) => articles)).toEqual([['kb:export-archive'], ['kb:large-files']]);
  const [step] = pastStream([mineTicket(ticket('t', { messages: [agent(TWO)] }), reader)]);
  expect(step?.right).toEqual(named.map(namedResolutionId));
  expect(step?.resolutions.map(({ id }) => id)).toEqual(step?.right);
});

test("a peer's link is right but teaches nothing", () => {
  const given = ticket('t', { messages: [agent(TWO, { peer: true })], meta: { kb: ['large-files'] } });
  expect(mineTicket(given, reader)).toMatchObject({ named: ['kb:large-files'], lessons: [] });
});

test('out of scope: nothing is right and nothing is learned', () => {
  const mined = mineTicket(
    ticket('t', { topic: 'oos', messages: [agent(STEPS)], resolution: STEPS }),
    issues,
  );
  expect(mined).toMatchObject({ lessons: [], named: [] });
  expect(pastStream([mined])).toMatchObject([{ right: [], resolutions: [] }]);
});

test('an issue gathers every answer, each as a version of its text; a bare label is learned too', () => {
  const texts = [STEPS, `${STEPS} Wait for the mail with the link to the file.`];
  const mined = texts.map((text, i) =>
    mineTicket(ticket(`${i}`, { topic: 'export', messages: [agent(text)] }), issues),
  );
  const bare = mineTicket(ticket('bare', { topic: 'export' }), issues);
  const steps = pastStream([...mined, bare]);
  const id = namedResolutionId('issue:desk/export');
  expect(steps.map(({ right }) => right)).toEqual([[id], [id], [id]]);
  expect(steps.map(({ resolutions }) => resolutions[0]?.version)).toEqual([1, 2, 2]);
  expect(steps[1]?.resolutions[0]?.text).toContain('Wait for the mail');
});

test('an answer that came once is learned and not scored; one that recurs is', () => {
  const once = mineTicket(
    ticket('a', { resolution: 'Restart the router twice and wait until the light is green.' }),
    reader,
  );
  const twice = ['b', 'c'].map((id) => mineTicket(ticket(id, { resolution: STEPS }), reader));
  const [alone, ...again] = pastStream([once, ...twice]);
  expect(alone?.right).toBeNull();
  expect(alone?.resolutions).toHaveLength(1);
  expect(new Set(again.map(({ right }) => right?.[0])).size).toBe(1);
  expect(again[0]?.right).toHaveLength(1);
});
