/**
 * What the audit log keeps, as one table: endpoint → what it is about, and which of the given fields may stand in it.
 *
 * Secrets (passwords, tokens, keys) and texts of messages are kept nowhere; a field that is not named here is not kept.
 * A new endpoint that changes something is logged as `other` without a field until it has its line.
 */
import type { AuditLogCategory, Body, EndpointName, Params, Query, streams } from '@understudy/contract';

type FieldsOf<T> = [T] extends [never] ? never : T extends unknown ? keyof T & string : never;
/** The ids of params are the subject by themselves. */
type Fields<N extends EndpointName> = FieldsOf<Body<N>> | FieldsOf<Query<N>> | FieldsOf<Params<N>>;

interface Rule<F extends string = string> {
  readonly category: AuditLogCategory;
  readonly keep?: readonly F[];
  /** Reading: once for each person, thing and hour, not each time that a page asks again. */
  readonly hourly?: true;
  /** What it changes lies outside the database's transactions: logged before it is done. */
  readonly first?: true;
}
export type LogRule = Rule;

type StreamName = keyof typeof streams;
export type LoggedName = EndpointName | StreamName;

/** `null`: asks for work or holds a place, and changes nothing that lasts. */
const LOGGED: { readonly [N in EndpointName]?: Rule<Fields<N>> | null } & {
  readonly [N in StreamName]?: Rule;
} = {
  setup: { category: 'sign-in' },
  signIn: { category: 'sign-in' },
  signOut: { category: 'sign-in', first: true },

  getConversation: { category: 'personal-data', hourly: true },
  getAudit: { category: 'personal-data', hourly: true },
  getLesson: { category: 'personal-data', hourly: true }, // with the conversation that it was drawn from
  exportCustomer: { category: 'personal-data', keep: ['id'] },
  erasePerson: { category: 'personal-data', keep: ['dry_run'] }, // not whom: that would keep them

  previewRetention: null,
  setRetention: { category: 'settings' }, // the handler notes what was and what is

  attachment: { category: 'personal-data', hourly: true },
  postAgentMessage: { category: 'conversations', keep: ['kind'] },
  postAgentAttachment: { category: 'conversations' },
  sendTestMail: { category: 'settings' },
  discardDraft: { category: 'conversations' },
  whisper: { category: 'conversations', keep: ['is_lesson'] },
  takeBackWhisper: { category: 'conversations' },
  takeOver: { category: 'conversations' },
  handBack: { category: 'conversations' },
  putBack: { category: 'conversations' },
  resolveConversation: { category: 'conversations' },
  reopenConversation: { category: 'conversations' },
  reportAccountLeft: { category: 'conversations', keep: ['id'] },

  tellContext: { category: 'import', hourly: true }, // machines tell all day long
  eraseAccountContext: { category: 'personal-data' }, // not whose: that would keep it
  switchFactField: { category: 'settings', keep: ['name', 'is_used'] },
  tellRelease: { category: 'import', keep: ['name'] },

  judgeAudit: { category: 'audits', keep: ['verdict'] },
  undoVerdict: { category: 'audits' },
  correctAnswer: { category: 'audits', keep: ['verdict'] },
  labelStakes: { category: 'conversations', keep: ['class'] },

  lockLesson: null,
  previewLesson: null,
  judgeCase: { category: 'lessons', keep: ['decision_id', 'resolution_id', 'verdict'] },
  reviewLesson: { category: 'lessons', keep: ['verdict', 'reason', 'into', 'override'] },
  undoReview: { category: 'lessons' },
  approveLessons: { category: 'lessons', keep: ['ids'] },
  setLessonStage: { category: 'lessons', keep: ['stage'] },
  retireResolution: { category: 'knowledge', keep: ['reason'] },
  setConditions: { category: 'knowledge', keep: ['conditions'] },
  mergeResolution: { category: 'knowledge', keep: ['into'] },
  splitResolution: { category: 'knowledge', keep: ['exemplars'] },
  restoreResolution: { category: 'knowledge' },
  setValidity: { category: 'knowledge', keep: ['valid_until'] },
  startRollback: { category: 'lessons', keep: ['scope', 'reason', 'dry_run'] },
  undoRollback: { category: 'lessons' },
  writeWorkflow: { category: 'knowledge', keep: ['title', 'topic_id'] },
  editWorkflow: { category: 'knowledge', keep: ['title'] },
  retireWorkflow: { category: 'knowledge' },
  restoreWorkflow: { category: 'knowledge' },
  proposeGuide: { category: 'knowledge', keep: ['resolution_id', 'title'] },
  editGuide: { category: 'knowledge', keep: ['title'] },
  retireGuide: { category: 'knowledge' },
  restoreGuide: { category: 'knowledge' },
  dismissBreaks: { category: 'knowledge' },
  startGuideRecording: { category: 'knowledge' },
  changeGlossary: { category: 'knowledge', keep: ['term', 'meaning', 'state'] },

  startImport: { category: 'import', keep: ['source', 'dry_run', 'topics'] },
  startSampleImport: { category: 'import' },
  cancelImport: { category: 'import' },

  tryHighStakes: null,
  previewAutonomy: null,
  updateSettings: { category: 'settings' }, // the handler notes what was and what is
  addMember: { category: 'people', keep: ['name', 'email', 'role'] },
  suspendMember: { category: 'people', keep: ['suspended', 'hold_lessons'] },
  createApiKey: { category: 'keys', keep: ['name', 'scopes'] },
  revokeApiKey: { category: 'keys' },
  createIdentityKey: { category: 'keys' },
  setIdentityKey: { category: 'keys', keep: ['retired'] },
  checkIdentity: null,

  changeIncident: { category: 'knowledge', keep: ['state', 'title', 'banner', 'hold', 'note'] },
  settleAlarm: { category: 'settings', keep: ['settled', 'note'] },
  createWebhook: { category: 'settings', keep: ['events', 'on'] }, // the handler notes the host
  changeWebhook: { category: 'settings', keep: ['events', 'on'] },
  rotateWebhookSecret: { category: 'keys' },
  deleteWebhook: { category: 'settings' },
  testWebhook: { category: 'settings' },
  replayDelivery: { category: 'settings', keep: ['delivery_id'] },
  changeNotices: { category: 'settings' }, // the handler notes what was and what is
  sendSummary: { category: 'settings' },

  changeInsight: { category: 'knowledge', keep: ['dismissed'] },
  changeCostModel: { category: 'settings' }, // the handler notes what was and what is

  recomputeFigures: null, // asks for work, and puts right what anybody could count
  saveView: { category: 'settings', keep: ['page', 'name', 'shared'] },
  deleteView: { category: 'settings' },

  export: { category: 'export', first: true },
  exportAuditLog: { category: 'export', first: true },
  exportFigures: { category: 'export', first: true },
};

