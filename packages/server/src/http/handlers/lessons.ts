/** Lessons: the queue of reviews, one lesson on one screen, and what people decide about it. */
import type { LessonDetail, Message } from '@understudy/contract';
import type { EncodedQuestion, Resolution } from '@understudy/engine';
import { approveLessons } from '../../flow/approve-lessons.ts';
import { judgeCase } from '../../flow/judge-case.ts';
import { requestPreview } from '../../flow/preview-lesson.ts';
import { lockLesson, reviewLesson, undoReview } from '../../flow/review-lesson.ts';
import { encodeQuestion } from '../../keep-lesson.ts';
import { type PendingEvent, questionOf } from '../../ledger-codec.ts';
import { isChange, isOfResolution, isPreviewable } from '../../lesson-kinds.ts';
import { readChange } from '../../read-change.ts';
import { readImpact } from '../../read-impact.ts';
import { readEffect } from '../../lesson-effect.ts';
import { readGlossaryLesson } from '../../lesson-of-glossary.ts';
import { readGuideLesson } from '../../lesson-of-guide.ts';
import { readWorkflowLesson } from '../../lesson-of-workflow.ts';
import { seedOf } from '../../ids.ts';
import { idOfReviewer } from '../../settle-review.ts';
import * as store from '../../store/index.ts';
import { toWireFindings, toWireGate, toWireLesson } from '../../translate-lesson.ts';
import { maySee, type MemberPrincipal } from '../principal.ts';
import { found } from '../problem.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

type Lessons = Pick<
  Handlers,
  | 'listLessons'
  | 'getLesson'
  | 'lockLesson'
  | 'reviewLesson'
  | 'undoReview'
  | 'approveLessons'
  | 'previewLesson'
  | 'judgeCase'
>;

const NEAREST = 5;
const MESSAGES_SHOWN = 30;
const done = { ok: true } as const;

export function lessonHandlers(parts: HttpParts): Lessons {
  const { database, models } = parts;
  const seenBy = (caller: MemberPrincipal) => ({ now_ms: parts.now_ms(), viewer: idOfReviewer(caller) });
  const readOne = (caller: MemberPrincipal, id: string) =>
    database.asWorkspace(caller.workspace_id, async (tx) =>
      toWireLesson(found(await store.getLessonRow(tx, id), 'lesson'), seenBy(caller)),
    );
  const on = (caller: MemberPrincipal, lesson_id: string) => ({
    workspace_id: caller.workspace_id,
    lesson_id,
    reviewer: caller,
  });
  return {
    listLessons: async ({ query, caller }) => {
      const topics = query.topic_id === undefined ? [] : await models.topics(caller.workspace_id);
      const resolution_ids =
        query.topic_id === undefined
          ? undefined
          : (topics.find(({ id }) => id === query.topic_id)?.resolutions ?? []);
      return database.asWorkspace(caller.workspace_id, async (tx) => {
        const read = query.order === 'impact' ? store.queueLessons : store.pageLessons;
        const { items, next_cursor } = await read(tx, { ...query, resolution_ids });
        const seen = seenBy(caller);
        const counts = await store.countLessons(tx);
        return { items: items.map((row) => toWireLesson(row, seen)), next_cursor, counts };
      });
    },
    getLesson: async ({ params, caller }) => {
      const asked = await database.asWorkspace(caller.workspace_id, async (tx) => {
        const row = await store.getLessonRow(tx, params.id);
        if (row?.kind === 'workflow') return readWorkflowLesson(tx, row, seenBy(caller));
        if (row?.kind === 'guide') return readGuideLesson(tx, row, seenBy(caller));
        return row?.kind === 'glossary' ? readGlossaryLesson(tx, row, seenBy(caller)) : null;
      });
      return asked ?? readDetail(parts, caller, params.id);
    },
    lockLesson: async ({ params, caller }) => {
      await lockLesson(parts, on(caller, params.id));
      return readOne(caller, params.id);
    },
    reviewLesson: async ({ params, body, caller }) => {
      await reviewLesson(parts, { ...on(caller, params.id), review: body });
      return readOne(caller, params.id);
    },
    undoReview: async ({ params, caller }) => {
      await undoReview(parts, on(caller, params.id));
      return readOne(caller, params.id);
    },
    approveLessons: async ({ body, caller }) => {
      const approve = (id: string) =>
        reviewLesson(parts, { ...on(caller, id), review: { verdict: 'approve' } });
      const { workspace_id } = caller;
      const { approved, left } = await approveLessons(parts, { workspace_id, ids: body.ids, approve });
      return { approved: [...approved], left: left.map((each) => ({ ...each })) };
    },
    previewLesson: async ({ params, caller }) => {
      await requestPreview(parts, { workspace_id: caller.workspace_id, lesson_id: params.id });
      return done;
    },
    judgeCase: ({ params, body, caller }) =>
      judgeCase(parts, { workspace_id: caller.workspace_id, lesson_id: params.id, judgement: body }),
  };
}

