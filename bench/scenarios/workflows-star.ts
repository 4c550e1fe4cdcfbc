/**
 * Workflows mined from what agents did, beside the workflows that they were told to follow.
 *
 * 3,652 STAR dialogues about one task each, happy or not, and 792 about several; 18 written flow graphs. How dialogues
 * become steps and observations stands in `../data/star.ts`.
 *
 * Edges: all dialogues of a task give one mined graph. Steps and observations that lie on no edge of the written
 * graph (`out_of_scope`, most goodbyes) are left out of the log; edges into observations are not drawn there, so
 * none is compared. The miner's settings, and how dialogues are read, were chosen on nine tasks (the odd ones of the
 * file); `edge_f1` is that of the other nine, all their edges counted together. `observable` leaves out written edges
 * with a step that fewer than three dialogues show: no log could give them. `labelled` are the held-out tasks from
 * dialogues about one task only, without free replies.
 *
 * Next action: the agent's next step, told from what came before; a fifth of the dialogues is held out by a seed,
 * the rest is learned. Counted are the steps that lie on the written graph; `all_steps` counts every labelled step.
 * A retry of the same call is no new step. `seen` are the words of the customer's messages since the last step and
 * which steps were done already. `counts`: interpolated back-off with these, without learned weights; `steps_only`:
 * back-off on steps alone.
 */
import { SeededRandom } from '@understudy/engine';
import {
  dependencyGraph,
  directlyFollows,
  type Edge,
  Follows,
  mineGraph,
  Paths,
  type Situation,
  situations,
  type WalkedPath,
} from '../../packages/engine/src/paths/index.ts';
import { readStar, type StarPath, type StarWorkflow } from '../data/star.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';

const SEEDS = 5;
const HELD_OUT = 0.2;
const LEAST_SHOWN = 3;

type Miner = (follows: Follows) => Edge[];

export const workflowsStar: Scenario = {
  id: 'workflows-star',
  about: 'workflows mined from 3,652 dialogues against the written ones, and the next action',
  run: (options) => {
    const { workflows, paths, log } = readStar();
    const logs = workflows.map((workflow) => ({ workflow, follows: logOf(workflow, log) }));
    const [chosenOn, heldOut] = [0, 1].map((half) => logs.filter((_, i) => i % 2 === half));
    const labelled = heldOut.map(({ workflow }) => ({ workflow, follows: logOf(workflow, paths) }));
    const seeds = options.seeds ?? SEEDS;
    const runs = Array.from({ length: seeds }, (_, i) =>
      nextActions({ workflows, paths, seed: i + 1, options }),
    );
    return Promise.resolve({
      scenario: 'workflows-star',
      seeds,
      edge_f1: edgeFigures(heldOut, mineGraph).f1,
      next_action_accuracy: mean(runs.map((run) => run.accuracy)),
      edges: {
        held_out: edgeFigures(heldOut, mineGraph),
        chosen_on: edgeFigures(chosenOn, mineGraph),
        all: edgeFigures(logs, mineGraph),
        labelled: edgeFigures(labelled, mineGraph),
      },
      next_action: averaged(runs),
      baselines: {
        unfiltered: { edge_f1: edgeFigures(heldOut, directlyFollows).f1 },
        dependency: { edge_f1: edgeFigures(heldOut, dependencyGraph).f1 },
        bigram: { next_action_accuracy: mean(runs.map((run) => run.bigram)) },
        counts: { next_action_accuracy: mean(runs.map((run) => run.counts)) },
        steps_only: { next_action_accuracy: mean(runs.map((run) => run.steps_only)) },
      },
      range: { next_action_accuracy: rangeOf(runs.map((run) => run.accuracy)) },
      by_task: Object.fromEntries(logs.map((log) => [log.workflow.topic, edgeFigures([log], mineGraph).f1])),
      versions: versions(),
      command: options.command,
    });
  },
};

interface Log {
  readonly workflow: StarWorkflow;
  readonly follows: Follows;
}

function logOf({ topic, nodes }: StarWorkflow, paths: readonly StarPath[]): Follows {
  const follows = new Follows();
  for (const path of paths) {
    if (path.topic === topic)
      follows.change(
        path.steps.filter((step) => nodes.has(step)),
        1,
      );
  }
  return follows;
}

