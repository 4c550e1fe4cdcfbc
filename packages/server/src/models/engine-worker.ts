/**
 * The thread that holds the engines. It learns, fits, saves and decides, so that the thread that serves requests
 * never waits for arithmetic. Tasks come from `engine-thread.ts`, one after the other for each workspace.
 *
 * A long fold gives way to decisions between two events, every `BUSY_MS`; only a fit (up to a second) keeps them
 * waiting.
 */
import { setImmediate } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import {
  type AskedQuestion,
  type CellCertificate,
  type Compared,
  type ContextSplit,
  type Decision,
  type Deviations,
  type EncodedQuestion,
  Engine,
  type EngineConfig,
  findLifts,
  findReleaseEffects,
  type HarmStanding,
  type HighStakes,
  type InputMove,
  type LiftReport,
  type Looked,
  type ModelEvent,
  type NamedTopic,
  type PolicyEffect,
  type PolicySettings,
  type ProposedEntry,
  type Release,
  type ReleaseReport,
  type Situation,
  type StakesRule,
  type TopicChange,
  type TopicPlace,
  type TopicStanding,
  type WorkflowLine,
} from '@understudy/engine';
import { type ComparedQuestions, compareInputs } from './compare-inputs.ts';
import { type PolicyRequest, policyEffect } from './preview-decisions.ts';
import { type PreviewRequest, previewEach } from './preview-questions.ts';
import { followedLines, type Standing, stepAfter, steadyTopics, type SteadyTopic } from './read-workflows.ts';
import {
  type EstimatedRisk,
  estimateRisk,
  type Placed,
  topicsOf,
  type WalkedPaths,
  walkedPaths,
} from './read-insights.ts';

/** What the thread of requests knows of a model: the rest stays here. */
export interface ModelState {
  /** Position of the last event that it learned. */
  readonly version: number;
  readonly settings: PolicySettings;
  readonly certificates: readonly CellCertificate[];
  /** False while something that is to be forgotten is only hidden. */
  readonly is_exact: boolean;
}

/** A question, and the conversation that it belongs to where one takes place. */
export interface Asked {
  readonly question: EncodedQuestion;
  readonly situation?: Situation;
  readonly seed: number;
}

interface Calls {
  /** An engine from its snapshot, or an empty one; it replaces the one that was there. */
  open: { readonly args: { config: EngineConfig; snapshot: Uint8Array | null }; readonly answer: ModelState };
  /** Events that were learned before are passed over. */
  /** Also hides what would take long to forget: then the state is not exact. */
  learn: { readonly args: { events: readonly ModelEvent[] }; readonly answer: ModelState };
  decide: { readonly args: Asked; readonly answer: Decision };
  snapshot: { readonly args: Record<never, never>; readonly answer: Uint8Array<ArrayBuffer> };
  /** Its workspace is held by another thread from now on. */
  drop: { readonly args: Record<never, never>; readonly answer: boolean };
  // For people and for the night: up to a second each at 100,000 exemplars.
  topics: { readonly args: Record<never, never>; readonly answer: readonly NamedTopic[] };
  topicChanges: { readonly args: Record<never, never>; readonly answer: readonly TopicChange[] };
  contextSplits: { readonly args: Record<never, never>; readonly answer: readonly ContextSplit[] };
  jargon: { readonly args: Record<never, never>; readonly answer: readonly ProposedEntry[] };
  estimate: { readonly args: { now_ms: number }; readonly answer: EstimatedRisk };
  paths: { readonly args: { keys: readonly string[] }; readonly answer: WalkedPaths };
  /** Where topics lie on their map, oldest first. */
  topicPlaces: { readonly args: Record<never, never>; readonly answer: readonly TopicPlace[] };
  /** Of each, in their order. */
  topicsOf: { readonly args: { asked: readonly Placed[] }; readonly answer: readonly (string | null)[] };
  /** Whether answers that went out alone got worse, at every level. */
  harm: { readonly args: { now_ms: number }; readonly answer: readonly HarmStanding[] };
  /** Whether questions differ from those before; about a second. */
  inputDrift: { readonly args: ComparedQuestions; readonly answer: readonly InputMove[] };
  /** Places and releases with more questions of a topic than elsewhere; one or two seconds. */
  effects: {
    readonly args: { questions: readonly AskedQuestion[]; releases: readonly Release[]; now_ms: number };
    readonly answer: { readonly lifts: LiftReport; readonly releases: ReleaseReport };
  };
  /** Why resolutions are held back by what became of their answers, by id; null where one is not. */
  vetoes: { readonly args: { ids: readonly string[] }; readonly answer: readonly (string | null)[] };
  /** How near past questions come to a lesson; null where it is not in the model. */
  nearness: { readonly args: PreviewRequest; readonly answer: readonly number[] | null };
  /** The questions with and without a lesson, in their order. */
  preview: { readonly args: PreviewRequest; readonly answer: readonly Compared[] | null };
  /** What of a text is of high stakes, by these rules and by what the team said. */
  highStakes: {
    readonly args: { looked: Looked; rules: readonly StakesRule[] };
    readonly answer: readonly HighStakes[];
  };
  /** Topics whose work is steady enough for a workflow, but for those with one of these resolutions. */
  steadyTopics: { readonly args: { without: readonly string[] }; readonly answer: readonly SteadyTopic[] };
  followedLines: {
    readonly args: { resolution_id: string; lines: readonly WorkflowLine[] };
    readonly answer: Deviations;
  };
  stepAfter: {
    readonly args: { question: EncodedQuestion; done: readonly string[] };
    readonly answer: Standing;
  };
  /** How far topics have come, in their order. */
  topicStandings: {
    readonly args: { topics: readonly Pick<NamedTopic, 'id' | 'resolutions'>[] };
    readonly answer: readonly TopicStanding[];
  };
  /** What other settings would have made of past decisions. */
  previewPolicy: { readonly args: PolicyRequest; readonly answer: PolicyEffect };
}
export type EngineCall = keyof Calls;
/** Those that leave an engine as it is. */
export type ReadingCall = Exclude<EngineCall, 'open' | 'learn' | 'drop'>;
export type Args<C extends EngineCall> = Calls[C]['args'];
export type Answer<C extends EngineCall> = Calls[C]['answer'];
export type EngineTask = {
  [C in EngineCall]: { readonly id: number; readonly workspace_id: string; readonly call: C } & Args<C>;
}[EngineCall];
export type EngineReply = { readonly id: number } & (
  | { readonly answer: unknown }
  | { readonly error: string }
);

