/**
 * A replay in which each lesson passes the product's checks before it is learned, as `check-drawn` and `keep-lesson` do.
 *
 * A lesson that nothing speaks against is learned at once. A new resolution that is doubted is learned in `shadow`,
 * which nobody is shown; anything else that is doubted, and all that is blocked, waits outside the model, and the label
 * that it brings waits with it. `reviews`: `nobody` ever looks at what waits, or `approves-good`: a person who tells good
 * from bad does, at once. Stakes are those of the desk: on Banking77 everything speaks of money, and with the
 * check of stakes nothing would go out alone.
 */
import {
  type CheckedLesson,
  type CheckedResult,
  checkLesson,
  type Decision,
  type EncodedQuestion,
  type EngineConfig,
  extractLinks,
  type PolicySettings,
  Replay,
  type ReplayRecord,
} from '@understudy/engine';
import type { ScenarioOptions } from '../scenario.ts';
import type { Answer, DeskReply, DeskTicket } from './attacked-desk.ts';
import { DeskMemory } from './desk-memory.ts';

export interface CheckedOptions {
  readonly config: EngineConfig;
  readonly seed: number;
  readonly settings: Partial<PolicySettings>;
  readonly checks: boolean;
  readonly reviews: 'nobody' | 'approves-good';
  readonly answers: ReadonlyMap<string, Answer>;
  readonly phase: string;
  readonly onProgress: ScenarioOptions['onProgress'];
}

export interface CheckedStep {
  /** Against the truth. */
  readonly record: ReplayRecord;
  readonly decision: Decision;
  /** Null where nothing was drawn: answered alone, or nothing to be used again. */
  readonly lesson: JudgedLesson | null;
}

export interface JudgedLesson {
  /** Null with the checks off. */
  readonly result: CheckedResult | null;
  readonly is_new: boolean;
  /** Whether anybody is shown it: what would be learned stands beyond shadow. */
  readonly left_shadow: boolean;
}

const RANKED = 3;
const TICKETS_BETWEEN_PROGRESS = 100;

export function replayChecked(
  tickets: readonly { readonly ticket: DeskTicket; readonly question: EncodedQuestion }[],
  options: CheckedOptions,
): CheckedStep[] {
  const { config, seed, settings, phase, onProgress } = options;
  const replay = new Replay({ config, seed, settings, freeze_at: Number.POSITIVE_INFINITY });
  const memory = new DeskMemory();
  return tickets.map(({ ticket, question }, index) => {
    if (index % TICKETS_BETWEEN_PROGRESS === 0) onProgress({ phase, done: index, total: tickets.length });
    const expected = replay.engine.decide(question, { seed: seedOf(seed, index) });
    const isRevealed = expected.action !== 'answer' || expected.audited;
    const record = recordOf({ ticket, decision: expected, index, isRevealed, memory });
    const { reply } = ticket;
    if (!isRevealed || reply === null) {
      // What a person settled without anything to be used again says that no candidate was right.
      replay.step({ question, resolutions: [], right: [] });
      return { record, decision: expected, lesson: null };
    }
    const { candidates } = expected;
    const judged = judge({ ticket, reply, question, candidates, memory, options });
    memory.drawn(reply, candidates, question.at_ms);
    const stands = settle({ ticket, reply, question, judged, memory, options });
    const isLabel = stands !== null || expected.action === 'answer';
    replay.step({
      question,
      resolutions: stands === null ? [] : [stands],
      right: isLabel ? [reply.resolution_id] : null,
    });
    const left_shadow = stands !== null && stands.stage !== 'shadow';
    return { record, decision: expected, lesson: { ...judged, left_shadow } };
  });
}

/** As `Replay` seeds its decisions: the one asked beforehand is the one that is made. */
const seedOf = (seed: number, index: number): number => seed * 1_000_003 + index;

type Judged = Pick<JudgedLesson, 'result' | 'is_new'>;

interface Drawn {
  readonly ticket: DeskTicket;
  readonly reply: DeskReply;
  readonly question: EncodedQuestion;
  readonly memory: DeskMemory;
  readonly options: CheckedOptions;
}

function judge(drawn: Drawn & { readonly candidates: Decision['candidates'] }): Judged {
  const { ticket, reply, question, candidates, memory, options } = drawn;
  const is_new = !memory.knows(reply.resolution_id);
  if (!options.checks) return { result: null, is_new };
  const lesson: CheckedLesson = {
    kind: 'new-resolution',
    resolution_id: reply.resolution_id,
    is_new,
    question: question.text,
    customer_text: question.text,
    role: 'human-agent',
    author: reply.author,
    answer: { title: reply.title, text: reply.text, links: extractLinks(reply.text), steps: [] },
    attachments: [],
    context: question.context,
    slots: [],
    account: ticket.account,
    stakes: options.answers.get(reply.resolution_id)?.stakes ?? 'read-only',
    at_ms: question.at_ms,
  };
  return { result: checkLesson(lesson, memory.before(lesson, question, candidates)), is_new };
}

/** What the model is taught; null where the lesson waits outside it. */
function settle({ ticket, reply, question, judged, memory, options }: Drawn & { judged: Judged }) {
  const { result, is_new } = judged;
  const isApproved = options.reviews === 'approves-good' && ticket.harm === null;
  const isRejected = options.reviews === 'approves-good' && ticket.harm !== null;
  const stage = result === null || isApproved ? 'suggest' : result.stage;
  const waits = stage === 'captured' || (stage === 'shadow' && (!is_new || isRejected));
  if (waits) {
    if (!isRejected && isOnlyImplausible(result)) memory.holdBack(ticket, reply, question);
    return null;
  }
  return memory.learn({ ticket, reply, stage: is_new || isApproved ? stage : null, question });
}

/** Nothing else speaks against it. */
const isOnlyImplausible = (result: CheckedResult | null): boolean =>
  result?.findings.every(
    ({ check, verdict }) => verdict === 'pass' || check === 'label-noise' || check === 'stakes',
  ) === true;

function recordOf(given: {
  readonly ticket: DeskTicket;
  readonly decision: Decision;
  readonly index: number;
  readonly isRevealed: boolean;
  readonly memory: DeskMemory;
}): ReplayRecord {
  const { ticket, decision, index, isRevealed, memory } = given;
  const ranked = decision.candidates.slice(0, RANKED).map(({ resolution_id }) => resolution_id);
  const right = ticket.truth === null ? [] : [ticket.truth];
  const [first] = ranked;
  const correct = first !== undefined && right.includes(first) && !memory.isSpoiled(first);
  const own = { ranked, correct, autonomous: decision.action === 'answer' };
  const seen = Math.min(...right.map((id) => memory.seen(id)), Number.MAX_SAFE_INTEGER);
  return {
    index,
    at_ms: ticket.at_ms,
    right,
    known: right.length > 0 && seen > 0,
    seen: right.length === 0 ? 0 : seen,
    confidence: decision.confidence,
    strangeness: decision.strangeness,
    revealed: isRevealed,
    decide_ms: 0,
    ...own,
    frozen: own,
  };
}
