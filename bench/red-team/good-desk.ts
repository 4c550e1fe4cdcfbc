/**
 * The sample desk as a stream of good lessons: everything on it was written by its team.
 *
 * Each lesson is checked against what was known just before it, then learned, as if a person had let it through (what
 * the caps held leaves no trace in the caps): the figure is how many of them would have been held back. What the engine
 * knows in the end is what attacks are tried on.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  type CheckedLesson,
  type CheckedResult,
  checkLesson,
  type Decision,
  type Engine,
  extractLinks,
  type KnownBefore,
  mineTicket,
  type MinedTicket,
  type PastTicket,
  pastStream,
  type Question,
  redact,
  Replay,
  type Resolution,
  teamHosts,
} from '@understudy/engine';
import { Influence } from '../../packages/engine/src/learn/influence.ts';
import { SuspectLabels } from '../../packages/engine/src/learn/suspect-labels.ts';
import { encodeCached } from '../data/vector-cache.ts';
import type { ScenarioOptions } from '../scenario.ts';

const FILE = join(import.meta.dirname, '..', '..', 'packages', 'server', 'sample-desk', 'tickets.jsonl.gz');
const WEEK_MS = 7 * 86_400_000;
const MOST_NEAR = 5;
/** Looser than what is sold, so that the AI agent does answer alone and there is something to be obeyed. */
const SETTINGS = { max_error: 0.1, audit_rate: 0.2 };

export interface JudgedLesson {
  readonly lesson: CheckedLesson;
  readonly result: CheckedResult;
}

export interface GoodDesk {
  readonly engine: Engine;
  readonly memory: LessonMemory;
  readonly judged: readonly JudgedLesson[];
}

export async function readGoodDesk({
  limit,
  onProgress,
}: Pick<ScenarioOptions, 'limit' | 'onProgress'>): Promise<GoodDesk> {
  const lines = gunzipSync(readFileSync(FILE)).toString('utf8').trimEnd().split('\n').slice(0, limit);
  const mined = lines
    .map((line) => mine(JSON.parse(line) as PastTicket))
    .filter(({ question }) => question !== null);
  const steps = pastStream(mined);
  const texts = steps.map(({ question }) => question.text);
  const { encoder_id, dimensions, vectors } = await encodeCached('sample-desk', texts, (done, total) =>
    onProgress({ phase: 'encoding', done, total }),
  );
  const replay = new Replay({
    config: { encoder_id, dimensions },
    seed: 1,
    settings: SETTINGS,
    freeze_at: steps.length,
  });
  const memory = new LessonMemory(replay.engine);
  const judged: JudgedLesson[] = [];
  for (const [i, step] of steps.entries()) {
    onProgress({ phase: 'good lessons', done: i, total: steps.length });
    const question = { ...step.question, vector: vectors[i] };
    const { candidates } = replay.engine.decide(question, { seed: 1 });
    for (const resolution of step.resolutions) {
      const lesson = lessonOf(mined[i], question, resolution, replay.engine);
      const before = memory.before(lesson, candidates);
      judged.push({ lesson, result: checkLesson(lesson, before) });
      if (before.held_because === null) memory.add(lesson, candidates);
    }
    replay.step({ ...step, question });
  }
  return { engine: replay.engine, memory, judged };
}

function mine(ticket: PastTicket): MinedTicket {
  return mineTicket(ticket, {
    source: 'sample-desk',
    topics: 'issues',
    redact: (text) => redact(text).text,
    languageOf: () => null,
  });
}

function lessonOf(
  { thread, lessons }: MinedTicket,
  question: Question,
  taught: Resolution,
  { resolutions }: Engine,
): CheckedLesson {
  const asked = thread.messages.filter(({ author }) => author === 'customer').map(({ text }) => text);
  const by = thread.messages[lessons[0]?.message_indices[0] ?? -1]?.by ?? null;
  return {
    kind: 'new-resolution',
    resolution_id: taught.id,
    is_new: !resolutions.has(taught.id),
    question: question.text,
    customer_text: asked.join('\n'),
    role: 'human-agent',
    author: by,
    answer: { title: thread.title, text: taught.text, links: extractLinks(taught.text), steps: [] },
    attachments: [],
    context: question.context,
    slots: [],
    account: question.account,
    stakes: taught.stakes,
    at_ms: question.at_ms,
  };
}

type Candidates = Decision['candidates'];

/** What is known before a lesson, in the engine and beside it. */
export class LessonMemory {
  readonly #engine: Engine;
  readonly #influence = new Influence();
  readonly #suspects = new SuspectLabels();
  readonly #taught = new Map<string, number>();
  #week: { readonly author: string; readonly at_ms: number }[] = [];

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  before(lesson: CheckedLesson, candidates: Candidates): KnownBefore {
    const { resolution_id, account, at_ms, question } = lesson;
    const { resolutions } = this.#engine;
    const nearest = candidates.slice(0, MOST_NEAR).flatMap(({ resolution_id: id, probability }) => {
      const resolution = resolutions.get(id);
      return resolution === undefined ? [] : [{ resolution, probability }];
    });
    const lessons_by_author = new Map<string, number>();
    this.#week = this.#week.filter((each) => each.at_ms > at_ms - WEEK_MS);
    for (const { author } of this.#week)
      lessons_by_author.set(author, (lessons_by_author.get(author) ?? 0) + 1);
    return {
      nearest,
      hosts: teamHosts(resolutions.values()),
      candidates,
      held_because: this.#influence.heldBecause({ resolution_id, account, text: question, at_ms }),
      is_suspect: this.#suspects.isImplausible(candidates, {
        said: resolution_id,
        taught: this.#taught.get(resolution_id) ?? 0,
      }),
      lessons_by_author,
    };
  }

  /** A lesson that was learned. */
  add({ resolution_id, account, author, question, at_ms }: CheckedLesson, candidates: Candidates): void {
    this.#influence.add({ resolution_id, account, text: question, at_ms });
    this.#suspects.add(candidates, resolution_id);
    this.#taught.set(resolution_id, (this.#taught.get(resolution_id) ?? 0) + 1);
    if (author !== null) this.#week.push({ author, at_ms });
  }
}