const BUSY_MS = 20;
/** Exemplars whose fold takes less than half a second. */
const FOLDED_AT_ONCE = 50;

const engines = new Map<string, Engine>();

function engineOf(workspace_id: string): Engine {
  const engine = engines.get(workspace_id);
  if (engine === undefined) throw new Error(`expected an engine of ${workspace_id}, found none`);
  return engine;
}

const stateOf = ({ version, settings, certificates, isExact }: Engine): ModelState => ({
  version,
  settings,
  certificates,
  is_exact: isExact,
});

function open({ workspace_id, config, snapshot }: EngineTask & { call: 'open' }): ModelState {
  const engine = snapshot === null ? Engine.create(config) : Engine.restore(snapshot);
  engines.set(workspace_id, engine);
  return stateOf(engine);
}

/** Where the engine would be busy for longer than a fit, another one has to fold it (`model-host.ts`). */
function takesLong(engine: Engine, event: ModelEvent & { kind: 'events-forgotten' }): boolean {
  return engine.exemplars > FOLDED_AT_ONCE && (!engine.isExact || engine.holds(event));
}

async function learn({ workspace_id, events }: EngineTask & { call: 'learn' }): Promise<ModelState> {
  const engine = engineOf(workspace_id);
  let since = performance.now();
  for (const event of events) {
    if (event.seq <= engine.version) continue;
    if (event.kind === 'events-forgotten' && takesLong(engine, event)) engine.hide(event);
    else engine.learn(event);
    if (performance.now() - since < BUSY_MS) continue;
    await setImmediate();
    since = performance.now();
  }
  return stateOf(engine);
}

function run(task: EngineTask): unknown {
  const engineNow = () => engineOf(task.workspace_id);
  switch (task.call) {
    case 'open':
      return open(task);
    case 'learn':
      return learn(task);
    case 'decide':
      return engineOf(task.workspace_id).decide(task.question, task);
    case 'snapshot':
      return engineOf(task.workspace_id).snapshot();
    case 'drop':
      return engines.delete(task.workspace_id);
    case 'topics':
      return engineOf(task.workspace_id).insights.topics();
    case 'topicChanges':
      return engineOf(task.workspace_id).insights.topicChanges();
    case 'contextSplits':
      return engineOf(task.workspace_id).insights.contextSplits();
    case 'jargon':
      return engineOf(task.workspace_id).insights.jargon();
    case 'estimate':
      return estimateRisk(engineOf(task.workspace_id), task.now_ms);
    case 'steadyTopics':
      return steadyTopics(engineNow(), new Set(task.without));
    case 'followedLines':
      return followedLines(engineNow(), task);
    case 'stepAfter':
      return stepAfter(engineNow(), task);
    case 'paths':
      return walkedPaths(engineOf(task.workspace_id), task.keys);
    case 'topicPlaces':
      return engineNow().insights.places();
    case 'topicsOf':
      return topicsOf(engineNow(), task.asked);
    case 'harm':
      return engineNow().harm(task.now_ms);
    case 'inputDrift':
      return compareInputs(engineNow(), task);
    case 'effects':
      return { lifts: findLifts(task.questions), releases: findReleaseEffects(task) };
    case 'vetoes':
      return task.ids.map((id) => engineNow().veto(id)?.why ?? null);
    case 'nearness':
      return previewEach(engineNow, task, (preview, question) => preview.nearness(question));
    case 'preview':
      return previewEach(engineNow, task, (preview, question) => preview.compare(question));
    case 'highStakes':
      return engineNow().highStakes(task.looked, task.rules);
    case 'topicStandings':
      return engineNow().topicStandings(task.topics);
    case 'previewPolicy':
      return policyEffect(engineNow(), task);
  }
}

async function replyTo(task: EngineTask): Promise<EngineReply> {
  try {
    return { id: task.id, answer: await run(task) };
  } catch (error) {
    return { id: task.id, error: error instanceof Error ? error.message : String(error) };
  }
}

async function serve(task: EngineTask): Promise<void> {
  const reply = await replyTo(task);
  const isBytes = 'answer' in reply && reply.answer instanceof Uint8Array;
  parentPort?.postMessage(reply, isBytes ? [(reply.answer as Answer<'snapshot'>).buffer] : []);
}

parentPort?.on('message', (task: EngineTask) => void serve(task));
