/**
 * A generated world in which the truth about effects is known: every topic comes from everywhere alike, but for what is
 * planted. Pure and seeded.
 *
 * Who asks from where is dealt to the questions at random, so that nothing hangs together; a tenth of the customers ask again
 * within two days; one topic bursts for a day, as in every generated world. Then effects are planted: a page of one plan
 * with several times as many questions of a topic as chance would bring, and topics that are asked about more often from a
 * release on. Only places where chance alone would bring a few questions are chosen, as elsewhere nobody could see them.
 */
import { SeededRandom } from '@understudy/engine';
import { pick } from './customers.ts';
import { DAY_MS, DEFAULT_WORLD, generateWorld, START_MS } from './generate.ts';

export interface PlantedQuestion {
  readonly topic: string;
  readonly account: string;
  readonly tokens: readonly string[];
  readonly at_ms: number;
}

export interface PlantedWorld {
  readonly questions: readonly PlantedQuestion[];
  readonly releases: readonly { readonly name: string; readonly at_ms: number }[];
  readonly now_ms: number;
  readonly lifts: readonly { readonly topic: string; readonly tokens: readonly string[] }[];
  readonly effects: readonly { readonly topic: string; readonly release: string }[];
}

export interface Planting {
  readonly seed: string;
  /** Planted of each kind. */
  readonly count: number;
  /** Times as many as chance would bring, on the page; since the release. */
  readonly lift: number;
  readonly rise: number;
}

export const EFFECT_WORLD = {
  days: 90,
  tickets_per_day: 80,
  repeats: 0.1,
  least_expected: 5,
  least_before: 15,
};
const RELEASES = [
  { name: '5.1', day: 40 },
  { name: '5.2', day: 70 },
];
const BURST_TOPIC = 'outage-status';

export function plantEffects({ seed, count, lift, rise }: Planting): PlantedWorld {
  const random = new SeededRandom(`effects/${seed}`);
  const questions = unrelated(random);
  const topics = [...Map.groupBy(questions, ({ topic }) => topic)]
    .map(([topic, own]) => ({ topic, own }))
    .filter(({ topic }) => topic !== BURST_TOPIC);
  const shuffled = random.shuffle(topics);
  const lifts = shuffled
    .flatMap(({ topic, own }) => placeFor(topic, own.length, questions, random))
    .slice(0, count);
  const used = new Set(lifts.map(({ topic }) => topic));
  const risen = shuffled
    .filter(
      ({ topic, own }) =>
        !used.has(topic) && (own.length * 28) / EFFECT_WORLD.days >= EFFECT_WORLD.least_before,
    )
    .slice(0, count)
    .map(({ topic, own }, place) => ({ topic, own, release: RELEASES[place % RELEASES.length] }));
  const more = [
    ...lifts.flatMap(({ topic, tokens, expected }) => {
      const places = questions.filter((each) => tokens.every((token) => each.tokens.includes(token)));
      return extra(Math.round((lift - 1) * expected), () => ({ ...pick(places, random), topic }));
    }),
    ...risen.flatMap(({ topic, own, release: { day } }) => {
      const left = EFFECT_WORLD.days - day;
      return extra(Math.round(((rise - 1) * own.length * left) / EFFECT_WORLD.days), () => ({
        ...pick(questions, random),
        topic,
        at_ms: START_MS + Math.floor((day + random.next() * left) * DAY_MS),
      }));
    }),
  ];
  return {
    questions: [...questions, ...more],
    releases: RELEASES.map(({ name, day }) => ({ name, at_ms: START_MS + day * DAY_MS })),
    now_ms: START_MS + EFFECT_WORLD.days * DAY_MS,
    lifts: lifts.map(({ topic, tokens }) => ({ topic, tokens })),
    effects: risen.map(({ topic, release }) => ({ topic, release: release.name })),
  };
}

const extra = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

/** Who asks from where has nothing to do with what they ask. */
function unrelated(random: SeededRandom): PlantedQuestion[] {
  const { days, tickets_per_day, repeats } = EFFECT_WORLD;
  const seed = random.integer(1_000_000);
  const tickets = generateWorld({ ...DEFAULT_WORLD, seed, days, tickets_per_day, releases: [] });
  const who = random.shuffle(tickets.map(({ account, context }) => ({ account, tokens: context })));
  const once = tickets.flatMap(({ issue, at_ms }, index) =>
    issue === null ? [] : [{ topic: issue, at_ms, ...who[index] }],
  );
  const again = once
    .filter(() => random.next() < repeats)
    .map((each) => ({ ...each, at_ms: each.at_ms + Math.floor(2 * DAY_MS * random.next()) }));
  return [...once, ...again].filter(({ at_ms }) => at_ms < START_MS + days * DAY_MS);
}

/** A page of one plan from which chance would bring enough of the topic; none for rare ones. */
function placeFor(
  topic: string,
  row: number,
  questions: readonly PlantedQuestion[],
  random: SeededRandom,
): { topic: string; tokens: string[]; expected: number }[] {
  const places = new Map<string, { tokens: string[]; column: number }>();
  for (const { tokens } of questions) {
    const own = ['page:', 'plan:'].map((key) => tokens.find((token) => token.startsWith(key)) ?? '');
    const place = places.get(own.join()) ?? { tokens: own, column: 0 };
    place.column += 1;
    places.set(own.join(), place);
  }
  const able = [...places.values()]
    .map(({ tokens, column }) => ({ topic, tokens, expected: (row * column) / questions.length }))
    .filter(({ expected }) => expected >= EFFECT_WORLD.least_expected);
  return able.length === 0 ? [] : [pick(able, random)];
}
