/**
 * One size of `growth`, in a process of its own, so that no other size's memory is counted: `fork(this, [SIZE])`.
 *
 * Learns that many invented exemplars (50 to a resolution, up to 2,000 resolutions), then times questions that are
 * encoded for real, one by one, and the nightly work. Sends `FromChild` messages, the result last. Needs
 * `--expose-gc`, because `engine_mib` is what the engine holds after a collection.
 */
import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import {
  type Decision,
  type EncodedQuestion,
  Engine,
  type ModelEvent,
  SeededRandom,
} from '@understudy/engine';
import { createDefaultEncoder, type DefaultEncoder } from '@understudy/server/encoder';
import { plainResolution } from '../data/to-ticket.ts';
import type { FromChild } from '../measure-apart.ts';
import { invent, type Part, readParts } from './invented-questions.ts';

export interface Measured {
  /** Of `decide`, on one core. */
  readonly p50_ms: number;
  readonly p99_ms: number;
  /** Processor time of one decision, which other processes cannot stretch as they do the times above; mean. */
  readonly cpu_ms: number;
  /** Decisions in a second on one core, by processor time. */
  readonly decisions_per_s: number;
  /** Of encoding and `decide`, one after the other. */
  readonly p50_encoded_ms: number;
  readonly p99_encoded_ms: number;
  /** Of one applied lesson, among the last 500: mean and 99th percentile. */
  readonly learn_ms: number;
  readonly learn_p99_ms: number;
  readonly learn_cpu_ms: number;
  /** All that a night fits again, from 2,000 labels. */
  readonly nightly_ms: number;
  /** All that people read in the morning, made from nothing: topics with their names, proposed changes, jargon. */
  readonly insights_ms: number;
  /** What the engine holds: JavaScript heap and buffers, after a collection. */
  readonly engine_mib: number;
  /** The whole process: runtime, encoder and the messages that exemplars are made of, too. */
  readonly rss_mib: number;
  readonly filled_s: number;
}

const EXEMPLARS_PER_RESOLUTION = 50;
const MOST_RESOLUTIONS = 2_000;
const TIMED_LESSONS = 500;
const QUESTIONS = 500;
const WARM_UP = 50;
const NIGHTLY_LABELS = 2_000;
/** Buffers are let go of some turns after the objects that held them. */
const COLLECTIONS = 3;

const send = (message: FromChild<Measured>): unknown => process.send?.(message);

async function measureSize(size: number): Promise<Measured> {
  const parts = await readParts((progress) => send({ progress }));
  const encoder = await createDefaultEncoder({ workers: 1 });
  try {
    const { id: encoder_id, dimensions } = encoder;
    const random = new SeededRandom(`growth/${size}`);
    const before_mib = await held_mib();
    const engine = Engine.create({ encoder_id, dimensions });
    const learned = fill(engine, { size, parts, random });
    const engine_mib = (await held_mib()) - before_mib;
    const { decisions, ...timed } = await timeQuestions(engine, encoder, () => invent(parts, random, 0));
    const nightly_ms = timeNight(engine, { decisions, random });
    const insights_ms = timeInsights(engine);
    const rss_mib = process.memoryUsage().rss / 2 ** 20;
    return { ...timed, ...learned, nightly_ms, insights_ms, engine_mib, rss_mib };
  } finally {
    await encoder.close();
  }
}

function fill(engine: Engine, given: { size: number; parts: readonly Part[]; random: SeededRandom }) {
  const { size, parts, random } = given;
  const resolutions = Math.min(MOST_RESOLUTIONS, Math.ceil(size / EXEMPLARS_PER_RESOLUTION));
  const times: number[] = [];
  const cpuTimes: number[] = [];
  const started_ms = performance.now();
  for (let seq = 1; seq <= size; seq++) {
    const event = lesson(seq, invent(parts, random, seq), `r${random.integer(resolutions)}`);
    const [lesson_ms, lesson_cpu_ms] = [performance.now(), cpu_ms()];
    engine.learn(event);
    if (seq > size - TIMED_LESSONS) {
      times.push(performance.now() - lesson_ms);
      cpuTimes.push(cpu_ms() - lesson_cpu_ms);
    }
    if (seq % 1_000 === 0) send({ progress: { phase: `learning ${size}`, done: seq, total: size } });
  }
  return {
    learn_ms: mean(times),
    learn_p99_ms: quantile(times, 0.99),
    learn_cpu_ms: mean(cpuTimes),
    filled_s: (performance.now() - started_ms) / 1000,
  };
}

