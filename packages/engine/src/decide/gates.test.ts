import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../config.ts';
import type { Alert, Lock, PolicySettings, Resolution } from '../domain.ts';
import { GATES, type GateInput, passGates } from './gates.ts';

const best: Resolution = {
  id: 'r',
  title: 'Reset the printer',
  text: 'Hold the button.',
  links: [],
  stakes: 'read-only',
  stage: 'suggest',
  version: 1,
  sources: [],
};

/** Every gate open. */
const open: GateInput = {
  wants_human: false,
  settings: DEFAULT_SETTINGS,
  best,
  topic: 'auto',
  confidence: 0.9,
  threshold: 0.9,
  veto: null,
  novelty_p: 0.01,
  language: 'en',
  corroboration: 2,
  alerts: [],
  open_conditions: '',
  refused: '',
};

const alert = (code: Alert['code'], leaves: Alert['leaves'] = 'hand_off'): Alert => {
  return { code, leaves, text: `A guard found ${code}.` };
};
const ALERTS = [
  alert('high-stakes'),
  alert('high-stakes', 'draft'),
  alert('angry'),
  alert('answers-failed'),
  alert('repeats-itself'),
];

const veto: Lock = {
  scope: 'resolution',
  since: { seq: 1, at_ms: 0 },
  why: '3 of 5 were wrong.',
  unlocks: 'Fresh labels.',
};

const withSettings = (settings: Partial<PolicySettings>) => ({
  settings: { ...DEFAULT_SETTINGS, ...settings },
});

