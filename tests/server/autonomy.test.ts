/** What may go out without a person: by stakes, by topic, and what a change would have meant, over HTTP. */
import { randomUUID } from 'node:crypto';
import type { AutonomyLevel, Body } from '@understudy/contract';
import { type Decision, SeededRandom, type ShadowLabel } from '@understudy/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../packages/server/src/ids.ts';
import { type PendingEvent, toLedger } from '../../packages/server/src/ledger-codec.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { pgliteTemplate } from '../database/pglite-template.ts';
import { AnsweredDesk, client_id } from './answered-desk.ts';
import { call, startTestServer, startVisitor, type TestServer } from './harness.ts';

const DARK = 'Where do I switch the app to dark mode for the night?';
const THEME =
  'Open your profile, choose Appearance, then pick the dark theme. It follows the sunset where you want.';
const PRINTER = 'My printer shows a paper jam although the tray is empty';
const RESET = 'Switch the printer off, hold the green button for ten seconds, then switch it on again.';

let server: TestServer;
let desk: AnsweredDesk;
beforeAll(async () => {
  server = await startTestServer(
    await store.openDatabase({ memory: true, template: await pgliteTemplate() }),
  );
  desk = await AnsweredDesk.open(server);
  // Two people were helped with each before it may go out alone.
  for (const [text, answer] of [
    [DARK, THEME],
    [DARK, THEME],
    [PRINTER, RESET],
    [PRINTER, RESET],
  ] as const) {
    const { conversation_id } = await desk.ask(text);
    await desk.reply(conversation_id, answer);
  }
  await desk.waitFor(async () => (await desk.ledger('lesson-applied')).length === 5);
  await certify();
  for (const text of [DARK, PRINTER, DARK, PRINTER]) await ask(text);
}, 120_000);
afterAll(async () => {
  await desk?.close();
});

/** Labels of people by which nearly all is right, and a fit. */
async function certify(): Promise<void> {
  const random = new SeededRandom('labels');
  const [first] = await decisions();
  const { length } = first?.decision.confidence_features ?? [];
  const labels = Array.from({ length: 400 }, (_, n): PendingEvent => {
    const correct = random.next() < 0.98;
    const confidence_features = Array.from({ length }, (__, k) =>
      k === 0 && correct ? 6 + random.normal() : random.normal(),
    );
    const label: ShadowLabel = {
      decision_id: `dec_label${n}`,
      question_id: `msg_label${n}`,
      resolution_id: 'res_other',
      confidence: random.next(),
      stakes: 'read-only',
      evidence: 'few',
      confidence_features,
      correct,
      propensity: 1,
      least_propensity: 1,
      at_ms: n,
    };
    return { kind: 'decision-labelled', label };
  });
  const at = new Date();
  const events = [...labels, { kind: 'model-refitted' } as const];
  await desk.tx((tx) =>
    store.appendEvents(
      tx,
      events.map((event) => toLedger(event, { id: newId('outcome', at.getTime()), at })),
    ),
  );
  await change({ draft_floor: 0 });
}

const change = async (body: Body<'updateSettings'>) =>
  call(server.url, 'updateSettings', { ...desk.owner, body });
const standing = async () => (await call(server.url, 'getAutonomy', desk.owner)).value;
const preview = async (body: Body<'previewAutonomy'>) =>
  (await call(server.url, 'previewAutonomy', { ...desk.owner, body })).value;

async function decisions(): Promise<(store.DecisionRow & { decision: Decision })[]> {
  const rows = await desk.tx((tx) => tx.selectFrom('decisions').selectAll().execute());
  return rows.filter(({ state }) => state !== 'superseded') as never;
}

/** A stranger's question, until it was decided on and sent. */
async function ask(text: string) {
  const visitor = await startVisitor(server.url, desk.workspace.public_key);
  const body = { client_id: client_id(), text };
  const { message } = (await call(server.url, 'postVisitorMessage', { ...visitor, body })).value;
  const { conversation_id } = message;
  await desk.waitFor(async () => (await desk.read(conversation_id)).messages.length > 1);
  const { decisions: made, messages, status } = await desk.read(conversation_id);
  const [{ action, reasons }] = made as [(typeof made)[number]];
  return { action, reasons, codes: reasons.map(({ code }) => code), messages, status };
}