async function timeQuestions(engine: Engine, encoder: DefaultEncoder, next: () => EncodedQuestion) {
  const whole: number[] = [];
  const decide: number[] = [];
  const cpuTimes: number[] = [];
  const decisions: Decision[] = [];
  for (let index = 0; index < QUESTIONS + WARM_UP; index++) {
    const question = next();
    const started_ms = performance.now();
    const [vector] = await encoder.encode([question.text]);
    const [encoded_ms, encoded_cpu_ms] = [performance.now(), cpu_ms()];
    const decision = engine.decide({ ...question, vector }, { seed: index });
    const [ended_ms, ended_cpu_ms] = [performance.now(), cpu_ms()];
    if (index < WARM_UP) continue;
    decisions.push(decision);
    whole.push(ended_ms - started_ms);
    decide.push(ended_ms - encoded_ms);
    cpuTimes.push(ended_cpu_ms - encoded_cpu_ms);
  }
  return {
    p50_ms: quantile(decide, 0.5),
    p99_ms: quantile(decide, 0.99),
    cpu_ms: mean(cpuTimes),
    decisions_per_s: 1000 / mean(cpuTimes),
    p50_encoded_ms: quantile(whole, 0.5),
    p99_encoded_ms: quantile(whole, 0.99),
    decisions,
  };
}

/** Nobody knows what is right for an invented question: labels are drawn with the confidence that was stated. */
function timeNight(engine: Engine, given: { decisions: readonly Decision[]; random: SeededRandom }): number {
  const { decisions, random } = given;
  for (let index = 0; index < NIGHTLY_LABELS; index++) {
    const decision = decisions[index % decisions.length];
    engine.learn(label(engine.version + 1, decision, random.next() < decision.confidence));
  }
  send({ progress: { phase: 'a night', done: 0, total: 1 } });
  const started_ms = performance.now();
  engine.learn({ kind: 'model-refitted', seq: engine.version + 1 });
  return performance.now() - started_ms;
}

function timeInsights({ insights }: Engine): number {
  send({ progress: { phase: 'insights', done: 0, total: 1 } });
  const started_ms = performance.now();
  insights.topics();
  insights.topicChanges();
  insights.jargon();
  return performance.now() - started_ms;
}

function label(seq: number, decision: Decision, correct: boolean): ModelEvent {
  const { confidence, confidence_features, stakes, evidence, candidates } = decision;
  const resolution_id = candidates[0]?.resolution_id ?? null;
  const id = `label-${seq}`;
  const odds = { propensity: 1, least_propensity: 1 };
  const own = { decision_id: id, question_id: id, resolution_id, confidence, confidence_features };
  return {
    kind: 'decision-labelled',
    seq,
    label: { ...own, ...odds, stakes, evidence, correct, at_ms: 0 },
  };
}

function lesson(seq: number, question: EncodedQuestion, resolutionId: string): ModelEvent {
  const { id } = plainResolution(resolutionId);
  return { kind: 'lesson-applied', seq, exemplar: { id: `e${seq}`, resolution_id: id, question } };
}

/** Heap and buffers (WebAssembly's memory among them) that are still reachable. */
async function held_mib(): Promise<number> {
  for (let round = 0; round < COLLECTIONS; round++) {
    globalThis.gc?.();
    await setImmediate();
  }
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

/** Of this thread: the encoder's own is not counted. */
function cpu_ms(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1];
}

send({ measured: await measureSize(Number(process.argv[2])) });
process.disconnect?.();
