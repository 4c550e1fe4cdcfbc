/**
 * What the checks say of a text that a reviewer puts in the place of a lesson's own.
 *
 * Only what they do not say of the text that stands: that was shown when the lesson came. Of the question nothing is
 * said, it stays as it is; neither of stakes, which hold no lesson back. Call it with a library of what is in force.
 */
import {
  type CheckedLesson,
  checkLesson,
  type Finding,
  type KnownBefore,
  type ResolutionLibrary,
} from '@understudy/engine';
import { candidatesOf, hostsBeside, nearestOf } from './check-drawn.ts';
import type { OfResolution } from './lesson-kinds.ts';
import * as store from './store/index.ts';

interface Words {
  readonly title: string;
  readonly text: string;
}

export async function checkEdit(
  library: ResolutionLibrary,
  tx: store.Tx,
  { lesson, edit }: { readonly lesson: OfResolution<store.Lesson>; readonly edit: Words },
): Promise<readonly Finding[]> {
  const row = await store.getResolution(tx, lesson.resolution_id);
  if (row === undefined) return [];
  const { conversation_id } = lesson;
  const messages = conversation_id === null ? [] : await store.listMessages(tx, { conversation_id });
  const decisions = conversation_id === null ? [] : await store.listDecisions(tx, conversation_id);
  const nearest = await nearestOf(tx, candidatesOf(decisions[0]));
  const known: KnownBefore = {
    // It is no contradiction that an edit says something else than what it is an edit of.
    nearest: nearest.filter(({ resolution }) => resolution.id !== row.id),
    hosts: hostsBeside(library, row.id),
    candidates: [],
    held_because: null,
    is_suspect: false,
    lessons_by_author: new Map(),
  };
  const asked = messages.flatMap(({ author, text }) => (author === 'customer' ? [text] : [])).join('\n');
  const check = ({ title, text }: Words) => {
    const links = row.links.filter((link) => text.includes(link));
    const answer = { title, text, links, steps: [] };
    return checkLesson(asLesson(row, { lesson, asked, answer }), known).findings;
  };
  const before = check(row);
  return check(edit).filter(
    (finding) =>
      finding.verdict !== 'pass' &&
      finding.check !== 'stakes' &&
      !before.some((stands) => saysAll(stands, finding)),
  );
}

function asLesson(
  row: store.ResolutionRow,
  {
    lesson,
    asked,
    answer,
  }: { readonly lesson: store.Lesson; readonly asked: string; readonly answer: CheckedLesson['answer'] },
): CheckedLesson {
  return {
    kind: 'correction',
    resolution_id: row.id,
    question: '',
    customer_text: asked,
    role: 'human-agent',
    author: null,
    answer,
    attachments: [],
    context: [],
    slots: [],
    account: null,
    stakes: row.stakes,
    at_ms: lesson.at.getTime(),
  };
}

const saysAll = (stands: Finding, { check, verdict, why, evidence }: Finding): boolean =>
  stands.check === check &&
  stands.verdict === verdict &&
  stands.why === why &&
  evidence.every((quote) => stands.evidence.includes(quote));

/** One finding as its reviewer is shown it, and gives it back. */
export const inWords = ({ why, evidence }: Finding): string =>
  [why, ...evidence.map((quote) => `“${quote}”`)].join(' ');