describe('the gates', () => {
  it('let an answer out where all of them are open, with the numbers that decided', () => {
    const { allowed, reasons } = passGates(open);
    expect(allowed).toBe('answer');
    expect(reasons).toEqual([
      { code: 'certified', text: 'Confidence 90 % reaches 90 %, certified at 5 % wrong or less.' },
    ]);
  });

  it.each<[string, 'hand_off' | 'draft', string[], Partial<GateInput>]>([
    ['a wish for a person', 'hand_off', ['wants-human'], { wants_human: true }],
    ['high stakes', 'hand_off', ['high-stakes'], { alerts: [alert('high-stakes')], wants_human: true }],
    ['stakes that leave a draft', 'draft', ['high-stakes'], { alerts: [alert('high-stakes', 'draft')] }],
    ['anger', 'hand_off', ['angry'], { alerts: [alert('angry')] }],
    ['failed answers', 'hand_off', ['answers-failed'], { alerts: [alert('answers-failed')] }],
    ['an answer sent before', 'hand_off', ['repeats-itself'], { alerts: [alert('repeats-itself')] }],
    ['no candidate', 'hand_off', ['no-candidate'], { best: null }],
    ['autonomy off', 'hand_off', ['autonomy-off'], withSettings({ autonomy: 'off' })],
    ['autonomy shadow', 'hand_off', ['autonomy-off'], withSettings({ autonomy: 'shadow' })],
    [
      'less than the least for a draft',
      'hand_off',
      ['below-draft-floor'],
      { confidence: 0.0999, threshold: 0.05 },
    ],
    ['a topic that always goes to a person', 'hand_off', ['topic-held'], { topic: 'off' }],
    ['a topic in the shadow', 'hand_off', ['topic-held'], { topic: 'shadow' }],
    ['a topic that is drafted only', 'draft', ['topic-held'], { topic: 'draft' }],
    ['autonomy draft', 'draft', ['autonomy-off'], withSettings({ autonomy: 'draft' })],
    [
      'money or security',
      'draft',
      ['stakes-too-high'],
      { best: { ...best, stakes: 'money-security', stage: 'auto' } },
    ],
    ['another language', 'draft', ['language-mismatch'], { ...withSettings({ languages: ['de', 'fr'] }) }],
    [
      'a captured resolution',
      'hand_off',
      ['stage-too-low'],
      { best: { ...best, stage: 'captured' }, corroboration: 99 },
    ],
    [
      'a resolution in the shadow',
      'hand_off',
      ['stage-too-low'],
      { best: { ...best, stage: 'shadow' }, corroboration: 99 },
    ],
    ['a resolution that one account bears out', 'draft', ['stage-too-low'], { corroboration: 1 }],
    ['something better that was refused', 'draft', ['refused'], { refused: 'It was refused.' }],
    ['a condition that nobody knows of', 'draft', ['condition-unknown'], { open_conditions: 'plan is free' }],
    ['a strange question', 'draft', ['novel'], { novelty_p: 0.0099 }],
    ['no certificate', 'draft', ['not-certified'], { threshold: null }],
    ['a confidence just below the threshold', 'draft', ['below-threshold'], { confidence: 0.8999 }],
    ['a confidence that is no number', 'hand_off', ['below-draft-floor'], { confidence: Number.NaN }],
    ['a novelty that is no number', 'draft', ['novel'], { novelty_p: Number.NaN }],
    ['a threshold that is no number', 'draft', ['below-threshold'], { threshold: Number.NaN }],
    [
      'several things at once',
      'draft',
      ['stage-too-low', 'novel', 'not-certified'],
      { corroboration: 0, novelty_p: 0, threshold: null },
    ],
  ])('close for %s', (_, leaves, codes, change) => {
    const { allowed, reasons } = passGates({ ...open, ...change });
    expect(allowed).toBe(leaves);
    expect(reasons.map((reason) => reason.code)).toEqual(codes);
  });

  it.each<[string, Partial<GateInput>]>([
    [
      'a resolution that was made automatic needs no corroboration',
      { best: { ...best, stage: 'auto' }, corroboration: 0 },
    ],
    ['account-changing resolutions may be certified', { best: { ...best, stakes: 'account-changing' } }],
    ['a language that is allowed', withSettings({ languages: ['de', 'en'] })],
    ['an unknown language', { ...withSettings({ languages: ['de'] }), language: null }],
    ['exactly the least for a draft', { confidence: 0.1, threshold: 0.1 }],
  ])('stay open: %s', (_, change) => expect(passGates({ ...open, ...change }).allowed).toBe('answer'));

  it('have a reason in words for everything, and stand with the strictest first', () => {
    const leaves = GATES.map((gate) => gate.leaves);
    expect(leaves.lastIndexOf('hand_off')).toBeLessThan(leaves.indexOf('draft'));
    const closed = { ...open, veto, alerts: ALERTS, refused: 'It was refused.' };
    for (const gate of GATES) expect(gate.text(closed)).toMatch(/^[A-Z].{10,}\.$/);
  });

  it('can be asked one by one, whatever is missing', () => {
    const nothing = { ...open, best: null, threshold: null, veto: null, confidence: Number.NaN };
    const closed = GATES.filter((gate) => gate.closed(nothing)).map((gate) => gate.code);
    expect(closed).toEqual(['no-candidate', 'below-draft-floor', 'stage-too-low', 'not-certified']);
    const texts = Object.fromEntries(GATES.map((gate) => [gate.code, gate.text(nothing)]));
    expect(texts.vetoed).toBe('Held back:');
  });

  it('tell what is accepted at the stakes of the answer', () => {
    const by = withSettings({ max_error_by_stakes: { 'account-changing': 0.01 } });
    const textOf = (input: GateInput) => passGates(input).reasons[0].text;
    const changing = { ...open, ...by, best: { ...best, stakes: 'account-changing' as const } };
    expect(textOf(changing)).toMatch(/certified at 1 % wrong/);
    expect(textOf({ ...changing, threshold: null })).toMatch(/at 1 % wrong/);
    expect(textOf({ ...open, ...by })).toMatch(/certified at 5 % wrong/);
  });

  it('tell the numbers and the names that decided', () => {
    const input = { ...open, veto, language: 'nl', ...withSettings({ languages: ['de', 'fr'] }) };
    const texts = Object.fromEntries(GATES.map((gate) => [gate.code, gate.text(input)]));
    expect(texts).toMatchObject({
      'below-draft-floor': 'Confidence 90 % is below 10 %, the least for a draft.',
      'language-mismatch': 'The question is in “nl”; it answers alone in de, fr only.',
      'stage-too-low': expect.stringMatching(/2 question.*; 2 are needed/) as string,
      vetoed: 'Held back: 3 of 5 were wrong. Fresh labels.',
      novel: expect.stringContaining('only 1 % of known questions') as string,
      'not-certified': expect.stringContaining('at 5 % wrong or less') as string,
      'below-threshold': 'Confidence 90 % is below the certified 90 %.',
    });
  });
});

