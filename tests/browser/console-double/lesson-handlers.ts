/** What reviews and rollbacks do to the lessons of the desk, with the refusals of the server. */
import type {
  Body,
  ImpactCase,
  Lesson,
  LessonDetail,
  Params,
  Query,
  Result,
  Rollback,
  RollbackPreview,
} from '@understudy/contract';
import type { Desk } from './desk.ts';
import { before } from './fixtures.ts';
import { IMPACT } from './lessons.ts';
import { Refusal } from './refusal.ts';

const UNDO_MINUTES = 10;
const PREVIEW_STEPS = 3;
type On<N extends 'reviewLesson'> = { params: Params<N>; body: Body<N> };

export function lessonHandlers(desk: Desk) {
  const earlier = new Map<string, LessonDetail>();
  const rollbacks = new Map<
    string,
    { rollback: Rollback; preview: RollbackPreview; stood: LessonDetail[] }
  >();
  const find = (id: string): LessonDetail => {
    const found = desk.lessons.find((lesson) => lesson.id === id);
    if (!found) throw new Refusal(404, 'not-found', 'No such lesson.');
    return found;
  };
  const change = (id: string, part: Partial<LessonDetail>): LessonDetail => {
    const after = { ...find(id), ...part };
    desk.lessons = desk.lessons.map((lesson) => (lesson.id === id ? after : lesson));
    return after;
  };
  const remembered = (id: string) => {
    const known = rollbacks.get(id);
    if (!known) throw new Refusal(404, 'not-found');
    return known;
  };
  /** The one that the caller may decide on now. */
  const hold = (id: string): LessonDetail => {
    const lesson = find(id);
    if (lesson.locked_by !== null)
      throw new Refusal(409, 'conflict', `${lesson.locked_by} is looking at this lesson now.`);
    return lesson;
  };
  const approvable = (id: string, body: Extract<Body<'reviewLesson'>, { verdict: 'approve' }>) => {
    const lesson = hold(id);
    const said = body.edit === undefined ? [] : (desk.editFindings[id] ?? []);
    if (said.some((each) => !body.override || !body.edit?.shown?.includes(each)))
      throw new Refusal(
        409,
        'conflict',
        `The checks object to the edit: ${said[0]}`,
        said.map((message) => ({ path: 'body.edit', message })),
      );
    if (body.override) return;
    const block = lesson.all_findings.find(({ verdict }) => verdict === 'block');
    if (block) throw new Refusal(409, 'conflict', `A check blocks this lesson: ${block.why}`);
    const gate = desk.gates[id];
    if (!gate) return;
    change(id, { gate });
    if (!gate.passed) throw new Refusal(409, 'conflict', 'The replay gate holds it back.');
  };
  const review = ({ params: { id }, body }: On<'reviewLesson'>): LessonDetail => {
    if (body.verdict === 'approve') approvable(id, body);
    const lesson = hold(id);
    if (lesson.status !== 'open' && lesson.status !== 'quarantined')
      throw new Refusal(409, 'conflict', `${lesson.reviewed?.by} decided on this already.`);
    earlier.set(id, lesson);
    const reason =
      body.verdict === 'reject'
        ? body.reason
        : body.verdict === 'approve'
          ? (body.override?.reason ?? null)
          : null;
    return change(id, {
      status: body.verdict === 'reject' ? 'rejected' : 'approved',
      stage: body.verdict === 'reject' ? 'captured' : 'suggest',
      reviewed: { by: desk.me.name, at: before(0), reason, undo_until: before(-UNDO_MINUTES) },
      ...(body.verdict === 'merge' && { resolution_id: body.into }),
      ...(body.verdict === 'approve' && body.edit && { proposed: { ...lesson.proposed, ...body.edit } }),
    });
  };

  return {
    listLessons: ({ query }: { query: Query<'listLessons'> }): Result<'listLessons'> =>
      listLessons(desk.lessons, query),
    getLesson: ({ params }: { params: Params<'getLesson'> }) => {
      const { impact } = find(params.id);
      // Every look finds the preview further on.
      if (impact.state === 'running') {
        const done = impact.done + Math.ceil(IMPACT.total / PREVIEW_STEPS);
        const isDone = done >= IMPACT.total;
        change(params.id, { impact: isDone ? IMPACT : { ...impact, done, total: IMPACT.total } });
      }
      return find(params.id);
    },
    lockLesson: ({ params }: { params: Params<'lockLesson'> }) => hold(params.id),
    reviewLesson: review,
    undoReview: ({ params }: { params: Params<'undoReview'> }) => {
      const lesson = earlier.get(params.id);
      if (!lesson) throw new Refusal(409, 'conflict', 'This review is too old for an undo.');
      earlier.delete(params.id);
      return change(params.id, lesson);
    },
    approveLessons: ({ body }: { body: Body<'approveLessons'> }): Result<'approveLessons'> => {
      const left: { id: string; why: string }[] = [];
      const approved = body.ids.filter((id) => {
        const { stakes, findings } = find(id);
        const why =
          stakes === 'read-only'
            ? findings[0]?.why
            : 'A wrong answer could cost something: look at it by itself.';
        if (why) left.push({ id, why });
        else review({ params: { id }, body: { verdict: 'approve' } });
        return why === undefined;
      });
      return { approved, left };
    },
    previewLesson: ({ params }: { params: Params<'previewLesson'> }) => {
      change(params.id, { impact: { ...find(params.id).impact, state: 'running', done: 0, total: 0 } });
      return { ok: true as const };
    },
    judgeCase: ({ params, body }: { params: Params<'judgeCase'>; body: Body<'judgeCase'> }) => {
      const { impact } = find(params.id);
      const isOf = (each: ImpactCase) =>
        each.decision_id === body.decision_id && each.answer_id === body.resolution_id;
      if (!impact.cases.some(isOf))
        throw new Refusal(409, 'conflict', 'The preview does not show this any more: count it again.');
      const cases = impact.cases.map((each) => (isOf(each) ? { ...each, verdict: body.verdict } : each));
      return change(params.id, { impact: { ...impact, cases } }).impact;
    },
    startRollback: ({ body }: { body: Body<'startRollback'> }): Result<'startRollback'> => {
      const { scope } = body;
      const stands = ({ status }: Lesson) => status === 'open' || status === 'approved';
      const inScope = ({ at, learned_from }: Lesson) =>
        (scope.kind === 'author' && learned_from.author === scope.author) ||
        (scope.kind === 'import' && learned_from.import_id === scope.import_id) ||
        (scope.kind === 'since' && at >= scope.at);
      const ids =
        scope.kind === 'lessons'
          ? scope.ids
          : desk.lessons.filter((each) => stands(each) && inScope(each)).map(({ id }) => id);
      const preview = {
        lessons: ids.length,
        retired: 0,
        reverted: 1,
        events: 0,
        conversations: 2,
        used_in: desk.conversations.slice(14, 16).map((conversation) => ({
          conversation_id: conversation.id,
          subject: conversation.subject,
          action: 'answer' as const,
          at: conversation.updated_at,
        })),
        examples: [],
      };
      if (body.dry_run) return { preview, rollback: null };
      const rollback_id = `rbk_${String(rollbacks.size + 1).padStart(6, '0')}`;
      const stood = ids.filter((id) => !desk.undo[id]).map(find);
      for (const id of ids) {
        if (desk.undo[id]) desk.undo[id]();
        else change(id, { status: 'rolled-back', stage: 'captured', rollback_id });
      }
      const rollback: Rollback = {
        id: rollback_id,
        scope: body.scope,
        reason: body.reason ?? '',
        state: 'done',
        progress: { done: ids.length, total: ids.length },
        lessons: ids.length,
        retired: 0,
        reverted: 1,
        by: desk.me.name,
        at: before(0),
        finished_at: before(0),
        undone: null,
      };
      rollbacks.set(rollback.id, { rollback, preview, stood });
      return { preview, rollback };
    },
    getRollback: ({ params }: { params: Params<'getRollback'> }): Result<'getRollback'> => {
      const { rollback, preview, stood } = remembered(params.id);
      return { ...preview, ...rollback, puts_back: stood.length };
    },
    undoRollback: ({ params }: { params: Params<'undoRollback'> }): Rollback => {
      const { rollback, stood } = remembered(params.id);
      for (const lesson of stood) change(lesson.id, lesson);
      return { ...rollback, state: 'undone', undone: { by: desk.me.name, at: before(0) } };
    },
  };
}

