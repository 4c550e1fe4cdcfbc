/** What people said of questions, in the model: heard in conversations, saved, and forgotten as if it had never been. */
import { describe, expect, it } from 'vitest';
import type { EncodedQuestion, ModelEvent, Situation, StakesClass } from './domain.ts';
import { Engine } from './engine.ts';

const QUIET: Situation = { earlier: [], tries: [], answered: [], offered: [] };
const TEXT = 'The parrot of our neighbour bit the postman yesterday';
const asked = (text: string): EncodedQuestion => ({
  id: 'asked',
  text,
  context: [],
  language: 'en',
  account: null,
  at_ms: 0,
  wants_human: false,
  vector: null,
});
const said = (seq: number, text: string, name: StakesClass | null): ModelEvent => ({
  kind: 'stakes-labelled',
  seq,
  label: { question_id: `q${seq}`, text, class: name, at_ms: 0 },
});
const engineOf = (...events: readonly ModelEvent[]) => {
  const engine = Engine.create({ encoder_id: 'none', dimensions: 16 });
  for (const event of events) engine.learn(event);
  return engine;
};
const codes = (engine: Engine, text = TEXT) =>
  engine.decide(asked(text), { seed: 1, situation: QUIET }).reasons.map(({ code }) => code);

describe('labels of high stakes', () => {
  it('hand over what nobody heard before, also in other words', () => {
    expect(codes(engineOf())).not.toContain('high-stakes');
    const taught = engineOf(said(1, TEXT, 'health'));
    expect(codes(taught)).toContain('high-stakes');
    expect(codes(taught, 'Yesterday the parrot of our neighbour bit the postman again')).toContain(
      'high-stakes',
    );
    expect(codes(taught, 'How do I add a label?')).not.toContain('high-stakes');
  });

  it('stand in a snapshot only where there are any, and read back the same', () => {
    const bytes = (engine: Engine) => new TextDecoder('latin1').decode(engine.snapshot());
    expect(bytes(engineOf())).not.toContain('"stakes":');
    const taught = engineOf(said(1, TEXT, 'health'));
    const restored = Engine.restore(taught.snapshot());
    expect(bytes(restored)).toBe(bytes(taught));
    expect(codes(restored)).toContain('high-stakes');
  });

  it('are forgotten exactly; what is hidden is heard no more at once', () => {
    const forget = { kind: 'events-forgotten', seq: 3, forgotten: [1] } as const;
    const both = [said(1, TEXT, 'health'), said(2, 'The cat is grey', null)];
    const forgotten = engineOf(...both, forget);
    const never = engineOf(both[1] as ModelEvent, { ...forget, forgotten: [] });
    expect(forgotten.snapshot()).toEqual(never.snapshot());
    expect(codes(forgotten)).not.toContain('high-stakes');
    const hidden = engineOf(...both);
    hidden.hide(forget);
    expect(codes(hidden)).not.toContain('high-stakes');
  });

  it('a later word about the same question takes the place of an earlier one, until it is forgotten', () => {
    const first = said(1, TEXT, 'health');
    const second = {
      ...first,
      seq: 2,
      label: { ...(first as { label: object }).label, class: null },
    } as ModelEvent;
    expect(codes(engineOf(first, second))).not.toContain('high-stakes');
    const asking = engineOf(first);
    expect(codes(asking)).toContain('high-stakes');
    asking.learn(second);
    expect(codes(asking)).not.toContain('high-stakes');
    const back = engineOf(first, second, { kind: 'events-forgotten', seq: 3, forgotten: [2] });
    expect(codes(back)).toContain('high-stakes');
  });
});
