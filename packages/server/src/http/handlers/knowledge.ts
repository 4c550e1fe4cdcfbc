/** What was learned: the learning page, lessons, resolutions. */
import {
  mergeResolution,
  retireResolution,
  setConditions,
  splitResolution,
} from '../../flow/change-resolution.ts';
import { restoreResolution } from '../../flow/restore-resolution.ts';
import { setValidity } from '../../flow/set-validity.ts';
import { setLessonStage } from '../../flow/set-lesson-stage.ts';
import { idOfReviewer } from '../../settle-review.ts';
import { isOfResolution } from '../../lesson-kinds.ts';
import * as store from '../../store/index.ts';
import type { CurvePoint } from '@understudy/contract';
import { toWireExemplar, toWireResolution, toWireResolutionDetail } from '../../translate.ts';
import { toWireCertificate } from '../../translate-certificate.ts';
import { toWireEstimate } from '../../translate-insights.ts';
import { type Seen, toWireLesson } from '../../translate-lesson.ts';
import type { MemberPrincipal } from '../principal.ts';
import { found } from '../problem.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

type Knowledge = Pick<
  Handlers,
  | 'learning'
  | 'setLessonStage'
  | 'listResolutions'
  | 'getResolution'
  | 'listExemplars'
  | 'setConditions'
  | 'mergeResolution'
  | 'splitResolution'
  | 'retireResolution'
  | 'restoreResolution'
  | 'setValidity'
>;

const NEWEST_LESSONS = 20;
const TOKENS_SHOWN = 50;
const NO_REPLAY = { state: 'none', done: 0, total: 0, started_at: null, detail: null } as const;

export function knowledgeHandlers(parts: HttpParts): Knowledge {
  const { database } = parts;
  const on = (resolution_id: string, caller: MemberPrincipal) => ({
    workspace_id: caller.workspace_id,
    resolution_id,
    by: caller,
  });
  return {
    learning: async ({ caller }) => {
      const certificates = await parts.models.certificates(caller.workspace_id);
      const now_ms = parts.now_ms();
      const risk = await parts.models.estimate(caller.workspace_id, now_ms);
      const seen = { now_ms, viewer: idOfReviewer(caller) };
      const read = await database.asWorkspace(caller.workspace_id, (tx) => readLearning(tx, seen));
      const estimate = toWireEstimate(risk, now_ms);
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
    retireResolution: async ({ params, body, caller }) => ({
      lesson_id: await retireResolution(parts, { ...on(params.id, caller), ...body }),
    }),
    setConditions: async ({ params, body, caller }) => ({
      lesson_id: await setConditions(parts, { ...on(params.id, caller), ...body }),
    }),
    mergeResolution: async ({ params, body, caller }) => ({
      lesson_id: await mergeResolution(parts, { ...on(params.id, caller), ...body }),
    }),
    splitResolution: async ({ params, body, caller }) => ({
      lesson_id: await splitResolution(parts, { ...on(params.id, caller), ...body }),
    }),
    listExemplars: async ({ params, query, caller }) => {
      const asked = { ...query, resolution_id: params.id };
      const page = await database.asWorkspace(caller.workspace_id, async (tx) => {
        found(await store.getResolution(tx, params.id), 'resolution');
        return store.pageExemplars(tx, asked);
      });
      return { items: page.items.map(toWireExemplar), next_cursor: page.next_cursor };
    },
    restoreResolution: async ({ params, caller }) => {
      await restoreResolution(parts, { workspace_id: caller.workspace_id, resolution_id: params.id });
      return { ok: true };
    },
    setValidity: async ({ params, body, caller }) => {
      await setValidity(parts, { ...on(params.id, caller), ...body });
      return { ok: true };
    },
    getResolution: async ({ params, caller }) =>
      database.asWorkspace(caller.workspace_id, async (tx) => {
        const row = found(await store.getResolution(tx, params.id), 'resolution');
        const merge = { resolution_id: params.id, kind: 'merge' } as const;
        const merges = row.retired_at === null ? [] : await store.standingChanges(tx, merge);
        return toWireResolutionDetail(row, {
          versions: await store.listVersions(tx, params.id),
          seen: await store.tokensSeen(tx, params.id, TOKENS_SHOWN),
          merged_into: merges.find(isOfResolution),
        });
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
