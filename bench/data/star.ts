/**
 * STAR dialogues as paths: what the agents did, and what was seen in between, in the words of the written workflows.
 *
 * - A reply picked from the list is a step under its label. A label that the task's workflow lacks is the workflow's
 *   label that shares most of its words (at least 40 %: `ask_departure_location` is `trip_ask_departure_location`).
 *   Free replies (`custom`) are no steps.
 * - An API call is `query`, or `query_check` / `query_book` by its request type. Calling again at once, with what was
 *   seen in between, is the same step: agents searched again as the customer went on typing.
 * - The workflows have nodes for what decides (`yes`, `unavailable`, …). They are observations here (`?yes`): whether
 *   an API refused is read from its message; yes and no from the customer's words, where only one of them is there; a
 *   quiz answer is right where it shares a word with the API's answer. `done` and `info_missing` cannot be seen.
 * - `?said`, `?found`, `?nothing` stand where the workflow has no node for what was seen; only prediction uses them.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type DataSet, dataFile } from './rows.ts';

export interface StarWorkflow {
  readonly topic: string;
  /** Nodes that lie on an edge, observations with `?`. */
  readonly nodes: ReadonlySet<string>;
  /** Edges into observations are not drawn in the source. */
  readonly edges: readonly (readonly [from: string, to: string])[];
}

export interface StarPath {
  readonly id: string;
  readonly topic: string;
  readonly agent: string;
  readonly steps: readonly string[];
  /** What was known before each step: words of the customer since the last step, and what was done before. */
  readonly seen: readonly (readonly string[])[];
}

interface Call {
  readonly call: string;
  readonly args: { readonly RequestType?: string };
  readonly after: number;
  readonly result: Readonly<Record<string, unknown>> | null;
}

interface Dialogue {
  readonly id: string;
  readonly topic: string;
  readonly messages: readonly { readonly role: string; readonly text: string; readonly act?: string }[];
  readonly actions: readonly (string | Call)[];
  readonly meta: { readonly agent: string };
}

interface WrittenWorkflow {
  readonly topic: string;
  readonly steps: readonly { readonly id: string }[];
  readonly edges: readonly (readonly [string, string])[];
}

const CONDITIONS = new Set(
  'yes no available unavailable query_success query_failure correct incorrect noanswer done info_missing info_missing2'.split(
    ' ',
  ),
);
const REFUSED = /unavailable|conflict|booked at|too small|failed|not authori|must provide|sorry|try another/i;
const YES =
  /\b(yes|yeah|yep|yup|sure|ok|okay|please do|sounds good|go ahead|correct|perfect|great|awesome|fine|absolutely|definitely|of course)\b/i;
const NO = /\b(no|nope|nah|not|don't|that's all|nothing|cancel)\b/i;
const PASSED = /don'?t know|no idea|idk|not sure|pass|skip|give up|tell me/i;
const LEAST_SHARED_WORDS = 0.4;

/** Workflows in the order of the file, and the dialogues that are about one of them only. */
export function readStar(): { workflows: StarWorkflow[]; paths: StarPath[] } {
  const written = readLines<WrittenWorkflow>('star-workflows');
  const byTopic = new Map(written.map((workflow) => [workflow.topic, workflow]));
  const paths = readLines<Dialogue>('star-dialogues').flatMap((dialogue) => {
    const workflow = byTopic.get(dialogue.topic);
    return workflow === undefined ? [] : [pathOf(dialogue, new Labels(workflow))];
  });
  return { workflows: written.map(workflowOf), paths };
}

