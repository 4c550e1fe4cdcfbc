/**
 * Watches what lessons in force do: the table of stages says which rise, which fall back, and which are taken back until
 * a person looks.
 *
 * What speaks against one example (its own bad audits) takes that lesson back; what speaks against the answer itself (a
 * veto by its labels, drafts that people rewrite, a validity that is over, or where its text came from: a page that
 * changed, an author who was suspended) takes all lessons of the resolution, and of what was merged into it. Nightly, after
 * a verdict of "wrong", and when a source or a validity calls for it. Idempotent: what was taken back is not in force, and a
 * stage that was moved stays.
 * Cost: some reads for each lesson whose resolution was decided on in the last 90 days. Limit: 10,000 lessons taken back
 * at once, the rest at the next time.
 */
import { isRuleOfTable, type LessonFacts, nextStage, type Stage, type Trigger } from '@understudy/engine';
import { announceLearning } from '../announce.ts';
import { holdHarmful } from '../hold-answer.ts';
import { isChange, isOfResolution } from '../lesson-kinds.ts';
import type { JobTable } from '../jobs/jobs.ts';
import type { Libraries } from '../libraries.ts';
import { moveLesson } from '../move-lesson.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';
import { takeBack } from '../take-back.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'models' | 'log' | 'now_ms'> & {
  readonly libraries: Pick<Libraries, 'drop'>;
};

const WINDOW_MS = 90 * 86_400_000;
const LESSONS_A_PAGE = 500;
const MOST_TAKEN_BACK = 10_000;
/** Answers got worse: people are told. */
const OF_HARM: readonly Trigger[] = ['veto', 'bad-audits'];
const OF_THE_ANSWER: readonly Trigger[] = ['veto', 'heavy-edits', 'expired'];
/** Of the answer where the lesson brought its text. */
const OF_ITS_TEXT: readonly Trigger[] = ['source-changed', 'author-suspended'];

export interface Quarantined {
  readonly lesson_id: string;
  readonly trigger: Trigger;
  readonly why: string;
}

interface Doubted extends Quarantined {
  /** All that teaches the same answer goes with it. */
  readonly with_answer: boolean;
}

interface Moved {
  readonly lesson: store.WatchedLesson;
  readonly stage: Stage;
  readonly why: string;
}

export async function watchLessons(
  parts: Ports,
  { workspace_id }: JobTable['watch-lessons'],
): Promise<readonly Quarantined[]> {
  await parts.models.catchUp(workspace_id);
  const quarantined: Doubted[] = [];
  const moved: Moved[] = [];
  for await (const lesson of watched(parts, workspace_id)) {
    const next = nextStage(lesson.stage, lesson.facts);
    const why = (next.trigger === 'veto' ? lesson.veto : null) ?? next.why;
    if (why === null) continue;
    if (next.trigger === null) {
      // A merge or a split is in force or not: it has no stages.
      if (!isChange(lesson)) moved.push({ lesson, stage: next.stage, why });
    } else {
      const { id: lesson_id, gave_text } = lesson;
      const { trigger } = next;
      const with_answer = OF_THE_ANSWER.includes(trigger) || (OF_ITS_TEXT.includes(trigger) && gave_text);
      quarantined.push({ lesson_id, trigger, why, with_answer });
    }
  }
  for (const move of moved) await moveOne(parts, workspace_id, move);
  const found = await quarantine(parts, workspace_id, quarantined);
  if (found.length + moved.length > 0)
    parts.log.info({ workspace_id, quarantined: found.length, moved: moved.length }, 'lessons watched');
  return found;
}

type Judged = store.WatchedLesson & { readonly facts: LessonFacts; readonly veto: string | null };