describe('whatever the gates look at', () => {
  const share = fc.constantFrom(0, 0.005, 0.01, 0.1, 0.5, 0.9, 1);
  const inputs: fc.Arbitrary<GateInput> = fc.record({
    wants_human: fc.boolean(),
    settings: fc.record({
      max_error: fc.constantFrom(0.01, 0.05, 0.2),
      delta: fc.constant(0.1),
      autonomy: fc.constantFrom('off', 'shadow', 'draft', 'auto', 'auto', 'auto'),
      audit_rate: share,
      draft_floor: share,
      languages: fc.constantFrom([], ['en'], ['de']),
    }),
    best: fc.option(
      fc.record({
        ...Object.fromEntries(Object.entries(best).map(([key, value]) => [key, fc.constant(value)])),
        stakes: fc.constantFrom('read-only', 'account-changing', 'money-security'),
        stage: fc.constantFrom('captured', 'shadow', 'suggest', 'auto'),
      }) as fc.Arbitrary<Resolution>,
      { freq: 10 },
    ),
    topic: fc.oneof(
      { weight: 6, arbitrary: fc.constant('auto' as const) },
      fc.constantFrom('off', 'shadow', 'draft' as const),
    ),
    confidence: share,
    threshold: fc.option(share),
    veto: fc.constantFrom(null, null, null, veto),
    novelty_p: share,
    language: fc.constantFrom(null, 'en', 'de'),
    corroboration: fc.integer({ min: 0, max: 4 }),
    alerts: fc.oneof({ weight: 12, arbitrary: fc.constant([]) }, fc.subarray(ALERTS)),
    open_conditions: fc.oneof({ weight: 12, arbitrary: fc.constant('') }, fc.constant('plan is free')),
    refused: fc.oneof({ weight: 12, arbitrary: fc.constant('') }, fc.constant('It was refused.')),
  });
  const answers = (input: GateInput) => passGates(input).allowed === 'answer';

  it('a wish for a person is honoured, and money never goes out alone', () => {
    let answered = 0;
    fc.assert(
      fc.property(inputs, (input) => {
        const { allowed, reasons } = passGates(input);
        answered += allowed === 'answer' ? 1 : 0;
        expect(reasons.length).toBeGreaterThan(0);
        expect(!input.wants_human || allowed === 'hand_off').toBe(true);
        expect(input.best?.stakes === 'money-security' && allowed === 'answer').toBe(false);
        expect(reasons.some((reason) => reason.code === 'certified')).toBe(allowed === 'answer');
      }),
      { seed: 1, numRuns: 8000 },
    );
    expect(answered).toBeGreaterThan(20);
  });

  it('a guard’s finding only takes away', () => {
    const order = ['hand_off', 'draft', 'answer'];
    fc.assert(
      fc.property(inputs, fc.subarray(ALERTS), (input, more) => {
        const calm = order.indexOf(passGates(input).allowed);
        const found = passGates({ ...input, alerts: [...input.alerts, ...more] }).allowed;
        expect(order.indexOf(found)).toBeLessThanOrEqual(calm);
        const leaves = more.map((each) => order.indexOf(each.leaves));
        expect(order.indexOf(found)).toBeLessThanOrEqual(Math.min(2, ...leaves));
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it('a topic is left the lower of its own switch and the workspace’s', () => {
    const order = ['hand_off', 'draft', 'answer'];
    const levels = fc.constantFrom('off', 'shadow', 'draft', 'auto' as const);
    fc.assert(
      fc.property(inputs, levels, levels, (input, workspace, topic) => {
        const under = (autonomy: PolicySettings['autonomy'], own: PolicySettings['autonomy']) => {
          const settings = { ...input.settings, autonomy };
          return order.indexOf(passGates({ ...input, settings, topic: own }).allowed);
        };
        expect(under(workspace, topic)).toBe(Math.min(under(workspace, 'auto'), under('auto', topic)));
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it('a higher bar never answers more', () => {
    fc.assert(
      fc.property(inputs, share, share, (input, threshold, draft_floor) => {
        const higher = input.threshold === null ? null : Math.max(input.threshold, threshold);
        const floor = Math.max(input.settings.draft_floor, draft_floor);
        const stricter = { ...input, threshold: higher, settings: { ...input.settings, draft_floor: floor } };
        expect(!answers(stricter) || answers(input)).toBe(true);
      }),
      { seed: 1, numRuns: 3000 },
    );
  });
});