async function topicOf(title: RegExp) {
  const { topics } = await standing();
  const topic = topics.find(({ resolutions }) => resolutions.some((each) => title.test(each.title)));
  if (topic === undefined) throw new Error(`no topic of ${String(title)}`);
  return topic;
}
const setTopic = async (id: string, level: AutonomyLevel | null) =>
  change({ topic_autonomy: { [id]: level } });

describe('autonomy', () => {
  it('stands where the certificates and the resolutions of each topic say', async () => {
    const { cells, topics, topics_in_all, max_error, last_change } = await standing();
    expect(cells.map(({ cell, threshold }) => [cell, threshold !== null])).toEqual([
      ['read-only', true],
      ['account-changing', false],
    ]);
    expect(cells[1]?.needed).toBeGreaterThan(20);
    expect(cells[0]?.levels.map(({ level }) => level)).toEqual(['one', 'few', 'some', 'many']);
    expect(topics).toHaveLength(topics_in_all);
    expect(max_error).toBe(0.05);
    expect(last_change).toEqual({ autonomy: null, max_error: null });
    for (const text of [DARK, PRINTER]) expect((await ask(text)).codes).toEqual(['certified']);
    const { counts, autonomy, is_own, resolutions } = await topicOf(/dark/i);
    expect([counts, autonomy, is_own]).toEqual([{ answer: 1, draft: 0, hand_off: 0 }, 'auto', false]);
    expect(resolutions[0]).toMatchObject({ allowed: 'answer', missing: [] });
  });

  it('is held for one topic: a person gets it with all that is known, and others are answered as before', async () => {
    const { id } = await topicOf(/dark/i);
    expect((await setTopic(id, 'off')).value.topics).toMatchObject([{ topic_id: id, autonomy: 'off' }]);
    const held = await ask(DARK);
    expect(held).toMatchObject({ action: 'hand_off', codes: ['topic-held'], status: 'waiting' });
    const note = held.messages.find(({ kind }) => kind === 'note')?.text;
    expect(note).toContain('Handed over: Questions about this topic always go to a person.');
    expect((await ask(PRINTER)).action).toBe('answer');

    const after = await topicOf(/dark/i);
    expect(after).toMatchObject({ autonomy: 'off', is_own: true, last_change: { by: 'Ada' } });
    expect(after.resolutions[0]).toMatchObject({
      allowed: 'hand_off',
      missing: ['Questions about this topic always go to a person.'],
    });
    const log = (await call(server.url, 'listAuditLog', { ...desk.owner, query: { category: 'settings' } }))
      .value;
    expect(log.items[0]?.detail).toEqual({ changes: { [`topics.${id}`]: [null, 'off'] } });

    await setTopic(id, 'draft');
    expect(await ask(DARK)).toMatchObject({ action: 'draft', codes: ['topic-held'] });
    await setTopic(id, 'shadow');
    const silent = await ask(DARK);
    expect(silent).toMatchObject({ action: 'hand_off', codes: ['topic-held'] });
    await setTopic(id, null);
    expect((await call(server.url, 'getSettings', desk.owner)).value.topics).toEqual([]);
    expect((await ask(DARK)).action).toBe('answer');
  });

  it('never lets a topic go further than the workspace', async () => {
    const { id } = await topicOf(/dark/i);
    await change({ autonomy: 'draft', topic_autonomy: { [id]: 'auto' } });
    expect(await ask(DARK)).toMatchObject({ action: 'draft', codes: ['autonomy-off'] });
    await change({ autonomy: 'auto', topic_autonomy: { [id]: null } });
    expect((await standing()).last_change.autonomy).toMatchObject({ by: 'Ada' });
  });

  it('knows no topic that there is not', async () => {
    const { status, problem } = await setTopic(`topic-${randomUUID()}`, 'off');
    expect([status, problem.code]).toEqual([404, 'not-found']);
    expect((await setTopic('topic-gone', null)).status).toBe(200);
  });

  it('tells what a switch would have meant, as counted by hand', async () => {
    const { id, resolutions } = await topicOf(/printer/i);
    const rows = await decisions();
    const [cell] = (await standing()).cells;
    const threshold = cell?.threshold ?? 1;
    const NOT_ANY_MORE = [
      'certified',
      'not-certified',
      'below-threshold',
      'autonomy-off',
      'topic-held',
      'stage-too-low',
    ];
    const today = rows.filter(
      ({ decision }) =>
        decision.candidates.length > 0 &&
        decision.confidence >= threshold &&
        decision.reasons.every(({ code }) => NOT_ANY_MORE.includes(code)),
    );
    const isHeld = ({ decision }: (typeof rows)[number]) =>
      resolutions.some((each) => each.id === decision.candidates[0]?.resolution_id);
    const told = await preview({ topic_autonomy: { [id]: 'off' } });
    const lost = today.filter(isHeld).length;
    expect(lost).toBeGreaterThan(2);
    expect(told).toMatchObject({
      asked: rows.length,
      concerned: rows.filter(isHeld).length,
      before: { answered: today.length },
      after: { answered: today.length - lost },
      gained: { answered: 0 },
      lost: { answered: lost },
    });
    expect(told.text).toContain(`${today.length - lost} instead of ${today.length}`);
    const all = await preview({ autonomy: 'draft' });
    expect(all).toMatchObject({
      concerned: rows.length,
      after: { answered: 0 },
      lost: { answered: today.length },
    });
    const nothing = await preview({});
    expect(nothing).toMatchObject({ concerned: 0, gained: { answered: 0 }, lost: { answered: 0 } });
    expect((await call(server.url, 'getSettings', desk.owner)).value.topics).toEqual([]);
  });

  it('tells what is right among what it would have answered, by what people said', async () => {
    const known = (await preview({ autonomy: 'off' })).lost;
    const answered = (await decisions()).filter(({ action }) => action === 'answer');
    const [right, wrong] = answered;
    const labels = [right, wrong].map((row, i): PendingEvent => {
      const { confidence, stakes, evidence, confidence_features } = row!.decision;
      const asked = { decision_id: row!.id, question_id: row!.message_id, resolution_id: row!.resolution_id };
      const odds = { propensity: 1, least_propensity: 1, at_ms: Date.now() };
      const label = {
        ...asked,
        confidence,
        stakes,
        evidence,
        confidence_features,
        correct: i === 0,
        ...odds,
      };
      return { kind: 'decision-labelled', label };
    });
    const at = new Date();
    await desk.tx((tx) =>
      store.appendEvents(
        tx,
        labels.map((event) => toLedger(event, { id: newId('outcome', at.getTime()), at })),
      ),
    );
    await change({ draft_floor: 0 });
    const { lost, text } = await preview({ autonomy: 'off' });
    const { answered: all, labelled, right: wereRight } = lost;
    expect([all, labelled, wereRight]).toEqual([known.answered, known.labelled + 2, known.right + 1]);
    expect(text).toContain(`${labelled} are labelled: ${wereRight} were right.`);
  });

  it('locks what a stricter share of errors does not certify, for its own stakes', async () => {
    const stricter = { max_error_by_stakes: { 'read-only': 0.005 } } as const;
    const { cells, after, before } = await preview(stricter);
    expect(cells[0]).toMatchObject({ cell: 'read-only', threshold: null, max_error: 0.005 });
    expect([before.answered > 0, after.answered]).toEqual([true, 0]);
    await change(stricter);
    await desk.tx(async (tx) => {
      const event = { kind: 'model-refitted' } as const;
      await store.appendEvents(tx, [toLedger(event, { id: newId('outcome', Date.now()), at: new Date() })]);
    });
    const locked = await standing();
    expect(locked.cells.map(({ max_error, threshold }) => [max_error, threshold])).toEqual([
      [0.005, null],
      [0.05, null],
    ]);
    expect(locked.last_change.max_error).toMatchObject({ by: 'Ada' });
    const asked = await ask(PRINTER);
    expect(asked).toMatchObject({ action: 'draft', codes: ['not-certified'] });
    expect(asked.reasons[0]?.text).toContain('0.5 % wrong or less');
    const log = (await call(server.url, 'listAuditLog', { ...desk.owner, query: { category: 'settings' } }))
      .value;
    expect(log.items[0]?.detail).toEqual({ changes: { 'max_error_by_stakes.read-only': [null, 0.005] } });
    const { status } = await change({ max_error_by_stakes: { 'read-only': 0.9 } });
    expect(status).toBe(400);
    await change({ max_error_by_stakes: {} });
  });
});