async function* watched(parts: Ports, workspace_id: string): AsyncGenerator<Judged> {
  const since = new Date(parts.now_ms() - WINDOW_MS);
  const certificates = await parts.models.certificates(workspace_id);
  let after = '';
  for (;;) {
    const page = { since, now: new Date(parts.now_ms()), after, limit: LESSONS_A_PAGE };
    const { rows, held } = await parts.database.asWorkspace(workspace_id, async (tx) => ({
      rows: await store.watchedLessons(tx, page),
      held: await store.heldByComplaints(tx),
    }));
    const resolutions = [...new Set(rows.map(({ resolution_id }) => resolution_id))];
    const vetoes = await parts.models.ask(workspace_id, 'vetoes', { ids: resolutions });
    for (const row of rows) {
      const veto = vetoes[resolutions.indexOf(row.resolution_id)] ?? held.get(row.resolution_id) ?? null;
      const certificate = certificates.find(({ cell }) => cell === row.stakes);
      const certified = certificate !== undefined && certificate.threshold !== null;
      const facts = factsOf(row, { vetoed: veto !== null, certified, now_ms: parts.now_ms() });
      yield { ...row, facts, veto };
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

function factsOf(
  row: store.WatchedLesson,
  known: { readonly vetoed: boolean; readonly certified: boolean; readonly now_ms: number },
): LessonFacts {
  const isReviewed = row.reviewed_at !== null;
  const doubted = row.findings.some(({ check, verdict }) => check === 'contradiction' && verdict !== 'pass');
  return {
    approvals: isReviewed ? 1 : 0,
    set_by_person: row.stage === 'auto' && !isRuleOfTable(row.stage_why),
    good_uses: row.good_uses,
    negative_audits: row.bad_audits,
    vetoed: known.vetoed,
    edits: row.edits,
    certified: known.certified,
    // Who approved it has seen what it contradicts.
    contradicted: doubted && !isReviewed,
    source_changed: row.source_changed,
    author_suspended: row.author_suspended,
    expired: row.expired,
    stakes: row.stakes,
    age_ms: known.now_ms - row.at.getTime(),
  };
}

/** The lesson and its resolution; what was reviewed or moved meanwhile is left for the next time. */
async function moveOne(parts: Ports, workspace_id: string, { lesson, stage, why }: Moved): Promise<void> {
  const { id } = lesson;
  const at = new Date(parts.now_ms());
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const row = await store.lockLessonRow(tx, id);
    if (row === undefined || !isOfResolution(row)) return;
    if (row.stage !== lesson.stage || row.proposal !== null) return;
    await moveLesson(parts, tx, { workspace_id, lesson: row, stage, at });
    await store.setStageWhy(tx, { ids: [id], stage, why });
    await announceLearning(tx);
  });
}

/** Answers all that were taken back: with an answer go all lessons that teach it. */
async function quarantine(
  parts: Ports,
  workspace_id: string,
  found: readonly Doubted[],
): Promise<readonly Quarantined[]> {
  if (found.length === 0) return [];
  const at = new Date(parts.now_ms());
  const taken = await parts.database.asWorkspace(workspace_id, async (tx) => {
    const all = await withDependents(tx, found);
    const held = await store.lockLessons(tx, [...all.keys()]);
    const lessons = held
      .filter(({ status, proposal }) => proposal === null && (status === 'open' || status === 'approved'))
      .slice(0, MOST_TAKEN_BACK);
    if (lessons.length === 0) return [];
    await takeBack(parts, tx, { workspace_id, lessons, status: 'quarantined', rollback_id: null, at });
    const quarantined = lessons.flatMap(({ id }) => all.get(id) ?? []);
    for (const why of new Set(quarantined.map((each) => each.why))) {
      const ids = quarantined.filter((each) => each.why === why).map(({ lesson_id }) => lesson_id);
      await store.setStageWhy(tx, { ids, stage: 'shadow', why });
    }
    const harmed = lessons.filter(isOfResolution).flatMap(({ id, resolution_id }) => {
      const found = all.get(id);
      return found && OF_HARM.includes(found.trigger)
        ? [{ lesson_id: id, resolution_id, why: found.why }]
        : [];
    });
    await holdHarmful(parts, tx, { workspace_id, lessons: harmed });
    await announceLearning(tx);
    return quarantined;
  });
  parts.libraries.drop(workspace_id);
  return taken;
}

async function withDependents(
  tx: store.Tx,
  found: readonly Doubted[],
): Promise<ReadonlyMap<string, Quarantined>> {
  const all = new Map(
    found.map(({ lesson_id, trigger, why }): [string, Quarantined] => [
      lesson_id,
      { lesson_id, trigger, why },
    ]),
  );
  const ofAnswers = found.filter(({ with_answer }) => with_answer);
  const lessons = await store.lockLessons(
    tx,
    ofAnswers.map(({ lesson_id }) => lesson_id),
  );
  const causes = new Map(
    lessons.filter(isOfResolution).map(({ id, resolution_id }) => [resolution_id, all.get(id)]),
  );
  for (const [resolution_id, cause] of causes) {
    for (const lesson_id of await store.lessonsInForce(tx, [resolution_id])) {
      if (cause !== undefined && !all.has(lesson_id)) all.set(lesson_id, { ...cause, lesson_id });
    }
  }
  return all;
}
