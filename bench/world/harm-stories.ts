/** The story of one answer in the generated world: answered alone, made wrong by a release, held, told anew, out again. */
import type { ScenarioOptions } from '../scenario.ts';
import { driftFigures } from './drift-figures.ts';
import { DAY_MS, DEFAULT_WORLD, generateWorld } from './generate.ts';
import { type HeldReplay, replayHeld } from './held-replay.ts';
import { type Change, changedId } from './product.ts';
import { encodeWorld } from './world-tickets.ts';

const SEEDS = 3;
/** The first seed was looked at while this was built: it set the audit rate, and is not reported. */
const UNREPORTED = 1;
const CHANGE: Change = {
  issue: 'password-reset',
  day: 70,
  answer: [
    'Sign in with a link',
    'There are no passwords any more: enter your address and use the link that we send.',
  ],
};
export const HARM_WORLD = {
  days: 100,
  tickets_per_day: 40,
  /** Of some 34 answers a day that go out alone: 12 audits. */
  settings: { max_error: 0.05, audit_rate: 0.35 },
  hidden: 0.6,
  change: CHANGE,
  /** About a quarter of all tickets, so that all together become 30 % wrong. */
  burst: { issue: CHANGE.issue, from_day: 0, days: 100, times: 13 },
} as const;

export interface Story {
  readonly alone_before: boolean;
  /** Answers that went out alone and audits a day, in the ten days before the change. */
  readonly alone_a_day: number;
  readonly audits_a_day: number;
  /** Days from the change until something was held because of it; null where that never came. */
  readonly noticed_days: number | null;
  readonly noticed_by: string | null;
  /** Until the old answer went out no more. */
  readonly held_days: number | null;
  readonly wrong_sent: number;
  /** Human resolutions of the issue from the hold until the new answer went out alone. */
  readonly recovery_resolutions: number | null;
  /** Holds in the stationary twin. */
  readonly false_holds: number;
  /** Closed for all, beside the answer itself. */
  readonly certificates_lost: number;
}

export async function storiesOf(options: ScenarioOptions): Promise<Story[]> {
  const stories: Story[] = [];
  for (let own = 1; own <= (options.seeds ?? SEEDS); own++) {
    const seed = UNREPORTED + own;
    const run = await worldOf(seed, [CHANGE], options);
    const twin = await worldOf(seed, [], options);
    stories.push({ ...storyOf(run), false_holds: twin.replay.holds.length });
  }
  return stories;
}

async function worldOf(seed: number, changes: readonly Change[], options: ScenarioOptions) {
  const { days, tickets_per_day, burst, settings, hidden } = HARM_WORLD;
  const world = { ...DEFAULT_WORLD, seed, days, tickets_per_day, bursts: [burst], changes };
  const tickets = generateWorld(world).slice(0, options.limit);
  const encoded = await encodeWorld(world, tickets, options);
  const phase = `${changes.length > 0 ? 'changed' : 'twin'}, seed ${seed}`;
  const { onProgress } = options;
  const replay = replayHeld(encoded.tickets, {
    config: encoded.config,
    seed,
    settings,
    hidden,
    phase,
    onProgress,
  });
  return { tickets, replay };
}

function storyOf({ tickets, replay }: Awaited<ReturnType<typeof worldOf>>): Omit<Story, 'false_holds'> {
  const { issue, day } = CHANGE;
  const [before, after] = [issue, changedId(issue)];
  const steps = tickets.map((ticket, i) => {
    const { action, resolution_id, audited } = replay.decisions[i];
    const alone = action === 'answer';
    return {
      ...ticket,
      sent: alone ? resolution_id : null,
      audited: alone && audited,
      revealed: !alone || audited,
    };
  });
  const own = steps.filter((step) => step.issue === issue);
  const figures = driftFigures(own, { day, before, after });
  const since = holdsSince(replay, tickets[0].at_ms + day * DAY_MS);
  const [first] = since;
  const last = steps.filter((step) => step.day >= day - 10 && step.day < day && step.sent !== null);
  return {
    alone_before: figures.alone_before,
    alone_a_day: last.length / 10,
    audits_a_day: last.filter(({ audited }) => audited).length / 10,
    noticed_days: first === undefined ? null : first.days,
    noticed_by: first === undefined ? null : `${first.level} by ${first.by}`,
    held_days: figures.delay_days,
    wrong_sent: figures.wrong_sent,
    recovery_resolutions: recoveryOf(own, { after, held_day: day + (first?.days ?? 0) }),
    certificates_lost: since.filter(({ level }) => level === 'certificate').length,
  };
}

function holdsSince({ holds }: HeldReplay, from_ms: number) {
  return holds
    .filter(({ at_ms }) => at_ms >= from_ms)
    .map((hold) => ({ ...hold, days: (hold.at_ms - from_ms) / DAY_MS }));
}

function recoveryOf(
  own: readonly { readonly day: number; readonly sent: string | null; readonly revealed: boolean }[],
  { after, held_day }: { readonly after: string; readonly held_day: number },
): number | null {
  const since = own.filter(({ day }) => day >= held_day);
  const out = since.findIndex(({ sent }) => sent === after);
  return out < 0 ? null : since.slice(0, out).filter(({ revealed }) => revealed).length;
}

/** Means over seeds in which the answer went out alone before; what never came is counted, not averaged. */
export function summaryOfStories(stories: readonly Story[]) {
  const told = stories.filter(({ alone_before }) => alone_before);
  const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null);
  const mean = (values: readonly number[]) =>
    values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  const noticed = known(told.map(({ noticed_days }) => noticed_days));
  const recovered = known(told.map(({ recovery_resolutions }) => recovery_resolutions));
  return {
    noticed_days: mean(noticed),
    noticed_days_worst: noticed.length === told.length ? Math.max(0, ...noticed) : null,
    held_days: mean(known(told.map(({ held_days }) => held_days))),
    wrong_sent: mean(told.map(({ wrong_sent }) => wrong_sent)),
    recovery_resolutions: mean(recovered),
    recovery_resolutions_worst: recovered.length === told.length ? Math.max(0, ...recovered) : null,
    audits_a_day: mean(told.map(({ audits_a_day }) => audits_a_day)),
    false_holds: stories.reduce((sum, { false_holds }) => sum + false_holds, 0),
    certificates_lost: mean(told.map(({ certificates_lost }) => certificates_lost)),
    told: told.length,
    stories,
  };
}
