/**
 * STAR dialogues as paths: what the agents did, and what was seen in between, in the words of the written workflows.
 *
 * - A reply picked from the list is a step under its label, an API call is one too (`star-path.ts`).
 * - `paths` are the dialogues about one task, with the labelled replies only. `log` has free replies too, as the
 *   canned reply that they are like (`star-labels.ts`), and the dialogues about several tasks, cut by task: a label
 *   that only one of the tasks has, and a call, tell whose turn it is; other labels (`hello`, `ask_name`) belong to
 *   what follows, the last ones (`anything_else`, a goodbye) and free replies to what came before.
 * - The workflows have nodes for what decides (`yes`, `unavailable`, …). They are observations here (`?yes`).
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type DataSet, dataFile } from './rows.ts';
import { Labels, nameOf, type WrittenStep } from './star-labels.ts';
import { type Call, PathWriter } from './star-path.ts';

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

interface Message {
  readonly role: string;
  readonly text: string;
  readonly act?: string;
}

interface Dialogue {
  readonly id: string;
  readonly topic: string;
  readonly messages: readonly Message[];
  readonly actions: readonly (string | Call)[];
  readonly meta: { readonly agent: string };
}

interface WrittenWorkflow {
  readonly topic: string;
  readonly steps: readonly WrittenStep[];
  readonly edges: readonly (readonly [string, string])[];
}

/** What was said or done, in order. */
type Turn =
  | { readonly by: 'customer'; readonly text: string }
  | { readonly by: 'agent'; readonly text: string; readonly label: string | null }
  | { readonly by: 'call'; readonly call: Call };

const CLOSING = /anything_else|goodbye/;

/** Workflows in the order of the file. */
export function readStar(): { workflows: StarWorkflow[]; paths: StarPath[]; log: StarPath[] } {
  const written = readLines<WrittenWorkflow>('star-workflows');
  const labels = new Map(written.map(({ topic, steps }) => [topic, new Labels(steps)]));
  const paths: StarPath[] = [];
  const log: StarPath[] = [];
  for (const dialogue of readLines<Dialogue>('star-dialogues')) {
    const turns = turnsOf(dialogue);
    const topics = dialogue.topic.split('+');
    const known = topics.flatMap((topic) => labels.get(topic) ?? []);
    if (known.length < topics.length) continue;
    const whose = ownersOf(turns, topics, known);
    for (const [i, topic] of topics.entries()) {
      const own = turns.filter((_, at) => whose[at].includes(topic));
      const read = (free: boolean) => pathOf({ dialogue, topic, turns: own, labels: known[i], free });
      log.push(read(true));
      if (topics.length === 1) paths.push(read(false));
    }
  }
  return { workflows: written.map(workflowOf), paths, log };
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

function turnsOf({ messages, actions }: Dialogue): Turn[] {
  const calls = actions.filter((action) => typeof action !== 'string');
  const callsBefore = (i: number) =>
    calls
      .filter(({ after }) => Math.min(after, messages.length) === i)
      .map((call): Turn => ({ by: 'call', call }));
  const said = messages.flatMap(({ role, text, act }, i): Turn[] => {
    const label = act === undefined || act === 'custom' ? null : act;
    const turn: Turn = role === 'customer' ? { by: 'customer', text } : { by: 'agent', text, label };
    return [...callsBefore(i), turn];
  });
  return [...said, ...callsBefore(messages.length)];
}

/** Which tasks each turn belongs to: an agent's to one, a customer's to the one before it and the one after. */
function ownersOf(turns: readonly Turn[], topics: readonly string[], labels: readonly Labels[]): string[][] {
  if (topics.length === 1) return turns.map(() => [...topics]);
  const sure = turns.map((turn): string | undefined => {
    if (turn.by === 'call') return topics.find((topic) => topic === turn.call.call);
    const label = turn.by === 'agent' ? turn.label : null;
    const having = label === null ? [] : topics.filter((_, i) => labels[i].has(label));
    return having.length === 1 ? having[0] : undefined;
  });
  const owner = turns.map((turn, i): string | undefined => {
    const before = sure.slice(0, i).findLast((topic) => topic !== undefined);
    const after = sure.slice(i).find((topic) => topic !== undefined);
    const closes = turn.by === 'agent' && (turn.label === null || CLOSING.test(turn.label));
    return sure[i] ?? (closes ? (before ?? after) : (after ?? before));
  });
  const isAgents = (i: number) => turns[i].by !== 'customer';
  return turns.map((_, i) => {
    if (isAgents(i)) return [owner[i] ?? ''];
    const before = owner.slice(0, i).findLast((_topic, at) => isAgents(at));
    const after = owner.slice(i).find((_topic, at) => isAgents(i + at));
    return [before ?? '', after ?? ''];
  });
}

function pathOf(given: {
  dialogue: Dialogue;
  topic: string;
  turns: readonly Turn[];
  labels: Labels;
  /** Are free replies steps? */
  free: boolean;
}): StarPath {
  const { dialogue, topic, turns, labels, free } = given;
  const path = new PathWriter(labels);
  for (const turn of turns) {
    if (turn.by === 'call') path.call(turn.call);
    else if (turn.by === 'customer') path.customer(turn.text);
    else path.reply(turn.text, turn.label ?? (free ? path.like(turn.text) : null));
  }
  return { id: dialogue.id, topic, agent: dialogue.meta.agent, steps: path.steps, seen: path.seen };
}
