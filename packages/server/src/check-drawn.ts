/**
 * What speaks against a lesson that was just drawn: gathers what was known before it, and asks the engine's checks.
 *
 * Call it in the transaction that keeps the lesson, before anything of it is written. Cost: a few reads, each by an
 * index. Limits: only candidates of the decision are compared, so a lesson about a question that the AI agent never saw
 * is compared with nothing.
 */
import {
  type CheckedLesson,
  checkLesson,
  type Decision,
  type EncodedQuestion,
  Influence,
  isCorroborated,
  type KnownBefore,
  type NearResolution,
  type Resolution,
  type ResolutionCandidate,
  type ResolutionLibrary,
  SuspectLabels,
  teamHosts,
} from '@understudy/engine';
import type { CheckedLesson as Checked } from './keep-lesson.ts';
import * as store from './store/index.ts';
import { toDomainResolution } from './translate.ts';

const NEAREST = 5;
const WEEK_MS = 7 * 86_400_000;

export interface DrawnForCheck {
  readonly kind: CheckedLesson['kind'];
  /** Null where it only gives a known resolution one more question. */
  readonly candidate: ResolutionCandidate | null;
  readonly question: EncodedQuestion;
  /** All that the customer wrote in the conversation. */
  readonly customer_text: string;
  readonly resolution: Resolution;
  /** Whether the library did not know the resolution before. */
  readonly is_new: boolean;
  readonly author: string | null;
  /** What the AI agent thought of the question; undefined where it never saw it. */
  readonly decision: store.DecisionRow | undefined;
  /** By which the question was encoded. */
  readonly encoder_id: string;
  readonly at: Date;
}

export async function checkDrawn(
  library: ResolutionLibrary,
  tx: store.Tx,
  drawn: DrawnForCheck,
): Promise<Checked> {
  const { kind, candidate, question, customer_text, resolution, is_new, author, at } = drawn;
  const lesson: CheckedLesson = {
    kind,
    resolution_id: resolution.id,
    question: question.text,
    customer_text,
    role: 'human-agent',
    author,
    answer: candidate && { title: candidate.title, text: candidate.text, links: candidate.links, steps: [] },
    attachments: [],
    context: question.context,
    slots: [],
    account: question.account,
    stakes: resolution.stakes,
    is_new,
    at_ms: at.getTime(),
  };
  return checkLesson(lesson, await knownBefore(library, tx, drawn));
}

const hosts = new WeakMap<Resolution, ReadonlySet<string>>();

/** Read once for each text: a library holds thousands, and most of them stay as they are. */
function hostsOf(resolution: Resolution): ReadonlySet<string> {
  const known = hosts.get(resolution) ?? teamHosts([resolution]);
  hosts.set(resolution, known);
  return known;
}

/** The team's, without those that only this resolution links: the library holds a lesson's own words already. */
export function hostsBeside(library: ResolutionLibrary, resolution_id: string): ReadonlySet<string> {
  return new Set(library.all.flatMap((each) => (each.id === resolution_id ? [] : [...hostsOf(each)])));
}

export const candidatesOf = (row: store.DecisionRow | undefined): Decision['candidates'] =>
  (row?.decision as Decision | undefined)?.candidates ?? [];

/** Best first. */
export async function nearestOf(tx: store.Tx, candidates: Decision['candidates']): Promise<NearResolution[]> {
  const shares = new Map(candidates.map((each) => [each.resolution_id, each.probability]));
  const ids = candidates.slice(0, NEAREST).map((each) => each.resolution_id);
  const rows = await store.getResolutions(tx, ids);
  return rows
    .filter((each) => each.retired_at === null)
    .map((each) => ({ resolution: toDomainResolution(each), probability: shares.get(each.id) ?? 0 }))
    .toSorted((a, b) => b.probability - a.probability);
}

async function knownBefore(
  library: ResolutionLibrary,
  tx: store.Tx,
  drawn: DrawnForCheck,
): Promise<KnownBefore> {
  const { question, resolution, decision: row, at } = drawn;
  const candidates = candidatesOf(row);
  const known = await store.listExemplars(tx, resolution.id);
  return {
    nearest: await nearestOf(tx, candidates),
    hosts: hostsBeside(library, resolution.id),
    candidates,
    held_because: heldBecause(known, { question, resolution, at }),
    is_suspect: await isSuspect(tx, drawn, { candidates, taught: known.length }),
    lessons_by_author: await store.lessonsByAuthor(tx, new Date(at.getTime() - WEEK_MS)),
  };
}

/** Others are asked only about what is implausible: seldom. */
async function isSuspect(
  tx: store.Tx,
  { question, resolution, author, encoder_id }: DrawnForCheck,
  { candidates, taught }: { candidates: Decision['candidates']; taught: number },
): Promise<boolean> {
  const labels = new SuspectLabels(await store.labelShares(tx));
  if (!labels.isImplausible(candidates, { said: resolution.id, taught })) return false;
  const claims = await store.waitingClaims(tx, resolution.id);
  const [loudest] = await store.getExemplars(tx, [candidates[0]?.exemplar_id ?? '']);
  const question_ids = [...claims, ...(loudest === undefined ? [] : [loudest])].map(
    (each) => each.question_id,
  );
  const vectors = await store.findVectors(tx, { question_ids, encoder_id });
  const vectorOf = (id: string) => vectors.get(id) ?? null;
  const asked = { vector: question.vector, account: question.account, author };
  return !isCorroborated(asked, {
    waiting: claims.map((claim) => ({ ...claim, vector: vectorOf(claim.question_id) })),
    loudest: vectorOf(loudest?.question_id ?? ''),
  });
}

/** Caps look at what this resolution was taught lately, oldest first. */
function heldBecause(
  known: readonly store.ExemplarRow[],
  { question, resolution, at }: Pick<DrawnForCheck, 'question' | 'resolution' | 'at'>,
) {
  const influence = new Influence();
  for (const { resolution_id, account, question_text: text, at: taught_at } of known.toReversed())
    influence.add({ resolution_id, account, text, at_ms: taught_at.getTime() });
  const { text, account } = question;
  return influence.heldBecause({ resolution_id: resolution.id, account, text, at_ms: at.getTime() });
}
