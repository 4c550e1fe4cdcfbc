import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../config.ts';
import type { Candidate, EncodedQuestion, Resolution, Stage, Stakes } from '../domain.ts';
import { decide, type Findings } from './decide.ts';

const question: EncodedQuestion = {
  id: 'q',
  text: 'It does not print',
  context: [],
  language: 'en',
  account: null,
  at_ms: 0,
  wants_human: false,
  vector: null,
};

function resolution(id: string, stage: Stage = 'suggest', stakes: Stakes = 'read-only'): Resolution {
  return { id, title: `Title of ${id}`, text: 'Text', links: [], stakes, stage, version: 1, sources: [] };
}

function candidate(resolution_id: string, probability: number): Candidate {
  return { resolution_id, score: 0, probability, exemplar_id: null, features: [] };
}

const certified = { threshold: 0.8, since_at_ms: 0, unlocked: true };

function findings(change: Partial<Findings> = {}, known: readonly Resolution[] = []): Findings {
  const resolutions = new Map([resolution('a'), resolution('b'), ...known].map((each) => [each.id, each]));
  return {
    question,
    candidates: [candidate('a', 0.9), candidate('b', 0.1)],
    confidence: { probability: 0.9, low: 0.85, high: 0.95 },
    confidence_features: [1, 2],
    novelty: { p: 0.5, strangeness: -3 },
    evidence: 'some',
    corroboration: 3,
    certified,
    veto: null,
    alerts: [],
    left_out: [],
    open_conditions: () => '',
    seen: [],
    not_to_ask: [],
    exemplars: () => [],
    resolution: (id) => resolutions.get(id) ?? null,
    topic_autonomy: () => 'auto',
    settings: DEFAULT_SETTINGS,
    audit_draw: 0.5,
    model_version: 9,
    encoder_id: 'e',
    seed: 4,
    ...change,
  };
}

const unsure = { confidence: { probability: 0.5, low: 0.4, high: 0.6 } };
const pair = [candidate('a', 0.5), candidate('b', 0.45)];

