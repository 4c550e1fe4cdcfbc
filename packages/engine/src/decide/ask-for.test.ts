import { describe, expect, it } from 'vitest';
import type { Candidate, Resolution } from '../domain.ts';
import { SeededRandom } from '../math/seeded-random.ts';
import { type AskFor, contextOptions, wordingOf } from './ask-for.ts';

type Asked = ReturnType<AskFor['exemplars']>[number];

let asked = 0;
function asks(context: readonly string[], account?: string): Asked {
  asked += 1;
  return { id: `q${asked}`, context, account: account ?? `account-${asked}` };
}
const times = (count: number, of: (i: number) => readonly string[]): Asked[] =>
  Array.from({ length: count }, (_, i) => asks(of(i)));

const candidate = (resolution_id: string, probability: number): Candidate => {
  return { resolution_id, score: 0, probability, exemplar_id: null, features: [] };
};
const resolution = (id: string): Resolution => {
  const more = { links: [], stakes: 'read-only', stage: 'suggest', version: 1, sources: [] } as const;
  return { id, title: `Title of ${id}`, text: 'Text', ...more };
};

/** Two answers, half and half, as their exemplars were asked. */
function options(exemplars: Readonly<Record<string, readonly Asked[]>>, change: Partial<AskFor> = {}) {
  const ids = Object.keys(exemplars);
  return contextOptions({
    candidates: ids.map((id) => candidate(id, 0.96 / ids.length)),
    context: [],
    not_to_ask: [],
    allowed: resolution,
    exemplars: (id) => exemplars[id] ?? [],
    ...change,
  });
}

const byPlan = (count = 5) => ({
  seat: times(count, (i) => ['plan:free', `browser:b${i}`, 'locale:de', 'page:/team']),
  invite: times(count, (i) => ['plan:team', `browser:b${i}`, 'locale:en', 'page:/team']),
});
const FREE_OR_TEAM = [
  { resolution_id: 'seat', label: 'Free', about: { key: 'plan', value: 'free' } },
  { resolution_id: 'invite', label: 'Team', about: { key: 'plan', value: 'team' } },
];

describe('what splits the candidates', () => {
  it('is asked for, one value for each', () => {
    expect(options(byPlan())).toEqual(FREE_OR_TEAM);
    expect(options(byPlan(3))).toEqual(FREE_OR_TEAM);
    const noisy = byPlan(12);
    const [seat, invite] = [
      [...noisy.seat, asks(['plan:team'])],
      [...noisy.invite, asks(['plan:free'])],
    ];
    expect(options({ seat, invite })).toEqual(FREE_OR_TEAM);
  });

  it.each(['call +49 30 123456 now', 'see https://evil.example', 'x'.repeat(40), '<b>pro</b>'])(
    'is not asked for where a value is no plain word: %s',
    (planted) => {
      const { seat } = byPlan();
      expect(options({ seat, invite: times(5, () => [`plan:${planted}`]) })).toEqual([]);
    },
  );

  it('is asked for also where the ranker is rather sure, as it is of one of those with the same words', () => {
    const candidates = [candidate('seat', 0.93), candidate('invite', 0.06)];
    expect(options(byPlan(), { candidates })).toEqual(FREE_OR_TEAM);
  });

  it('may be a page, a range, a yes or no, and one of three', () => {
    const pages = { a: times(3, () => ['page:/billing']), b: times(3, () => ['page:/team/*']) };
    expect(options(pages).map(({ label }) => label)).toEqual(['/billing', '/team/*']);
    const flags = { a: times(4, () => ['single_sign_on:yes']), b: times(4, () => ['single_sign_on:no']) };
    expect(options(flags).map(({ label }) => label)).toEqual(['single sign on: yes', 'single sign on: no']);
    const three = { ...byPlan(8), old: times(8, () => ['plan:legacy_pro']) };
    expect(options(three).map(({ label }) => label)).toEqual(['Free', 'Team', 'Legacy pro']);
    const asked = ['plan', 'page', 'single_sign_on', '__proto__'].map(wordingOf);
    expect(asked).toEqual([
      'Which plan are you on?',
      'Where in the product does it happen?',
      'Which of these is it?',
      'Which of these is it?',
    ]);
  });

  it('is the same whatever the order of the exemplars', () => {
    const random = new SeededRandom('order');
    const exemplars = byPlan(9);
    const both = {
      seat: exemplars.seat.map((each) => ({ ...each, context: [...each.context, 'role:admin'] })),
      invite: exemplars.invite.map((each) => ({ ...each, context: [...each.context, 'role:member'] })),
    };
    const found = options(both);
    for (let i = 0; i < 5; i++) {
      const [seat, invite] = [random.shuffle([...both.seat]), random.shuffle([...both.invite])];
      expect(options({ seat, invite })).toEqual(found);
    }
    expect(found).toEqual(FREE_OR_TEAM);
  });
});

describe('nothing is asked for', () => {
  it.each<[string, Partial<AskFor>]>([
    ['the context tells it', { context: ['plan:business'] }],
    ['it was asked before, or is not learned from', { not_to_ask: ['plan'] }],
    ['one is nearly certain', { candidates: [candidate('seat', 0.94), candidate('invite', 0.04)] }],
    ['others could be meant', { candidates: [candidate('seat', 0.5), candidate('invite', 0.3)] }],
    ['there is one candidate', { candidates: [candidate('seat', 0.7)] }],
    ['one may not be sent', { allowed: (id) => (id === 'seat' ? null : resolution(id)) }],
  ])('where %s', (_, change) => expect(options(byPlan(), change)).toEqual([]));

  it.each<[string, Readonly<Record<string, readonly Asked[]>>]>([
    ['nothing splits them', { a: times(6, () => ['plan:free']), b: times(6, () => ['plan:free']) }],
    [
      'it takes two keys to tell them apart',
      {
        a: times(12, (i) => (i % 2 === 0 ? ['plan:free', 'role:admin'] : ['plan:team', 'role:member'])),
        b: times(12, (i) => (i % 2 === 0 ? ['plan:team', 'role:admin'] : ['plan:free', 'role:member'])),
      },
    ],
    ['nothing is known around them', { a: times(6, () => []), b: times(6, () => []) }],
    ['it is known of one only', { a: times(6, () => ['plan:free']), b: times(6, () => []) }],
    ['there is too little of one', { a: times(6, () => ['plan:free']), b: times(2, () => ['plan:team']) }],
    [
      'one account told all of it',
      {
        a: times(6, () => ['plan:free']).map((each) => ({ ...each, account: 'one' })),
        b: times(6, () => ['plan:team']),
      },
    ],
    ['each has its own value', { a: times(6, (i) => [`plan:a${i}`]), b: times(6, () => ['plan:team']) }],
    [
      'the value may name somebody',
      { a: times(6, () => ['company:acme']), b: times(6, () => ['company:umbrella']) },
    ],
    ...['stay', 'screen', 'locale', 'did', 'error', 'script-error', 'recent', 'release', 'q.step'].map(
      (key): [string, Readonly<Record<string, readonly Asked[]>>] => [
        `no customer could tell (${key})`,
        { a: times(6, () => [`${key}:yes`]), b: times(6, () => [`${key}:no`]) },
      ],
    ),
  ])('where %s', (_, exemplars) => expect(options(exemplars)).toEqual([]));
});