/** Null where a call leaves no entry: reading that names nobody. */
export function ruleOf(name: LoggedName, method: string): LogRule | null {
  const rule = LOGGED[name];
  if (rule !== undefined) return rule;
  return method === 'GET' ? null : { category: 'other' };
}

/** Endpoints that have a line of their own. */
export const hasRule = (name: LoggedName): boolean => LOGGED[name] !== undefined;

const MAX_TEXT = 200;
const MAX_ITEMS = 100;

/** The fields that the rule names, cut to a length that a row may have. */
export function keptFields(
  rule: LogRule,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const kept = (rule.keep ?? []).filter((field) => given[field] !== undefined);
  return Object.fromEntries(kept.map((field) => [field, shortened(given[field])]));
}

/** Old and new of every setting that differs; parts of a part by their own names. */
export function changesBetween(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  path = '',
): Readonly<Record<string, readonly [unknown, unknown]>> {
  const changes = Object.keys(after).map((key): Readonly<Record<string, readonly [unknown, unknown]>> => {
    const [was, is] = [before[key], after[key]];
    if (isParts(was) && isParts(is)) return changesBetween(was, is, `${path}${key}.`);
    if (JSON.stringify(was) === JSON.stringify(is)) return {};
    return { [`${path}${key}`]: [shortened(was), shortened(is)] };
  });
  return Object.assign({}, ...changes) as Readonly<Record<string, readonly [unknown, unknown]>>;
}

function isParts(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, MAX_TEXT);
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map(shortened);
  if (isParts(value))
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shortened(part)]));
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** What an id names, by its prefix; ids that others made have none, and stand in `detail` only. */
const KINDS: Readonly<Record<string, string>> = {
  cnv: 'conversation',
  msg: 'message',
  dec: 'decision',
  res: 'resolution',
  les: 'lesson',
  imp: 'import',
  key: 'key',
  idk: 'identity_key',
  mem: 'member',
  rbk: 'rollback',
  ers: 'erasure',
  wfl: 'workflow',
  whi: 'whisper',
  att: 'attachment',
  gde: 'guide',
  alm: 'alarm',
  inc: 'incident',
  whk: 'webhook',
};

export function subjectOf(
  id: unknown,
): { readonly subject_kind: string; readonly subject_id: string } | null {
  const [, prefix] = (typeof id === 'string' && /^([a-z]+)_[A-Za-z0-9_-]{1,64}$/.exec(id)) || [];
  const kind = KINDS[prefix ?? ''];
  return kind === undefined ? null : { subject_kind: kind, subject_id: id as string };
}
