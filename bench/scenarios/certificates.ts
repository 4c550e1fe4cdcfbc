/**
 * Are certificates kept? Simulated deployments, in which the true risk of each threshold is known.
 *
 * 90 nights of 50 tickets; a new threshold every night; once one is in force, labels above it come through audits only.
 * `certificate` is the share of deployments in which a threshold with a true risk above alpha was EVER in force, on
 * any night. Beside it, on the same tickets: the plug-in threshold (must fail), Learn-then-Test with p-values every
 * night (which may be looked at once), and the live certificate with all of delta.
 */
import { setImmediate } from 'node:timers/promises';
import {
  type Deployment,
  type DeploymentOutcome,
  deploy,
  type ThresholdPolicy,
} from '../data/simulated-deployment.ts';
import { drifting, LEARNED, uninformative, type World } from '../data/simulated-desk.ts';
import { livePolicy, lttPolicy, ownPolicy, plugInPolicy } from '../data/threshold-policies.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';

const DEPLOYMENTS = 500;
const NIGHTS = 90;
const PER_NIGHT = 50;
const PROMISE = { max_error: 0.05, delta: 0.1 };
const OTHER_AUDIT_RATES = [0.05, 0.2];
const AUDIT_RATE = 0.1;
/** A hair above what is accepted. */
const UNINFORMATIVE_RISK = 0.0505;
const DRIFT = { night: 45, per_night: 100, audit_rate: 0.2 };
/** Odds of a wrong answer, times so much. */
const DRIFT_ODDS = [1, 4, 10];
/** Many tickets are many labels to look at: a look too many would show here. */
const BUSY_PER_NIGHT = 300;
/** Of so many deployments: what takes long, or needs fewer of them than a rare event. */
const DRIFT_SHARE = 0.2;
const BUSY_SHARE = 0.4;

const BASELINES: Readonly<Record<string, () => ThresholdPolicy>> = {
  plugin: () => plugInPolicy(PROMISE),
  ltt_nightly: () => lttPolicy(PROMISE),
  live_only: () => livePolicy(PROMISE),
};
const own = () => ownPolicy(PROMISE);

export const certificates: Scenario = {
  id: 'certificates',
  about: 'simulated deployments of 90 nights: how often was a threshold in force that breaks its promise?',
  run: async (options) => {
    const count = options.seeds ?? DEPLOYMENTS;
    const { delta } = PROMISE;
    const uninformed = uninformative(UNINFORMATIVE_RISK);
    const ask = (make: () => ThresholdPolicy, given: Partial<Deployment> & { world: World; name: string }) =>
      simulate(make, { audit_rate: AUDIT_RATE, per_night: PER_NIGHT, ...given }, { ...options, count });
    const learned = await ask(own, { name: 'own', world: LEARNED });
    const by_audit_rate = [];
    for (const audit_rate of OTHER_AUDIT_RATES) {
      const found = await ask(own, { name: `own, audits ${audit_rate}`, world: LEARNED, audit_rate });
      by_audit_rate.push({ audit_rate, ...found });
    }
    const baselines: Record<string, unknown> = {};
    for (const [name, make] of Object.entries(BASELINES)) {
      const found = await ask(make, { name, world: LEARNED });
      const { certificate } = await ask(make, { name: `${name}, uninformative`, world: uninformed });
      baselines[name] = { ...found, certificate_uninformative: certificate };
    }
    const worst = await ask(own, { name: 'own, uninformative', world: uninformed });
    const busy = await busyOnes(uninformed, { ...options, count: Math.ceil(BUSY_SHARE * count) });
    const drift = [];
    for (const odds of DRIFT_ODDS)
      drift.push(await driftOf(odds, { ...options, count: Math.ceil(DRIFT_SHARE * count) }));
    return {
      scenario: 'certificates',
      seeds: count,
      ...learned,
      certificate_uninformative: worst.certificate,
      bound: delta + 3 * Math.sqrt((delta * (1 - delta)) / count),
      by_audit_rate: [{ audit_rate: AUDIT_RATE, ...learned }, ...by_audit_rate].toSorted(
        (left, right) => left.audit_rate - right.audit_rate,
      ),
      busy,
      drift,
      baselines,
      config: {
        ...PROMISE,
        nights: NIGHTS,
        per_night: PER_NIGHT,
        busy_per_night: BUSY_PER_NIGHT,
        audit_rate: AUDIT_RATE,
        drift: DRIFT,
      },
      versions: versions(),
      command: options.command,
    };
  },
};