async function readDetail(parts: HttpParts, caller: MemberPrincipal, id: string): Promise<LessonDetail> {
  const { workspace_id } = caller;
  const topics = await parts.models.topics(workspace_id);
  const read = await parts.database.asWorkspace(workspace_id, async (tx) => {
    const known = await store.getLessonRow(tx, id);
    const row = found(known && isOfResolution(known) ? known : undefined, 'lesson');
    const resolution = found(await store.getResolution(tx, row.resolution_id), 'resolution');
    const versions = await store.listVersions(tx, row.resolution_id);
    const [exemplar] = await store.getExemplars(tx, row.exemplar_id === null ? [] : [row.exemplar_id]);
    const change = await readChange(tx, row);
    const messages =
      row.conversation_id === null || !maySee(caller, 'conversations:read')
        ? []
        : await store.listMessages(tx, { conversation_id: row.conversation_id });
    const topic = topics.find(({ resolutions }) => resolutions.includes(row.resolution_id));
    const effect = await readEffect(tx, row, {
      topic: topic === undefined ? null : { id: topic.id, name: topic.terms.join(', ') },
      now_ms: parts.now_ms(),
    });
    const impact = await readImpact(tx, row);
    return { row, change, resolution, versions, exemplar, messages, effect, impact };
  });
  const { row, change, messages, effect, impact } = read;
  const { proposed, replaces } = textsOf(read);
  // The questions that a merge or a split moves are not its own.
  const own = change === null || row.kind === 'negative';
  const taught = own
    ? proposedEvents(row)
        .map(questionOf)
        .find((question) => question !== null)
    : undefined;
  const context = read.exemplar?.context ?? taught?.context ?? [];
  const nearest = own ? await nearestOf(parts, { workspace_id, row, context }) : [];
  return {
    ...toWireLesson(row, { now_ms: parts.now_ms(), viewer: idOfReviewer(caller) }),
    all_findings: toWireFindings(row),
    proposed,
    replaces,
    context: [...context],
    change,
    previewable: isPreviewable(row),
    messages: messages
      .filter((message) => message.kind === 'message')
      .slice(-MESSAGES_SHOWN)
      .map((message) => ({
        author: message.author as Message['author'],
        name: message.author_name,
        text: message.text,
        at: message.at.toISOString(),
      })),
    nearest,
    impact,
    gate: toWireGate(row),
    effect,
  };
}

const proposedEvents = ({ proposal }: store.LessonRow): readonly PendingEvent[] =>
  (proposal?.events ?? []) as PendingEvent[];

const wordsOf = ({ title, text, links }: Pick<Resolution, 'title' | 'text' | 'links'>) => ({
  title,
  text,
  links: [...links],
});

/** What would stand, and what stands or stood before: a proposal against the row, else a version against the one before. */
function textsOf({
  row,
  resolution,
  versions,
}: {
  row: store.LessonRow;
  resolution: store.ResolutionWithCount;
  versions: readonly store.ResolutionVersion[];
}): Pick<LessonDetail, 'proposed' | 'replaces'> {
  if (isChange(row) && row.kind !== 'split') return { proposed: wordsOf(resolution), replaces: null };
  const upserted = proposedEvents(row).findLast((event) => event.kind === 'resolution-upserted');
  if (upserted !== undefined) {
    const stands = resolution.retired_at === null && resolution.text !== upserted.resolution.text;
    return { proposed: wordsOf(upserted.resolution), replaces: stands ? wordsOf(resolution) : null };
  }
  // Its own version is the one that was made with it.
  const own = versions.find((version) => version.at.getTime() === row.at.getTime());
  const before = own === undefined ? undefined : versions.find(({ version }) => version === own.version - 1);
  return { proposed: wordsOf(own ?? resolution), replaces: before === undefined ? null : wordsOf(before) };
}

/** What the model would say to this question now, beside the lesson's own resolution. */
async function nearestOf(
  parts: HttpParts,
  given: { workspace_id: string; row: store.LessonRow; context: readonly string[] },
): Promise<LessonDetail['nearest']> {
  const { workspace_id, row, context } = given;
  const asked: Omit<EncodedQuestion, 'vector'> = {
    id: row.id,
    text: row.question,
    context,
    language: null,
    account: null,
    at_ms: row.at.getTime(),
    wants_human: false,
  };
  const question = await encodeQuestion(parts, asked);
  const seed = seedOf(workspace_id, row.id);
  const decision = await parts.models.decide(workspace_id, { question, seed });
  const near = decision.candidates
    .filter((candidate) => candidate.resolution_id !== row.resolution_id)
    .slice(0, NEAREST);
  const rows = await parts.database.asWorkspace(workspace_id, (tx) =>
    store.getResolutions(
      tx,
      near.map((candidate) => candidate.resolution_id),
    ),
  );
  return near.flatMap(({ resolution_id, probability }) => {
    const known = rows.find((each) => each.id === resolution_id);
    return known === undefined ? [] : [{ resolution_id, title: known.title, text: known.text, probability }];
  });
}
