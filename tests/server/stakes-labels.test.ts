/** What people say of the stakes of a question is heard in the next one, holds no phrase back, and goes with its customer. */
import { stakesRules } from '@understudy/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../database/databases.ts';
import { AnsweredDesk } from './answered-desk.ts';
import { call, startTestServer } from './harness.ts';

const BITE = 'The parrot of our neighbour bit the postman yesterday';

describe.each(engines.slice(0, 1))('labels of high stakes on $name', ({ open }) => {
  let desk: AnsweredDesk;
  beforeAll(async () => {
    desk = await AnsweredDesk.open(await startTestServer(await open()));
  }, 60_000);
  afterAll(() => desk?.close());

  /** Asked by a stranger; whether it was handed over for its stakes. */
  async function ask(text: string) {
    const { conversation_id } = await desk.ask(text);
    const { decisions, customer } = await desk.read(conversation_id);
    const { id = '', reasons = [] } = decisions.at(-1) ?? {};
    const alarmed = reasons.some(({ code }) => code === 'high-stakes');
    return { conversation_id, decision_id: id, customer_id: customer.id, alarmed };
  }
  const label = (id: string, name: string | null) =>
    call(desk.server.url, 'labelStakes', { ...desk.owner, params: { id }, body: { class: name as 'legal' } });

  it('teach what to hear, once each, and are taken back by a later word', async () => {
    const first = await ask(BITE);
    expect(first.alarmed).toBe(false);
    await label(first.decision_id, 'health');
    await label(first.decision_id, 'health');
    expect(await desk.ledger('stakes-labelled')).toMatchObject([{ label: { text: BITE, class: 'health' } }]);
    const { stakes_labels } = await desk.read(first.conversation_id);
    expect(stakes_labels).toEqual([{ decision_id: first.decision_id, class: 'health' }]);
    expect((await ask('Yesterday the parrot of our neighbour bit the postman again')).alarmed).toBe(true);
    const body = { text: BITE, context: [], high_stakes: [...stakesRules([])] as never };
    const tried = (await call(desk.server.url, 'tryHighStakes', { ...desk.owner, body })).value;
    expect(tried.found).toMatchObject([{ class: 'health', phrase: null }]);

    await label(first.decision_id, null);
    expect((await ask('Yesterday the parrot of our neighbour bit the postman once more')).alarmed).toBe(
      false,
    );
    expect((await label(first.decision_id, 'vip')).problem.code).toBe('invalid-request');
  });

  it('never silence a phrase', async () => {
    const first = await ask('My lawyer will call you about the contract');
    expect(first.alarmed).toBe(true);
    await label(first.decision_id, null);
    expect((await ask('My lawyer will call you about the contract')).alarmed).toBe(true);
  });

  it('go with the customer who asked', async () => {
    const text = 'A heron stole the goldfish of my grandmother twice';
    const first = await ask(text);
    await label(first.decision_id, 'threat');
    expect((await ask(`${text}!`)).alarmed).toBe(true);
    const body = { person: first.customer_id, dry_run: false };
    await call(desk.server.url, 'erasePerson', { ...desk.owner, body });
    expect((await ask(`${text} again`)).alarmed).toBe(false);
    expect(JSON.stringify(await desk.ledger('stakes-labelled'))).not.toContain('heron');
  });
});
