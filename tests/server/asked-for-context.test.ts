/** Two answers to the same words, told apart by the plan: whoever does not tell theirs is asked for it, and a click is read with the question before it. */
import { CONFIDENCE_FEATURE_NAMES, type Decision, SeededRandom } from '@understudy/engine';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../packages/server/src/ids.ts';
import { type PendingEvent, toLedger } from '../../packages/server/src/ledger-codec.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { pgliteTemplate } from '../database/pglite-template.ts';
import { AnsweredDesk, client_id } from './answered-desk.ts';
import { call, type Caller, startTestServer, startVisitor, type TestServer } from './harness.ts';
import { TaughtDesk } from './taught-desk.ts';

const QUESTION = 'My colleague cannot join the workspace, the invitation does nothing';
const ANSWERS = {
  free: 'The free plan has three seats. Open Members, remove somebody who left, then send the invitation again.',
  team: 'Open Security, choose Domains, then allow the domain of your colleague. The invitation works at once.',
} as const;
type Plan = keyof typeof ANSWERS;

let server: TestServer;
let desk: AnsweredDesk;
const resolutions = {} as Record<Plan, string>;
beforeAll(async () => {
  server = await startTestServer(
    await store.openDatabase({ memory: true, template: await pgliteTemplate() }),
  );
  desk = await AnsweredDesk.open(server);
  const taught = await TaughtDesk.open(server.database, desk.workspace.id);
  for (let i = 0; i < 16; i++) {
    const plan = i % 2 === 0 ? 'free' : 'team';
    const said = { question: QUESTION, answer: ANSWERS[plan], author: 'Ada', title: 'Invitations' };
    const name = `${plan} ${client_id()}`;
    const lesson = await taught.teach({ name, context: [`plan:${plan}`], ...said });
    resolutions[plan] = (await taught.resolutionOf(lesson)).id;
  }
  await certify();
}, 120_000);
afterAll(async () => {
  await desk?.close();
});

const newVisitor = async () => startVisitor(server.url, desk.workspace.public_key);

async function say(visitor: Caller, said: { readonly context?: Record<string, string> } = {}) {
  const body = { client_id: client_id(), text: QUESTION, ...said };
  return (await call(server.url, 'postVisitorMessage', { ...visitor, body })).value.message;
}

/** Something is certified, far above the confidence of whatever is asked here. */
async function certify(): Promise<void> {
  const random = new SeededRandom('labels');
  const events: PendingEvent[] = Array.from({ length: 400 }, (_, n) => {
    const correct = random.next() < 0.9;
    const confidence_features = CONFIDENCE_FEATURE_NAMES.map(
      () => 0.2 * random.normal() + (correct ? 20 : 0),
    );
    const asked = { decision_id: `dec_label${n}`, question_id: `msg_label${n}`, resolution_id: 'res_other' };
    const known = { stakes: 'read-only', evidence: 'some', propensity: 1, least_propensity: 1 } as const;
    const label = { ...asked, ...known, confidence: 0.5, confidence_features, correct, at_ms: n };
    return { kind: 'decision-labelled', label };
  });
  const at = new Date();
  const rows = [...events, { kind: 'model-refitted' } as const].map((event) =>
    toLedger(event, { id: newId('outcome', at.getTime()), at }),
  );
  await desk.tx((tx) => store.appendEvents(tx, rows));
  await call(server.url, 'updateSettings', { ...desk.owner, body: { draft_floor: 0 } });
}

/** What the AI agent says or does to a message. */
async function decisionOn(message_id: string, conversation_id: string) {
  const find = async () =>
    (await desk.tx((tx) => store.listDecisions(tx, conversation_id))).find(
      (row) => row.message_id === message_id,
    );
  await desk.waitFor(async () => (await find())?.state !== undefined);
  const row = (await find()) as store.DecisionRow;
  return {
    ...row,
    decision: row.decision as Decision,
    question: row.question as { text: string; context: string[] },
  };
}

const clarified = async (conversation_id: string) => {
  const isAsked = async () =>
    (await desk.read(conversation_id)).messages.find(({ kind }) => kind === 'clarify');
  await desk.waitFor(async () => (await isAsked()) !== undefined);
  return (await isAsked())!;
};