function readLines<T>(set: DataSet): T[] {
  const lines = gunzipSync(readFileSync(dataFile(set)))
    .toString('utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as T);
}

function workflowOf({ topic, edges }: WrittenWorkflow): StarWorkflow {
  const named = edges.map(([from, to]) => [nameOf(from), nameOf(to)] as const);
  return { topic, nodes: new Set(named.flat()), edges: named };
}

const nameOf = (id: string): string => (CONDITIONS.has(id) ? `?${id}` : id);

/** Which of the workflow's labels a label of the log is, and which observations the workflow knows. */
class Labels {
  readonly #ids: readonly string[];

  constructor(workflow: WrittenWorkflow) {
    this.#ids = workflow.steps.map(({ id }) => id);
  }

  has(id: string): boolean {
    return this.#ids.includes(id);
  }

  step(label: string): string {
    if (this.has(label)) return label;
    const nearest = this.#ids.reduce((a, b) => (sharedWords(b, label) > sharedWords(a, label) ? b : a));
    return sharedWords(nearest, label) >= LEAST_SHARED_WORDS ? nearest : label;
  }

  /** The first of these observations that the workflow has a node for. */
  observation(...ids: readonly string[]): string {
    return `?${ids.find((id) => this.has(id)) ?? ids[ids.length - 1]}`;
  }
}

function sharedWords(a: string, b: string): number {
  const left = new Set(a.split('_'));
  const right = new Set(b.split('_'));
  const shared = [...left].filter((word) => right.has(word)).length;
  return shared / (left.size + right.size - shared);
}

function pathOf(dialogue: Dialogue, labels: Labels): StarPath {
  const path = new PathWriter(labels);
  const calls = dialogue.actions.filter((action) => typeof action !== 'string');
  for (const [i, message] of dialogue.messages.entries()) {
    for (const call of calls.filter(({ after }) => after === i)) path.call(call);
    if (message.role === 'customer') path.customer(message.text);
    else if (message.act !== undefined && message.act !== 'custom') path.say(message.act);
  }
  for (const call of calls.filter(({ after }) => after >= dialogue.messages.length)) path.call(call);
  const { id, topic, meta } = dialogue;
  return { id, topic, agent: meta.agent, steps: path.steps, seen: path.seen };
}

class PathWriter {
  readonly steps: string[] = [];
  readonly seen: string[][] = [];
  readonly #labels: Labels;
  readonly #done = new Set<string>();
  #said = '';
  #answer: string | null = null;

  constructor(labels: Labels) {
    this.#labels = labels;
  }

  customer(text: string): void {
    this.#said += ` ${text}`;
  }

  say(label: string): void {
    this.#step(this.#labels.step(label));
  }

  call({ args, result }: Call): void {
    const request = args.RequestType ?? '';
    const query = /check/i.test(request) ? 'query_check' : /book/i.test(request) ? 'query_book' : 'query';
    this.#step(query);
    const told = [result?.['Message'], result?.['ReservationStatus']];
    const refused =
      result === null || told.some((message) => typeof message === 'string' && REFUSED.test(message));
    if (typeof result?.['Answer'] === 'string') this.#answer = result['Answer'];
    this.#observe(this.#resultOf(query, refused));
  }

  #resultOf(query: string, refused: boolean): string {
    const checked = query === 'query_check' && this.#labels.has('available');
    if (checked) return refused ? '?unavailable' : '?available';
    return refused
      ? this.#labels.observation('query_failure', 'nothing')
      : this.#labels.observation('query_success', 'found');
  }

  #step(step: string): void {
    if (this.#said !== '') this.#observe(this.#reply(this.#said));
    const tokens = [...tokensOf(this.#said), ...[...this.#done].map((done) => `did:${done}`)];
    this.#said = '';
    this.#done.add(step);
    this.#forgetRetry(step);
    if (this.steps.at(-1) === step) return;
    this.steps.push(step);
    this.seen.push(tokens);
  }

  /** Calling again: what was seen since the call before drops out. */
  #forgetRetry(step: string): void {
    const last = this.steps.findLastIndex((each) => !each.startsWith('?'));
    if (!step.startsWith('query') || this.steps[last] !== step) return;
    this.steps.length = last + 1;
    this.seen.length = last + 1;
  }

  #observe(observation: string): void {
    this.steps.push(observation);
    this.seen.push([]);
  }

  #reply(text: string): string {
    if (this.#answer !== null && this.steps.at(-1) === 'trivia_ask_question') {
      if (wordsOf(this.#answer).some((word) => wordsOf(text).includes(word))) return '?correct';
      return PASSED.test(text) ? '?noanswer' : '?incorrect';
    }
    const [yes, no] = [YES.test(text), NO.test(text)];
    if (yes === no) return '?said';
    return this.#labels.observation(yes ? 'yes' : 'no', 'said');
  }
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z']+/g) ?? [];
}

function tokensOf(text: string): string[] {
  const found = wordsOf(text);
  return [...found.map((word) => `w:${word}`), ...found.map((word, i) => `p:${found[i - 1] ?? '^'} ${word}`)];
}
