/** What a reviewer writes in the place of a lesson's own words is checked as those were. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as store from '../../packages/server/src/store/index.ts';
import { AnsweredDesk } from './answered-desk.ts';
import { call } from './harness.ts';

const GUIDE = 'https://help.larkfold.example/themes';
const SAID = `Press the gear, then Themes, and choose the dark one of the two: ${GUIDE}`;
const STRANGE = 'Open Settings and choose “Dark”, see https://dark-mode.example/now';
const STRANGE_SAID = 'The team has never linked that place. “https://dark-mode.example/now”';
const PRIVATE = 'Open Settings and choose “Dark”. Else write to jane.doe@mail.example';

let desk: AnsweredDesk;
let lesson: { readonly id: string; readonly resolution_id: string | null };

beforeAll(async () => {
  desk = await AnsweredDesk.inMemory();
  // Somebody else's, so that the team is known to link its own place.
  await teach('Where is the manual?', 'The manual stands at https://help.larkfold.example/manual');
  lesson = await teach('How do I get a dark theme on the tablet?', SAID);
}, 120_000);
afterAll(() => desk?.close());

async function teach(question: string, reply: string) {
  const list = async () =>
    (await call(desk.server.url, 'listLessons', { ...desk.owner, query: { limit: 100 } })).value.items;
  const known = new Set((await list()).map(({ id }) => id));
  const { conversation_id } = await desk.ask(question);
  await desk.reply(conversation_id, reply);
  await desk.waitFor(async () => (await list()).some(({ id }) => !known.has(id)));
  const found = (await list()).find(({ id }) => !known.has(id));
  if (found === undefined) throw new Error('no lesson');
  await settled();
  return found;
}

const settled = () =>
  desk.waitFor(
    async () => !(await desk.server.database.asWorkspace(desk.workspace.id, (tx) => store.hasOpen(tx))),
  );
const approve = (text: string, said?: { reason?: string; shown?: string[] }, title = 'Dark theme') =>
  call(desk.server.url, 'reviewLesson', {
    ...desk.owner,
    params: { id: lesson.id },
    body: {
      verdict: 'approve',
      edit: { title, text, ...(said?.shown && { shown: said.shown }) },
      ...(said?.reason && { override: { reason: said.reason } }),
    },
  });
const undo = () => call(desk.server.url, 'undoReview', { ...desk.owner, params: { id: lesson.id } });
const stands = async () => {
  const detail = await call(desk.server.url, 'getLesson', { ...desk.owner, params: { id: lesson.id } });
  return [detail.value.status, detail.value.proposed.text];
};

describe('an edit', () => {
  it.each(['\u200b', '\u200b \u2060\u00ad', '\u2800', '\u3164'])(
    'of nothing that can be seen is no answer: %j',
    async (nothing) => {
      const refused = await approve(nothing);
      expect([refused.status, refused.problem.errors?.[0]?.path]).toEqual([400, 'body.edit.text']);
      expect((await approve(SAID, undefined, nothing)).status).toBe(400);
      expect(await stands()).toEqual(['open', SAID]);
    },
  );

  it.each([
    [
      'hides characters',
      'Open Set\u200btings and choose “Dark”.',
      'Invisible characters stand inside its words.',
    ],
    ['tells of a person', PRIVATE, 'Redaction is not through with it.'],
    ['links to another place', STRANGE, STRANGE_SAID],
  ])('that %s is shown before it goes, and takes a reason', async (_, text, why) => {
    const refused = await approve(text);
    expect([refused.status, refused.problem.code]).toEqual([409, 'conflict']);
    const shown = (refused.problem.errors ?? []).map(({ message }) => message);
    expect(shown.join('\n')).toContain(why);
    // A reason alone is one for something else: it was given before anybody saw this.
    expect((await approve(text, { reason: 'I looked' })).problem.code).toBe('conflict');
    expect((await approve(text, { reason: 'I looked', shown: ['other'] })).problem.code).toBe('conflict');
    expect((await approve(text, { shown })).problem.code).toBe('conflict');
    expect(await stands()).toEqual(['open', SAID]);
    const { value } = await approve(text, { reason: 'I looked', shown });
    expect(value).toMatchObject({ status: 'approved', reviewed: { reason: 'I looked' } });
    await settled();
    await undo();
    await settled();
    expect(await stands()).toEqual(['open', SAID]);
  });

  it('is not asked about what the text said before it', async () => {
    const place = 'https://partner.example/labels';
    const doubted = await teach(
      'Where do I order labels?',
      `Order the labels in the shop at ${place} please`,
    );
    expect(doubted.findings.map(({ check }) => check)).toEqual(['links']);
    const edit = { title: 'Labels', text: `The shop for labels is ${place}` };
    const { value } = await call(desk.server.url, 'reviewLesson', {
      ...desk.owner,
      params: { id: doubted.id },
      body: { verdict: 'approve', edit },
    });
    expect(value).toMatchObject({ status: 'approved', reviewed: { reason: null } });
  });
});
