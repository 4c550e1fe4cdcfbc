/**
 * A replay in which people's word and the truth are two things.
 *
 * The engine learns from, and is certified on, what the human agents said (`right` of the ticket); what is written
 * down is judged by the truth. So a wrong human resolution costs what it costs in life: a bad lesson and a bad label.
 */
import { performance } from 'node:perf_hooks';
import {
  type Decision,
  type EngineConfig,
  type PolicySettings,
  Replay,
  type ReplayRecord,
  type ReplayTicket,
} from '@understudy/engine';
import type { SuspectLabels } from '../../packages/engine/src/learn/suspect-labels.ts';
import type { ScenarioOptions } from '../scenario.ts';

export interface JudgedTicket {
  /** `right` and `resolutions` are what people said. */
  readonly ticket: ReplayTicket;
  readonly truth: readonly string[];
  /** What a second look at it would say; where absent, the same. */
  readonly honest?: ReplayTicket;
}

export interface JudgedStep {
  /** Against the truth. */
  readonly record: ReplayRecord;
  readonly decision: Decision;
  /** Exemplars that the engine took from it. */
  readonly taken: number;
  /** Did a second person look at what the first one said? */
  readonly looked: boolean;
}

export interface JudgedOptions {
  readonly config: EngineConfig;
  readonly seed: number;
  readonly settings: Partial<PolicySettings>;
  /** Ticket after which the frozen twin stops learning; no twin where absent. */
  readonly freeze_at?: number;
  /** May the engine learn this lesson? Asked before each ticket; told afterwards which ones it learned. */
  readonly guard?: LessonGuard;
  /** Which human resolutions does a second person look at? That one is right. */
  readonly suspects?: SuspectLabels;
  readonly phase: string;
  readonly onProgress: ScenarioOptions['onProgress'];
}

export interface LessonGuard {
  admits(ticket: ReplayTicket): boolean;
  learned(ticket: ReplayTicket): void;
}

const TICKETS_BETWEEN_PROGRESS = 50;

export function replayJudged(tickets: readonly JudgedTicket[], options: JudgedOptions): JudgedStep[] {
  const { config, seed, settings, phase, onProgress, freeze_at = Number.POSITIVE_INFINITY } = options;
  const clock = () => performance.now();
  const replay = new Replay({ config, seed, settings, clock, freeze_at });
  const learned = new Map<string, number>();
  return tickets.map((each, index) => {
    if (index % TICKETS_BETWEEN_PROGRESS === 0) onProgress({ phase, done: index, total: tickets.length });
    const before = replay.engine.exemplars;
    const seen = each.truth.length === 0 ? 0 : Math.min(...each.truth.map((id) => learned.get(id) ?? 0));
    const { ticket, suspect } = lookAgain(replay, each, options.suspects);
    const decision = guardedStep(replay, ticket, options.guard);
    const record = judged(replay.records[replay.records.length - 1], each.truth, seen);
    if (record.revealed) settle(decision, ticket, options.suspects);
    if (record.revealed) for (const { id } of ticket.resolutions) learned.set(id, (learned.get(id) ?? 0) + 1);
    const looked = suspect && record.revealed;
    return { record, decision, taken: replay.engine.exemplars - before, looked };
  });
}

/** The step to come asks the same question: the memory answers twice, and is searched once. */
function lookAgain(
  replay: Replay,
  { ticket, honest }: JudgedTicket,
  suspects: SuspectLabels | undefined,
): { ticket: ReplayTicket; suspect: boolean } {
  const [said] = ticket.resolutions;
  if (suspects === undefined || said === undefined) return { ticket, suspect: false };
  const { candidates } = replay.engine.decide(ticket.question, { seed: 0 });
  const suspect = suspects.isSuspect(candidates, said.id);
  return { ticket: suspect ? { ...(honest ?? ticket), question: ticket.question } : ticket, suspect };
}

function settle(
  { candidates }: Decision,
  { resolutions }: ReplayTicket,
  suspects: SuspectLabels | undefined,
): void {
  for (const { id } of resolutions) suspects?.add(candidates, id);
}

/** A lesson that is held back leaves its label: what people said of the decision is no less known. */
function guardedStep(replay: Replay, ticket: ReplayTicket, guard: LessonGuard | undefined): Decision {
  if (guard === undefined || guard.admits(ticket)) {
    const decision = replay.step(ticket);
    if (replay.records[replay.records.length - 1].revealed) guard?.learned(ticket);
    return decision;
  }
  return replay.step({ ...ticket, resolutions: [] });
}

function judged(record: ReplayRecord, truth: readonly string[], seen: number): ReplayRecord {
  const correct = truth.includes(record.ranked[0]);
  const frozen = { ...record.frozen, correct: truth.includes(record.frozen.ranked[0]) };
  return { ...record, right: truth, correct, known: seen > 0, seen, frozen };
}
