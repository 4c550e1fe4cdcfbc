/**
 * Does the 90 % interval of the estimated risk hold the truth? 500 generated worlds of answers, some of them audited, in
 * which a part of the wrong ones looks resolved.
 *
 * The truth is the probability that an answer of the world is wrong. Beside it, on the same worlds: audits alone; audits
 * taken at face value, as if all were equally likely; and what peers print, the share after which nobody complained,
 * with a Wilson interval (must fail). `share_held`: the same for the share wrong among exactly these answers, a
 * narrower truth.
 */
import { setImmediate } from 'node:timers/promises';
import { readOutcomes } from '../../packages/engine/src/outcomes/index.ts';
import { AUDITED_WORLDS, type AuditedWorld, auditedWorld } from '../data/audited-world.ts';
import type { Scenario } from '../scenario.ts';
import { versions } from '../versions.ts';

const WORLDS = 500;
const Z_90 = 1.6448536269514722;

interface Interval {
  readonly low: number;
  readonly high: number;
}

const WAYS: Readonly<Record<string, (world: AuditedWorld) => Interval>> = {
  own: (world) => readOutcomes(world).risk,
  audits_alone: (world) => readOutcomes(world, { lambda: 0 }).risk,
  audits_unweighted: ({ verdicts }) =>
    wilson(verdicts.filter(({ correct }) => !correct).length, verdicts.length),
  silence: ({ looks_wrong, shown }) => wilson(looks_wrong, shown.length),
};

export const riskInterval: Scenario = {
  id: 'risk-interval',
  about: 'does the 90 % interval of the estimated risk hold the truth, in 500 generated worlds?',
  run: async (options) => {
    const worlds = options.seeds ?? WORLDS;
    const sums = new Map(Object.keys(WAYS).map((name) => [name, { held: 0, share: 0, below: 0, width: 0 }]));
    for (let seed = 1; seed <= worlds; seed++) {
      const world = auditedWorld(String(seed));
      for (const [name, sum] of sums) {
        const { low, high } = WAYS[name](world);
        const holds = (truth: number) => Number(low <= truth && truth <= high);
        sum.held += holds(world.true_risk);
        sum.share += holds(world.share_wrong);
        sum.below += Number(high < world.true_risk);
        sum.width += high - low;
      }
      if (seed % 10 > 0) continue;
      options.onProgress({ phase: 'worlds', done: seed, total: worlds });
      await setImmediate();
    }
    const of = (name: string) => {
      const { held, share, below, width } = sums.get(name) as {
        held: number;
        share: number;
        below: number;
        width: number;
      };
      return {
        coverage_of_truth: held / worlds,
        share_held: share / worlds,
        too_low: below / worlds,
        width: width / worlds,
      };
    };
    const own = of('own');
    return {
      scenario: 'risk-interval',
      seeds: worlds,
      ...own,
      off_nominal: Math.abs(own.coverage_of_truth - 0.9),
      baselines: {
        audits_alone: of('audits_alone'),
        audits_unweighted: of('audits_unweighted'),
        silence: of('silence'),
      },
      config: { ...AUDITED_WORLDS, level: 0.9 },
      versions: versions(),
      command: options.command,
    };
  },
};

function wilson(hits: number, trials: number): Interval {
  const [share, square] = [hits / trials, Z_90 ** 2];
  const middle = (share + square / (2 * trials)) / (1 + square / trials);
  const margin =
    (Z_90 * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials ** 2))) / (1 + square / trials);
  return { low: middle - margin, high: middle + margin };
}
