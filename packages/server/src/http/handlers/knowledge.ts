/** What was learned: the learning page, lessons, resolutions. */
import { restoreResolution, retireResolution } from '../../flow/retire-resolution.ts';
import { setLessonStage } from '../../flow/set-lesson-stage.ts';
import { idOfReviewer } from '../../settle-review.ts';
import * as store from '../../store/index.ts';
import type { CurvePoint } from '@understudy/contract';
import { toWireResolution, toWireResolutionDetail } from '../../translate.ts';
import { toWireCertificate } from '../../translate-certificate.ts';
import { toWireEstimate } from '../../translate-insights.ts';
import { type Seen, toWireLesson } from '../../translate-lesson.ts';
import { found } from '../problem.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

type Knowledge = Pick<
  Handlers,
  | 'learning'
  | 'setLessonStage'
  | 'listResolutions'
  | 'getResolution'
  | 'retireResolution'
  | 'restoreResolution'
>;

const NEWEST_LESSONS = 20;
const NO_REPLAY = { state: 'none', done: 0, total: 0, started_at: null, detail: null } as const;

export function knowledgeHandlers(parts: HttpParts): Knowledge {
  const { database } = parts;
  return {
    learning: async ({ caller }) => {
      const certificates = await parts.models.certificates(caller.workspace_id);
      const risk = await parts.models.estimate(caller.workspace_id, parts.now_ms());
      const seen = { now_ms: parts.now_ms(), viewer: idOfReviewer(caller) };
      const read = await database.asWorkspace(caller.workspace_id, (tx) => readLearning(tx, seen));
      const estimate = toWireEstimate(risk);
      return { ...read, certificates: certificates.map(toWireCertificate), estimate };
    },
    setLessonStage: async ({ params, body, caller }) => {
      const { workspace_id } = caller;
      await setLessonStage(parts, { workspace_id, lesson_id: params.id, stage: body.stage });
      const row = await database.asWorkspace(workspace_id, (tx) => store.getLessonRow(tx, params.id));
      return toWireLesson(found(row, 'lesson'), { now_ms: parts.now_ms(), viewer: idOfReviewer(caller) });
    },
    listResolutions: async ({ query, caller }) => {
      const page = await database.asWorkspace(caller.workspace_id, (tx) => store.listResolutions(tx, query));
      return { items: page.items.map(toWireResolution), next_cursor: page.next_cursor };
    },
    retireResolution: async ({ params, caller }) => {
      await retireResolution(parts, { workspace_id: caller.workspace_id, resolution_id: params.id });
      return { ok: true };
    },
    restoreResolution: async ({ params, caller }) => {
      await restoreResolution(parts, { workspace_id: caller.workspace_id, resolution_id: params.id });
      return { ok: true };
    },
    getResolution: async ({ params, caller }) =>
      database.asWorkspace(caller.workspace_id, async (tx) => {
        const row = found(await store.getResolution(tx, params.id), 'resolution');
        return toWireResolutionDetail(row, await store.listVersions(tx, params.id));
      }),
  };
}

async function readLearning(tx: store.Tx, seen: Seen) {
  const replay = await store.latestReplay(tx);
  const points = replay === undefined ? [] : await store.listPoints(tx, replay.id);
  const counts = await store.countLearning(tx);
  const decisions = await store.countDecisions(tx);
  const lessons = await store.pageLessons(tx, { limit: NEWEST_LESSONS });
  return {
    replay: replay === undefined ? NO_REPLAY : toWireReplay(replay),
    curve: points as CurvePoint[],
    totals: {
      resolutions: await store.countResolutions(tx),
      ...counts,
      answered: decisions.answer,
      drafted: decisions.draft,
      handed_off: decisions.hand_off,
    },
    lessons: lessons.items.map((row) => toWireLesson(row, seen)),
  };
}

function toWireReplay({ state, done, total, started_at, detail }: store.Replay) {
  return { state, done, total, started_at: started_at.toISOString(), detail };
}