describe('decide', () => {
  it('answers alone what is certified, and says so', () => {
    expect(decide(findings())).toMatchObject({
      action: 'answer',
      resolution_id: 'a',
      confidence: 0.9,
      confidence_low: 0.85,
      confidence_high: 0.95,
      strangeness: -3,
      novelty_p: 0.5,
      threshold: 0.8,
      cell: 'read-only',
      propensity: 1,
      audit_probability: 0.15,
      audited: false,
      model_version: 9,
      encoder_id: 'e',
      seed: 4,
    });
  });

  it.each<[string, Partial<Findings>]>([
    ['nothing is certified', { certified: { threshold: null, since_at_ms: null, unlocked: false } }],
    ['its level waits, though others go out', { certified: { ...certified, threshold: null } }],
  ])('does not answer where %s', (_, change) => {
    const decision = decide(findings(change));
    expect(decision).toMatchObject({
      action: 'draft',
      threshold: null,
      audit_probability: 0,
      audited: false,
    });
    expect(decision.reasons.map((reason) => reason.code)).toEqual(['not-certified']);
  });

  it('says how likely anything of the cell is to be labelled: surely, while nothing goes out', () => {
    const closed = { threshold: null, since_at_ms: null, unlocked: false };
    expect(decide(findings({ certified: closed })).least_propensity).toBe(1);
    expect(decide(findings({ certified: { ...certified, threshold: null } })).least_propensity).toBe(0.15);
  });

  it('holds back what was vetoed, with the reason', () => {
    const since = { seq: 3, at_ms: 0 };
    const veto = { scope: 'resolution' as const, since, why: '3 of 5 were wrong.', unlocks: 'Fresh labels.' };
    const decision = decide(findings({ veto }));
    expect(decision).toMatchObject({ action: 'draft', audit_probability: 0 });
    expect(decision.reasons).toEqual([
      { code: 'vetoed', text: 'Held back: 3 of 5 were wrong. Fresh labels.' },
    ]);
  });

  it('audits an answer where the draw falls below the policy’s probability, and nothing else', () => {
    const audited = (change: Partial<Findings>) => decide(findings(change)).audited;
    expect(audited({ audit_draw: 0.1499 })).toBe(true);
    expect(audited({ audit_draw: 0.15 })).toBe(false);
    // Thin evidence, or a question unlike others, is looked at more often.
    expect(audited({ audit_draw: 0.29, evidence: 'one' })).toBe(true);
    expect(audited({ audit_draw: 0.39, novelty: { p: 0.03, strangeness: 2 } })).toBe(true);
    expect(audited({ audit_draw: 0, certified: { ...certified, threshold: null } })).toBe(false);
    expect(decide(findings({ evidence: 'one' }))).toMatchObject({
      audit_policy: 'audit-table/1',
      audit_why: 'one-exemplar',
    });
  });

  it('asks where two are nearly equally likely and doubt is the only obstacle', () => {
    const decision = decide(findings({ ...unsure, candidates: pair }));
    expect(decision).toMatchObject({ action: 'clarify', resolution_id: null });
    expect(decision.clarify).toEqual([
      { resolution_id: 'a', label: 'Title of a' },
      { resolution_id: 'b', label: 'Title of b' },
    ]);
    expect(decision.reasons.map((reason) => reason.code)).toEqual(['ambiguous', 'below-threshold']);
    expect(decision.reasons[0].text).toMatch(/“Title of a” and “Title of b”/);
  });

  it.each<[string, Partial<Findings>, Resolution[]]>([
    [
      'the second has the least share there may be',
      { candidates: [candidate('a', 0.56), candidate('b', 0.3)] },
      [],
    ],
    ['both have it together', { candidates: [candidate('a', 0.5), candidate('b', 0.35)] }, []],
    ['they were made automatic', { candidates: pair }, [resolution('a', 'auto'), resolution('b', 'auto')]],
  ])('still asks where %s', (_, change, known) => {
    expect(decide(findings({ ...unsure, ...change }, known)).action).toBe('clarify');
  });

  it.each<[string, Partial<Findings>, Resolution[]]>([
    ['the second is far behind', { candidates: [candidate('a', 0.62), candidate('b', 0.29)] }, []],
    ['a third could be meant', { candidates: [candidate('a', 0.44), candidate('b', 0.4)] }, []],
    ['there is one candidate', { candidates: [candidate('a', 1)] }, []],
    ['the second is not known', { candidates: [candidate('a', 0.5), candidate('?', 0.45)] }, []],
    ['the second was not reviewed yet', { candidates: pair }, [resolution('b', 'captured')]],
    ['the second is in the shadow', { candidates: pair }, [resolution('b', 'shadow')]],
    ['the second is about money', { candidates: pair }, [resolution('b', 'auto', 'money-security')]],
    ['both have the same title', { candidates: pair }, [{ ...resolution('b'), title: 'Title of a' }]],
    ['the first has no title', { candidates: pair }, [{ ...resolution('a'), title: '' }]],
    ['the second has no title', { candidates: pair }, [{ ...resolution('b'), title: '' }]],
    [
      'the second has a topic that people draft for',
      { candidates: pair, topic_autonomy: (id) => (id === 'b' ? 'draft' : 'auto') },
      [],
    ],
    ['something else stands against it too', { candidates: pair, corroboration: 0 }, []],
  ])('does not ask where %s', (_, change, known) => {
    const decision = decide(findings({ ...unsure, ...change }, known));
    expect(decision).toMatchObject({ action: 'draft', clarify: [] });
  });

  it('looks less closely at a cell that has been unlocked for a month', () => {
    const month_ms = 30 * 86_400_000;
    const rate = (since_at_ms: number | null) =>
      decide(
        findings({
          question: { ...question, at_ms: 2 * month_ms },
          certified: { ...certified, since_at_ms },
          settings: { ...DEFAULT_SETTINGS, audit_rate: 0.05 },
        }),
      ).audit_probability;
    expect([month_ms, month_ms + 1, null].map(rate)).toEqual([0.05, 0.15, 0.15]);
  });

  it('does not offer the same choice twice', () => {
    const asked = findings({ ...unsure, candidates: pair, seen: ['a', 'b'] });
    expect(decide(asked)).toMatchObject({ action: 'draft', clarify: [], resolution_id: 'a' });
    expect(decide({ ...asked, seen: ['a'] }).action).toBe('clarify');
  });

  it('names what it would have said in a draft, and nothing where it hands over or asks', () => {
    const asked = { ...question, wants_human: true };
    expect(decide(findings({ question: asked }))).toMatchObject({ action: 'hand_off', resolution_id: null });
    expect(decide(findings(unsure))).toMatchObject({ action: 'draft', resolution_id: 'a' });
  });

  it('goes by the topic of the best candidate', () => {
    const held = (id: string) => findings({ topic_autonomy: (each) => (each === id ? 'off' : 'auto') });
    expect(decide(held('a'))).toMatchObject({ action: 'hand_off', reasons: [{ code: 'topic-held' }] });
    expect(decide(held('b')).action).toBe('answer');
  });

  it('is a draft at most where something better was refused, and says so once', () => {
    const reasonOf = (code: 'refused' | 'holds-elsewhere') => ({ code, text: `Left out: ${code}.` });
    const [refused, elsewhere] = [reasonOf('refused'), reasonOf('holds-elsewhere')];
    const held = decide(findings({ left_out: [elsewhere, refused] }));
    expect(held).toMatchObject({ action: 'draft', reasons: [refused, elsewhere] });
    expect(decide(findings({ left_out: [elsewhere] })).action).toBe('answer');
    const asked = { ...question, wants_human: true };
    expect(decide(findings({ question: asked, left_out: [refused] })).reasons).toContainEqual(refused);
  });

  it('tells the stakes of the best candidate', () => {
    const known = [resolution('a', 'auto', 'account-changing')];
    expect(decide(findings({}, known))).toMatchObject({
      cell: 'account-changing',
      stakes: 'account-changing',
    });
    const unknown = findings({ candidates: [candidate('?', 1)] });
    expect(decide(unknown)).toMatchObject({ action: 'hand_off', stakes: 'read-only' });
  });

  it('hands over where nothing is known, with a reason', () => {
    const nothing = { candidates: [], confidence: { probability: 0, low: 0, high: 1 } };
    const decision = decide(findings({ ...nothing, evidence: null, novelty: { p: 0, strangeness: 12 } }));
    expect(decision).toMatchObject({ action: 'hand_off', resolution_id: null, cell: 'read-only' });
    expect(decision.reasons.map((reason) => reason.code)).toEqual(['no-candidate']);
  });

  it('never answers more under a higher threshold', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    let answered = 0;
    fc.assert(
      fc.property(share, share, share, (probability, low, high) => {
        const answers = (threshold: number) =>
          decide(
            findings({
              confidence: { probability, low: 0, high: 1 },
              certified: { ...certified, threshold },
            }),
          ).action === 'answer';
        const strict = answers(Math.max(low, high));
        expect(!strict || answers(Math.min(low, high))).toBe(true);
        answered += strict ? 1 : 0;
      }),
      { seed: 1, numRuns: 3000 },
    );
    expect(answered).toBeGreaterThan(20);
  });
});