/** Edges of all logs counted together. */
function edgeFigures(logs: readonly Log[], mine: Miner) {
  const name = ({ from, to }: { from: string; to: string }) => `${from} > ${to}`;
  let [right, mined, written, shown] = [0, 0, 0, 0];
  for (const { workflow, follows } of logs) {
    const found = mine(follows).map(name);
    const gold = new Set(workflow.edges.map(([from, to]) => name({ from, to })));
    right += found.filter((edge) => gold.has(edge)).length;
    mined += found.length;
    written += gold.size;
    shown += workflow.edges.filter((edge) =>
      edge.every((step) => follows.occurs.of(step) >= LEAST_SHOWN),
    ).length;
  }
  return {
    f1: (2 * right) / (mined + written),
    precision: right / mined,
    recall: right / written,
    observable_f1: (2 * right) / (mined + shown),
    observable_share: shown / written,
  };
}

interface NextActions {
  readonly accuracy: number;
  /** On the nine tasks that nothing was chosen on. */
  readonly held_out_tasks: number;
  readonly in_first_3: number;
  readonly all_steps: number;
  readonly steps_only: number;
  readonly counts: number;
  readonly bigram: number;
}

function nextActions(given: {
  workflows: readonly StarWorkflow[];
  paths: readonly StarPath[];
  seed: number;
  options: ScenarioOptions;
}): NextActions {
  const { workflows, seed, options } = given;
  options.onProgress({ phase: 'next action', done: seed, total: options.seeds ?? SEEDS });
  const shuffled = new SeededRandom(`workflows-star/${seed}`).shuffle(given.paths).slice(0, options.limit);
  const held = Math.round(HELD_OUT * shuffled.length);
  const learned = new Paths();
  for (const path of shuffled.slice(held)) learned.add(walked(path));
  const asked = shuffled.slice(0, held).flatMap((path) => situations(walked(path)));
  const heldOut = new Set<string | null>(workflows.filter((_, i) => i % 2 === 1).map(({ topic }) => topic));
  const nodes = new Map(workflows.map((workflow) => [workflow.topic, workflow.nodes]));
  const written = asked.filter(({ topic_id, step }) => nodes.get(topic_id ?? '')?.has(step) === true);
  const ranked = (situation: Situation) => learned.next(situation).map(({ step }) => step);
  const first = (situation: Situation) => ranked(situation)[0];
  const counted = (situation: Situation) => learned.nextByCounts(situation)[0]?.step;
  const plain = (situation: Situation) => ({ ...situation, seen: [] });
  const last = (situation: Situation) => ({ ...plain(situation), previous: lastStep(situation) });
  const bigram = bigrams(shuffled.slice(held));
  return {
    accuracy: share(written, (each) => first(each) === each.step),
    held_out_tasks: share(
      written.filter(({ topic_id }) => heldOut.has(topic_id)),
      (each) => first(each) === each.step,
    ),
    in_first_3: share(written, (each) => ranked(each).slice(0, 3).includes(each.step)),
    all_steps: share(asked, (each) => first(each) === each.step),
    steps_only: share(written, (each) => counted(plain(each)) === each.step),
    counts: share(written, (each) => counted(each) === each.step),
    bigram: share(written, (each) => bigram(last(each)) === each.step),
  };
}

function walked({ id, topic, agent, steps, seen }: StarPath): WalkedPath {
  const unknown = { context: [], resolved: null, duration_ms: null, at_ms: 0 };
  return { conversation_id: id, topic_id: topic, agent, steps, seen, ...unknown };
}

const lastStep = ({ previous }: Situation): string[] =>
  previous.filter((step) => !step.startsWith('?')).slice(-1);

/** What came most often after this step in this task. */
function bigrams(paths: readonly StarPath[]): (situation: Situation) => string | undefined {
  const counts = new Map<string, Map<string, number>>();
  const keyOf = ({ topic_id, previous }: Situation) => `${topic_id ?? ''} ${previous.join()}`;
  for (const done of paths.flatMap((path) => situations(walked(path)))) {
    const key = keyOf({ ...done, previous: lastStep(done) });
    const after = counts.get(key) ?? new Map<string, number>();
    counts.set(key, after.set(done.step, (after.get(done.step) ?? 0) + 1));
  }
  return (situation) =>
    [...(counts.get(keyOf(situation)) ?? [])].reduce<[string, number] | undefined>(
      (best, each) => (best === undefined || each[1] > best[1] ? each : best),
      undefined,
    )?.[0];
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.filter(holds).length / items.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function rangeOf(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

function averaged(runs: readonly NextActions[]): NextActions {
  const of = (field: keyof NextActions) => mean(runs.map((run) => run[field]));
  return {
    accuracy: of('accuracy'),
    held_out_tasks: of('held_out_tasks'),
    in_first_3: of('in_first_3'),
    all_steps: of('all_steps'),
    steps_only: of('steps_only'),
    counts: of('counts'),
    bigram: of('bigram'),
  };
}
