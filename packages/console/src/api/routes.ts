/**
 * Method and path of every endpoint that the console calls.
 *
 * Written out rather than read from the contract's table, because that table brings zod and every schema with it
 * (tens of kilobytes); `satisfies` fails the type check as soon as one of them drifts from the contract.
 */
import type { endpoints } from '@understudy/contract';

type Table = typeof endpoints;
type RouteOf<N extends keyof Table> = Pick<Table[N], 'method' | 'path'>;

export const routes = {
  version: { method: 'GET', path: '/v1/version' },
  checkSetup: { method: 'GET', path: '/v1/setup' },
  setup: { method: 'POST', path: '/v1/setup' },
  signIn: { method: 'POST', path: '/v1/session' },
  signOut: { method: 'DELETE', path: '/v1/session' },
  me: { method: 'GET', path: '/v1/me' },
  listConversations: { method: 'GET', path: '/v1/conversations' },
  getConversation: { method: 'GET', path: '/v1/conversations/:id' },
  postAgentMessage: { method: 'POST', path: '/v1/conversations/:id/messages' },
  discardDraft: { method: 'POST', path: '/v1/conversations/:id/draft/discard' },
  takeOver: { method: 'POST', path: '/v1/conversations/:id/take-over' },
  handBack: { method: 'POST', path: '/v1/conversations/:id/hand-back' },
  putBack: { method: 'POST', path: '/v1/conversations/:id/put-back' },
  resolveConversation: { method: 'POST', path: '/v1/conversations/:id/resolve' },
  reopenConversation: { method: 'POST', path: '/v1/conversations/:id/reopen' },
  listAudits: { method: 'GET', path: '/v1/audits' },
  getAudit: { method: 'GET', path: '/v1/audits/:id' },
  judgeAudit: { method: 'POST', path: '/v1/audits/:id/verdict' },
  correctAnswer: { method: 'POST', path: '/v1/decisions/:id/correction' },
  undoVerdict: { method: 'DELETE', path: '/v1/audits/:id/verdict' },
  learning: { method: 'GET', path: '/v1/learning' },
  listLessons: { method: 'GET', path: '/v1/lessons' },
  getLesson: { method: 'GET', path: '/v1/lessons/:id' },
  lockLesson: { method: 'POST', path: '/v1/lessons/:id/lock' },
  reviewLesson: { method: 'POST', path: '/v1/lessons/:id/review' },
  undoReview: { method: 'DELETE', path: '/v1/lessons/:id/review' },
  approveLessons: { method: 'POST', path: '/v1/lessons/approve' },
  previewLesson: { method: 'POST', path: '/v1/lessons/:id/preview' },
  startRollback: { method: 'POST', path: '/v1/rollbacks' },
  getRollback: { method: 'GET', path: '/v1/rollbacks/:id' },
  undoRollback: { method: 'POST', path: '/v1/rollbacks/:id/undo' },
  setLessonStage: { method: 'PATCH', path: '/v1/lessons/:id' },
  listResolutions: { method: 'GET', path: '/v1/resolutions' },
  retireResolution: { method: 'POST', path: '/v1/resolutions/:id/retire' },
  restoreResolution: { method: 'POST', path: '/v1/resolutions/:id/restore' },
  getResolution: { method: 'GET', path: '/v1/resolutions/:id' },
  listTopics: { method: 'GET', path: '/v1/topics' },
  getTopicPath: { method: 'GET', path: '/v1/topics/:id/path' },
  getGlossary: { method: 'GET', path: '/v1/glossary' },
  changeGlossary: { method: 'PUT', path: '/v1/glossary/:term' },
  startImport: { method: 'POST', path: '/v1/imports' },
  startSampleImport: { method: 'POST', path: '/v1/imports/sample' },
  cancelImport: { method: 'POST', path: '/v1/imports/:id/cancel' },
  latestImport: { method: 'GET', path: '/v1/imports' },
  listRejectedRows: { method: 'GET', path: '/v1/imports/:id/rejected' },
  getSettings: { method: 'GET', path: '/v1/settings' },
  updateSettings: { method: 'PATCH', path: '/v1/settings' },
  tryHighStakes: { method: 'POST', path: '/v1/settings/high-stakes/try' },
  listMembers: { method: 'GET', path: '/v1/members' },
  addMember: { method: 'POST', path: '/v1/members' },
  listApiKeys: { method: 'GET', path: '/v1/api-keys' },
  createApiKey: { method: 'POST', path: '/v1/api-keys' },
  revokeApiKey: { method: 'DELETE', path: '/v1/api-keys/:id' },
  listAuditLog: { method: 'GET', path: '/v1/audit-log' },
  verifyAuditLog: { method: 'GET', path: '/v1/audit-log/verification' },
} as const satisfies { readonly [N in keyof Table]?: RouteOf<N> };

export type RouteName = keyof typeof routes;
