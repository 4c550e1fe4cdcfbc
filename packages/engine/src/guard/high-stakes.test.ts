import { describe, expect, it } from 'vitest';
import type { StakesRule } from '../domain.ts';
import { changedRules, findHighStakes, stakesRules } from './high-stakes.ts';

const look = (text: string, rules = stakesRules([]), context: string[] = [], account: string | null = null) =>
  findHighStakes({ text, context, account }, rules).map((found) => [found.class, found.handling]);

describe('high stakes', () => {
  it.each<[string, string, string]>([
    ['self-harm', 'human', 'I want to kill myself'],
    ['self-harm', 'human', 'Ich denke an Selbstmord'],
    ['self-harm', 'human', 'Je veux mourir'],
    ['self-harm', 'human', 'Quiero quitarme la vida'],
    ['self-harm', 'human', 'Penso al suicidio'],
    ['self-harm', 'human', 'Eu quero morrer'],
    ['self-harm', 'human', 'Ik denk aan zelfmoord'],
    ['threat', 'human', 'I know where you live'],
    ['threat', 'human', 'Ihr werdet das noch bereuen'],
    ['health', 'human', 'I had an allergic reaction to it'],
    ['health', 'human', 'Nach dem Stromschlag musste ich ins Krankenhaus'],
    ['legal', 'human', 'You will hear from my lawyer'],
    ['legal', 'human', 'J’ai un avocat'],
    ['legal', 'human', 'Mi abogado les escribirá'],
    ['security', 'draft', 'My account was hacked'],
    ['security', 'draft', 'Mi hanno rubato il telefono'],
    ['money-out', 'draft', 'I want a refund'],
    ['money-out', 'draft', 'Je demande un remboursement'],
    ['money-out', 'draft', 'Quiero el reembolso'],
    ['money-out', 'draft', 'Vorrei il rimborso'],
    ['money-out', 'draft', 'Quero o estorno'],
    ['money-out', 'draft', 'Ik wil mijn geld terug'],
    ['money-out', 'draft', 'Ich will mein Geld zurück'],
    ['cancellation', 'draft', 'Please cancel my monthly subscription'],
    ['cancellation', 'draft', 'Hiermit kündige ich'],
    ['cancellation', 'draft', 'Je veux résilier'],
  ])('are %s (%s): “%s”', (name, handling, text) => {
    expect(look(text)).toContainEqual([name, handling]);
  });

  it.each([
    'How do I export my invoices as a CSV file?',
    'The dialog does not close when I press cancel',
    'How do I kill a process that hangs?',
    'Bom dia, onde vejo as faturas?',
    'Volevo cambiare la lingua',
    'Où est le bouton pour exporter ?',
    'Delivery of 500 kms',
  ])('are none in “%s”', (text) => expect(look(text)).toEqual([]));

  it('name the phrase, most urgent first', () => {
    const found = findHighStakes(
      { text: 'Refund me or I will kill myself', context: [], account: null },
      stakesRules([]),
    );
    const said = found.filter(({ phrase }) => phrase !== null);
    expect(said.map(({ class: name, phrase }) => [name, phrase])).toEqual([
      ['self-harm', 'kill myself'],
      ['money-out', 'refund*'],
    ]);
  });

  it('are recognised without a phrase too, and the phrases still count where the classifier is silent', () => {
    const text = 'After using the cream my throat is swelling and I cannot breathe';
    const [found] = findHighStakes({ text, context: [], account: null }, stakesRules([]));
    expect(found).toMatchObject({ class: 'health', phrase: null, handling: 'human' });
  });

  it('are what the lead says they are', () => {
    const own: StakesRule = { class: 'money-out', on: true, handling: 'human', phrases: ['gift card'] };
    expect(look('my gift card', stakesRules([own]))).toEqual([['money-out', 'human']]);
    const off: StakesRule = { class: 'legal', on: false, handling: 'human', phrases: ['lawyer'] };
    expect(look('my lawyer will sue you', stakesRules([off]))).toEqual([]);
  });

  it('know whom people look after by account and context, not by what somebody writes', () => {
    const vip: StakesRule = {
      class: 'vip',
      on: true,
      handling: 'human',
      phrases: ['plan:enterprise', 'account:cus_1'],
    };
    const rules = stakesRules([vip]);
    expect(look('hello there', rules, ['page:/home', 'plan:enterprise'])).toEqual([['vip', 'human']]);
    expect(look('hello there', rules, [], 'cus_1')).toEqual([['vip', 'human']]);
    expect(look('plan:enterprise account:cus_1', rules, ['plan:free'], 'cus_2')).toEqual([]);
  });

  it('keep of a table only the rows that differ from what is built in', () => {
    expect(changedRules(stakesRules([]))).toEqual([]);
    const own: StakesRule = { class: 'vip', on: true, handling: 'draft', phrases: ['plan:pro'] };
    expect(changedRules(stakesRules([own]))).toEqual([own]);
    expect(stakesRules([own]).map((rule) => rule.class)).toEqual(stakesRules([]).map((rule) => rule.class));
  });
});
