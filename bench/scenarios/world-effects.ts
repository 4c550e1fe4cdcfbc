/**
 * Effects that were planted in generated worlds, and worlds without any: what is found of them, and what is made up?
 *
 * Found: a lift where topic and place are those planted, or one of the two tokens alone, which is as true and less said;
 * an effect of a release where topic and release are. Power counts only what is named exactly. Beside it, on the same
 * worlds: whoever has 5 questions and twice as many as expected, without a word on chance (must fail).
 * Thresholds were chosen on other seeds (1000 and above).
 */
import { setImmediate } from 'node:timers/promises';
import { findLifts } from '../../packages/engine/src/watch/lift.ts';
import { type AskedQuestion, countCells } from '../../packages/engine/src/watch/lift-cells.ts';
import { findReleaseEffects } from '../../packages/engine/src/watch/release-effect.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';
import { DAY_MS } from '../world/generate.ts';
import { EFFECT_WORLD, type PlantedWorld, plantEffects } from '../world/planted-effects.ts';

const SEEDS = 60;
const PLANTED = { count: 4, lift: 5, rise: 4 };
/** Smaller ones; on a third of the seeds, as what is plain in planted worlds. */
const SIZES = [
  { lift: 3, rise: 2 },
  { lift: 4, rise: 3 },
];
const SMALLER_SHARE = 1 / 3;
const PLAIN = { questions: 5, ratio: 2 };

type Found = { readonly topic: string; readonly tokens: readonly string[]; readonly release: string | null };
type Finder = (world: PlantedWorld) => readonly Found[];

export const worldEffects: Scenario = {
  id: 'world-effects',
  about: 'planted effects of releases and of pages × plans: power, false discoveries, and worlds without any',
  run: async (options) => {
    const seeds = options.seeds ?? SEEDS;
    const planted = await measure(ours, PLANTED, { ...options, seeds, phase: 'planted' });
    const none = await measure(ours, { ...PLANTED, count: 0 }, { ...options, seeds, phase: 'none planted' });
    const by_size = [];
    for (const size of SIZES) {
      const some = { ...options, seeds: Math.ceil(seeds * SMALLER_SHARE), phase: `lift ${size.lift}` };
      by_size.push({ ...size, ...(await measure(ours, { ...PLANTED, ...size }, some)) });
    }
    const few = { ...options, seeds: Math.ceil(seeds * SMALLER_SHARE) };
    const plain = await measure(byRatio, PLANTED, { ...few, phase: 'plain' });
    const nothing = await measure(
      byRatio,
      { ...PLANTED, count: 0 },
      { ...options, seeds, phase: 'plain, none' },
    );
    return {
      scenario: 'world-effects',
      seeds,
      ...planted,
      none_found: none.found,
      worlds_with_none_found: none.quiet,
      by_size: [...by_size, { lift: PLANTED.lift, rise: PLANTED.rise, ...planted }],
      baselines: { plain: { ...plain, none_found: nothing.found, worlds_with_none_found: nothing.quiet } },
      config: { ...EFFECT_WORLD, ...PLANTED, plain: PLAIN },
      versions: versions(),
      command: options.command,
    };
  },
};

const ours: Finder = ({ questions, releases, now_ms }) => [
  ...findLifts(questions).lifts.map(({ topic, tokens }) => ({ topic, tokens, release: null })),
  ...findReleaseEffects({ questions, releases, now_ms }).effects.map(({ topic, release }) => {
    return { topic, tokens: [], release };
  }),
];

/** Enough of them, and twice as many as expected. */
const byRatio: Finder = ({ questions, releases }) => [
  ...countCells(questions)
    .cells.filter(({ count, expected }) => count >= PLAIN.questions && count >= PLAIN.ratio * expected)
    .map(({ topic, tokens }) => ({ topic, tokens, release: null })),
  ...releases.flatMap((release) => risen(questions, release)),
];

function risen(
  questions: readonly AskedQuestion[],
  { name, at_ms }: { readonly name: string; readonly at_ms: number },
): Found[] {
  const within = (days: number, topic: string) =>
    questions.filter((each) => {
      const day = (each.at_ms - at_ms) / DAY_MS;
      return each.topic === topic && (days < 0 ? day >= days && day < 0 : day >= 0 && day < days);
    }).length;
  const topics = [...new Set(questions.map(({ topic }) => topic))];
  return topics
    .filter((topic) => {
      const after = within(14, topic);
      return after >= PLAIN.questions && after >= PLAIN.ratio * within(-14, topic);
    })
    .map((topic) => ({ topic, tokens: [], release: name }));
}

async function measure(
  find: Finder,
  planting: { readonly count: number; readonly lift: number; readonly rise: number },
  given: ScenarioOptions & { readonly seeds: number; readonly phase: string },
) {
  const { seeds, phase, onProgress } = given;
  const sums = {
    found: 0,
    wrong: 0,
    share: 0,
    quiet: 0,
    lifts: 0,
    lifts_named: 0,
    effects: 0,
    effects_named: 0,
  };
  for (let seed = 1; seed <= seeds; seed++) {
    const world = plantEffects({ seed: String(seed), ...planting });
    const found = find(world);
    const wrong = found.filter((each) => !isPlanted(world, each)).length;
    sums.found += found.length;
    sums.wrong += wrong;
    sums.share += wrong / Math.max(1, found.length);
    sums.quiet += found.length === 0 ? 1 : 0;
    sums.lifts += world.lifts.length;
    sums.lifts_named += world.lifts.filter(({ topic, tokens }) =>
      found.some((each) => each.topic === topic && same(each.tokens, tokens)),
    ).length;
    sums.effects += world.effects.length;
    sums.effects_named += world.effects.filter(({ topic, release }) =>
      found.some((each) => each.topic === topic && each.release === release),
    ).length;
    onProgress({ phase, done: seed, total: seeds });
    await setImmediate();
  }
  return {
    fdr: sums.share / seeds,
    power: (sums.lifts_named + sums.effects_named) / Math.max(1, sums.lifts + sums.effects),
    power_lifts: sums.lifts_named / Math.max(1, sums.lifts),
    power_releases: sums.effects_named / Math.max(1, sums.effects),
    found: sums.found / seeds,
    wrong: sums.wrong / seeds,
    quiet: sums.quiet / seeds,
  };
}

function isPlanted({ lifts, effects }: PlantedWorld, { topic, tokens, release }: Found): boolean {
  if (release !== null) return effects.some((each) => each.topic === topic && each.release === release);
  return lifts.some((each) => each.topic === topic && tokens.every((token) => each.tokens.includes(token)));
}

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((token) => other.includes(token));