const PAGE = 50;

function listLessons(lessons: readonly LessonDetail[], query: Query<'listLessons'>): Result<'listLessons'> {
  const { status, kind, stage, author, resolution_id, finding } = query;
  const found = lessons.filter(
    (lesson) =>
      (status === undefined || lesson.status === status) &&
      (kind === undefined || lesson.kind === kind) &&
      (stage === undefined || lesson.stage === stage) &&
      (author === undefined || lesson.learned_from.author === author) &&
      (resolution_id === undefined || lesson.resolution_id === resolution_id) &&
      (finding === undefined || lesson.findings.some(({ check }) => check === finding)),
  );
  const sorted = found.toSorted((a, b) =>
    query.order === 'impact' ? b.impact_score - a.impact_score : b.at.localeCompare(a.at),
  );
  const from = Number(query.cursor ?? 0);
  const limit = Number(query.limit ?? PAGE);
  const countOf = (name: Lesson['status']) => lessons.filter((lesson) => lesson.status === name).length;
  return {
    items: sorted.slice(from, from + limit),
    next_cursor: from + limit < sorted.length ? String(from + limit) : null,
    counts: {
      open: countOf('open'),
      approved: countOf('approved'),
      rejected: countOf('rejected'),
      'rolled-back': countOf('rolled-back'),
      quarantined: countOf('quarantined'),
    },
  };
}