it('asks for the plan, once, and answers the question that was asked before', async () => {
  const visitor = await newVisitor();
  const { id, conversation_id } = await say(visitor);
  const first = await decisionOn(id, conversation_id);
  expect(first.decision.reasons.map(({ code }) => code)).toEqual(['ambiguous', 'below-threshold']);
  const asked = await clarified(conversation_id);
  expect(asked.text).toBe('Which plan are you on?');
  expect(asked.choices.toSorted((a, b) => (a.label < b.label ? -1 : 1))).toEqual([
    { resolution_id: resolutions.free, label: 'Free', about: { key: 'plan', value: 'free' } },
    { resolution_id: resolutions.team, label: 'Team', about: { key: 'plan', value: 'team' } },
  ]);

  const click = { message_id: asked.id, resolution_id: resolutions.team, client_id: client_id() };
  await call(server.url, 'chooseClarification', { ...visitor, params: { id: conversation_id }, body: click });
  const { messages } = await desk.read(conversation_id);
  const clicked = messages.find(({ client_id: id }) => id === click.client_id);
  expect(clicked?.text).toBe('Team');
  const { action, resolution_id, question, decision } = await decisionOn(clicked!.id, conversation_id);
  expect(question).toMatchObject({ text: QUESTION, context: ['plan:team'] });
  expect(decision.candidates[0]?.resolution_id).toBe(resolutions.team);
  expect([action, resolution_id]).toEqual(['draft', resolutions.team]);
  const outcomes = await desk.tx((tx) => store.listOutcomes(tx, conversation_id));
  expect(outcomes.filter(({ kind }) => kind === 'choice').map(({ detail }) => detail)).toEqual([
    { resolution_id: resolutions.team, about: { key: 'plan', value: 'team' } },
  ]);
  await desk.waitFor(async () => (await desk.read(conversation_id)).status === 'waiting');
  expect((await desk.read(conversation_id)).messages.filter(({ kind }) => kind === 'clarify')).toHaveLength(
    1,
  );
}, 60_000);

it('asks nobody whose context tells it', async () => {
  const { id, conversation_id } = await say(await newVisitor(), { context: { plan: 'free' } });
  const { action, resolution_id } = await decisionOn(id, conversation_id);
  expect([action, resolution_id]).toEqual(['draft', resolutions.free]);
}, 60_000);

it('hears a choice also where pages may not tell it, and asks for nothing that is excluded from learning', async () => {
  const { value } = await call(server.url, 'createApiKey', {
    ...desk.owner,
    body: { name: 'billing system', scopes: ['context:write'] },
  });
  const key = { headers: { authorization: `Bearer ${value.secret}` } };
  const told = { account_id: 'somebody', facts: { plan: 'team' }, at: new Date().toISOString() };
  expect((await call(server.url, 'tellContext', { ...key, body: told })).value).toMatchObject({
    accepted: 1,
  });
  const visitor = await newVisitor();
  const { id, conversation_id } = await say(visitor, { context: { plan: 'free' } });
  const first = await decisionOn(id, conversation_id);
  expect([first.question.context, first.action]).toEqual([[], 'clarify']);
  const asked = await clarified(conversation_id);
  const click = { message_id: asked.id, resolution_id: resolutions.free, client_id: client_id() };
  await call(server.url, 'chooseClarification', { ...visitor, params: { id: conversation_id }, body: click });
  const { messages } = await desk.read(conversation_id);
  const clicked = messages.find(({ client_id: id }) => id === click.client_id);
  expect((await decisionOn(clicked!.id, conversation_id)).question.context).toEqual(['plan:free']);

  const excluded = { ...desk.owner, params: { name: 'plan' }, body: { is_used: false } };
  await call(server.url, 'switchFactField', excluded);
  const next = await say(await newVisitor());
  const { decision } = await decisionOn(next.id, next.conversation_id);
  expect(decision.clarify.filter(({ about }) => about !== undefined)).toEqual([]);
}, 90_000);