/** A desk with many tickets, whose confidence is good, or tells nothing. */
async function busyOnes(uninformed: World, asked: Asked) {
  const given = { audit_rate: AUDIT_RATE, per_night: BUSY_PER_NIGHT };
  const found = await simulate(own, { ...given, name: 'own, busy', world: LEARNED }, asked);
  const worst = await simulate(own, { ...given, name: 'own, busy, uninformative', world: uninformed }, asked);
  return { ...found, certificate_uninformative: worst.certificate };
}

type Asked = ScenarioOptions & { readonly count: number };

/** What happened, deployment after deployment, with the same tickets for each policy. */
async function* deployments(
  make: () => ThresholdPolicy,
  given: Omit<Deployment, 'seed' | 'nights' | 'alpha'> & { name: string },
  { count, onProgress }: Asked,
): AsyncIterable<DeploymentOutcome> {
  for (let index = 0; index < count; index++) {
    const seed = `certificates/${index}`;
    yield deploy(make(), { ...given, nights: NIGHTS, alpha: PROMISE.max_error, seed });
    if (index % 10 > 0) continue;
    onProgress({ phase: given.name, done: index, total: count });
    await setImmediate();
  }
}

async function simulate(
  make: () => ThresholdPolicy,
  given: Omit<Deployment, 'seed' | 'nights' | 'alpha'> & { name: string },
  asked: Asked,
) {
  const sums = { certificate: 0, certificate_first_unlock: 0, coverage: 0, locked: 0 };
  const nights = Array.from({ length: NIGHTS }, () => 0);
  let [alone, wrong] = [0, 0];
  for await (const outcome of deployments(make, given, asked)) {
    sums.certificate += outcome.broken ? 1 : 0;
    sums.certificate_first_unlock += outcome.broken_at_first_unlock ? 1 : 0;
    sums.locked += outcome.locked_nights.length > 0 ? 1 : 0;
    alone += outcome.alone;
    wrong += outcome.wrong;
    outcome.coverage.forEach((share, night) => (nights[night] += share / asked.count));
  }
  return {
    certificate: sums.certificate / asked.count,
    certificate_first_unlock: sums.certificate_first_unlock / asked.count,
    coverage: nights.reduce((sum, share) => sum + share / NIGHTS, 0),
    risk: alone > 0 ? wrong / alone : 0,
    coverage_day_10: nights[9],
    coverage_day_30: nights[29],
    coverage_day_90: nights[89],
    ever_locked: sums.locked / asked.count,
  };
}

/** Locks before the change are false ones; delay: nights from the change to the first lock after it. */
async function driftOf(odds: number, asked: Asked) {
  const delays: number[] = [];
  let [false_locks, never] = [0, 0];
  const given = { name: `drift, odds x ${odds}`, world: drifting(odds, DRIFT.night), ...DRIFT };
  for await (const { locked_nights } of deployments(own, given, asked)) {
    if (locked_nights.some((night) => night < DRIFT.night)) false_locks += 1;
    const found = locked_nights.find((night) => night >= DRIFT.night);
    if (found === undefined) never += 1;
    else delays.push(found - DRIFT.night + 1);
  }
  delays.sort((left, right) => left - right);
  return {
    odds,
    delay_days_median: delays[Math.floor(delays.length / 2)] ?? null,
    delay_days_p90: delays[Math.floor(delays.length * 0.9)] ?? null,
    never_locked: never / asked.count,
    false_locks: false_locks / asked.count,
  };
}
