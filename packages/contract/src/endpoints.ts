/**
 * The HTTP API v1 as one table: method, path, who may call, and the schemas of what goes in and out.
 *
 * The server registers its routes from it and generates OpenAPI from the same schemas; console, widget and CLI
 * take their types from it. So a client that drifts from the server fails the type check, with no generated code.
 */
import { z } from 'zod';
import * as context from './account-context.ts';
import { askedDay } from './asked-day.ts';
import { watchEndpoints } from './endpoints-of-watch.ts';
import { type Access, anyone, define, done, member, page, pageOf, visitor } from './endpoint.ts';
import { attachment, attachmentIds, MAX_ATTACHMENT_NAME } from './attachment.ts';
import { autonomy, autonomyChange, autonomyPreview } from './autonomy.ts';
import { audit, auditCounts, correction, judgement } from './audit.ts';
import { auditLogCategory, auditLogEntry, auditLogVerification, notedHead } from './audit-log.ts';
import {
  apiKeyId,
  conversationId,
  customerId,
  decisionId,
  guideId,
  identityKeyId,
  importId,
  lessonId,
  memberId,
  messageId,
  resolutionId,
  rollbackId,
  workflowId,
  whisperId,
} from './ids.ts';
import * as control from './control.ts';
import * as retention from './retention.ts';
import * as guides from './guide.ts';
import * as identity from './identity.ts';
import { learning } from './learning.ts';
import {
  caseJudgement,
  impact,
  lesson,
  lessonCounts,
  lessonDetail,
  lessonKind,
  lessonReview,
  lessonStatus,
} from './lesson.ts';
import { mailSetup, replyAddress } from './mail.ts';
import * as model from './model.ts';
import { pageContext } from './page-context.ts';
import * as known from './resolution.ts';
import { visibleText } from './visible-text.ts';
import * as visiting from './visiting.ts';
import { whisper, whisperedReply } from './whisper.ts';
import { nextStep, workflow, workflowDetail, workflowRule, workflowWords } from './workflow.ts';
import { glossary, glossaryChange, glossaryEntry, glossaryTerm, topic, topicId, topicPath } from './topic.ts';

/** The lesson that says so; null where nothing changed. */
const changed = z.object({ lesson_id: lessonId.nullable() });
const byConversation = z.object({ id: conversationId });
const byGuide = z.object({ id: guideId });
const clientId = z.string().min(8).max(64);
/** Words, files, or both. */
const said = { text: z.string().trim().max(model.MAX_MESSAGE_LENGTH), attachments: attachmentIds };
const saysSomething = ({ text: words, attachments }: { text: string; attachments: readonly string[] }) =>
  words !== '' || attachments.length > 0;
const NOTHING_SAID = { path: ['text'], error: 'expected words or an attachment' };
const fileName = z.object({ name: z.string().trim().min(1).max(MAX_ATTACHMENT_NAME).default('attachment') });

/**
 * What a ticket's `topic` stands for: a broad category, or the very issue (a macro, a sub-flow), whose tickets all have
 * the same answer.
 */
export const topicsMeaning = z.enum(['categories', 'issues']);
export type TopicsMeaning = z.infer<typeof topicsMeaning>;

export const endpoints = define({
  version: {
    method: 'GET',
    path: '/v1/version',
    summary: 'Version of the product and of the API',
    access: anyone,
    response: z.object({ version: z.string(), api: z.literal('v1'), setup_done: z.boolean() }),
  },

  // Set-up, once, through the link that the process prints
  checkSetup: {
    method: 'GET',
    path: '/v1/setup',
    summary: 'Whether a set-up token is still good',
    access: anyone,
    query: z.object({ token: z.string().max(200) }),
    response: z.object({ valid: z.boolean(), setup_done: z.boolean() }),
  },
  setup: {
    method: 'POST',
    path: '/v1/setup',
    summary: 'Create the owner and the workspace',
    access: anyone,
    body: z.object({
      token: z.string().max(200),
      name: z.string().trim().min(1).max(100),
      email: z.email().max(200),
      password: z.string().min(10).max(200),
      workspace_name: z.string().trim().min(1).max(100),
    }),
    response: model.me,
  },
  signIn: {
    method: 'POST',
    path: '/v1/session',
    summary: 'Sign in; sets the session cookie',
    access: anyone,
    body: z.object({ email: z.email().max(200), password: z.string().max(200) }),
    response: model.me,
  },
  signOut: {
    method: 'DELETE',
    path: '/v1/session',
    summary: 'Sign out',
    access: member('agent', 'conversations:read'),
    response: done,
  },
  me: {
    method: 'GET',
    path: '/v1/me',
    summary: 'Who am I',
    access: member('agent', 'conversations:read'),
    response: model.me,
  },

  // Widget
  startVisitorSession: {
    method: 'POST',
    path: '/v1/widget/sessions',
    summary:
      'Start or renew the session of a visitor; with `identity`, of the person whom the host page’s server has signed',
    access: anyone,
    body: z.object({
      workspace: z.string().max(100),
      token: z.string().max(2_000).nullish(),
      identity: z.string().max(identity.MAX_IDENTITY_TOKEN_LENGTH).nullish(),
    }),
    response: z.object({
      token: z.string(),
      /** Of a verified visitor, soon after the identity token: renewed with the next one. */
      expires_at: z.iso.datetime(),
      conversation_id: conversationId.nullable(),
      widget: model.settings.shape.widget,
      workspace_name: z.string(),
      /** Whether replies can go by e-mail. */
      offers_mail: z.boolean(),
      /** Words of the team about an incident that lasts; null where there is none. */
      banner: z.string().nullable().optional(),
      /** Null for a visitor whom nobody has vouched for. */
      identity: z.object({ verified: z.literal(true), name: z.string().nullable() }).nullable(),
    }),
  },
  postVisitorMessage: {
    method: 'POST',
    path: '/v1/widget/messages',
    summary: 'Send a message; opens a conversation where none is open. Idempotent by client_id',
    access: visitor,
    body: z
      .object({
        client_id: clientId,
        ...said,
        conversation_id: conversationId.nullish(),
        context: z.record(z.string().max(50), z.string().max(500)).optional(),
        page: pageContext.nullish(),
      })
      .refine(saysSomething, NOTHING_SAID),
    response: z.object({ message: model.message, status: model.conversationStatus }),
  },
  postVisitorAttachment: {
    method: 'POST',
    path: '/v1/widget/attachments',
    summary:
      'Upload a file for the next message: the body is the file as it is; one that is not sent is gone after a day',
    access: visitor,
    takes_file: true,
    query: fileName,
    response: attachment,
  },
  getVisitorConversation: {
    method: 'GET',
    path: '/v1/widget/conversations/:id',
    summary: 'The visitor’s own conversation, without notes',
    access: visitor,
    params: byConversation,
    query: z.object({ after: z.coerce.number().int().min(0).default(0) }),
    response: z.object({
      id: conversationId,
      status: model.conversationStatus,
      messages: z.array(model.message),
      /** Where replies go by e-mail, too; null: nowhere. */
      reply_address: z.string().nullable(),
    }),
  },
  listVisitorConversations: {
    method: 'GET',
    path: '/v1/widget/conversations',
    summary: 'The visitor’s own conversations, the newest 20',
    access: visitor,
    response: z.object({ items: z.array(visiting.visitorConversation) }),
  },
  readConversation: {
    method: 'POST',
    path: '/v1/widget/conversations/:id/read',
    summary: 'The visitor has read up to here; never goes back',
    access: visitor,
    params: byConversation,
    body: z.object({ seq: z.number().int().min(0).max(1_000_000) }),
    response: done,
  },
  setReplyAddress: {
    method: 'POST',
    path: '/v1/widget/conversations/:id/reply-address',
    summary:
      'Where replies that are not seen in the widget go by e-mail, at the visitor’s wish; null for nowhere',
    access: visitor,
    params: byConversation,
    body: replyAddress,
    response: z.object({ email: z.string().nullable() }),
  },
  requestHuman: {
    method: 'POST',
    path: '/v1/widget/conversations/:id/hand-off',
    summary: 'Ask for a person',
    access: visitor,
    params: byConversation,
    response: z.object({ status: model.conversationStatus }),
  },
  rateAnswer: {
    method: 'POST',
    path: '/v1/widget/conversations/:id/feedback',
    summary: '“Did that solve it?”',
    access: visitor,
    params: byConversation,
    body: z.object({ message_id: messageId, solved: z.boolean() }),
    response: z.object({ status: model.conversationStatus }),
  },
  thumbAnswer: {
    method: 'POST',
    path: '/v1/widget/conversations/:id/thumb',
    summary: 'A thumb for an answer, and why, at once or later; the first thumb and the first reason stand',
    access: visitor,
    params: byConversation,
    body: z.object({
      message_id: messageId,
      thumb: visiting.thumb,
      reason: visiting.thumbReason.nullish(),
      comment: visiting.comment.nullish(),
    }),
    response: z.object({ status: model.conversationStatus }),
  },
  chooseClarification: {
    method: 'POST',
    path: '/v1/widget/conversations/:id/choice',
    summary: 'Click on one of the choices of a clarifying message',
    access: visitor,
    params: byConversation,
    body: z.object({ message_id: messageId, resolution_id: resolutionId.nullable(), client_id: clientId }),
    response: z.object({ status: model.conversationStatus }),
  },

  rateConversation: {
    method: 'POST',
    path: '/v1/widget/conversations/:id/rating',
    summary:
      'How satisfied the customer is, 1 to 5, and a comment, at once or later; the first of each stands',
    access: visitor,
    params: byConversation,
    body: z.object({ score: z.number().int().min(1).max(5), comment: visiting.comment.nullish() }),
    response: z.object({ status: model.conversationStatus }),
  },

  getVisitorGuide: {
    method: 'GET',
    path: '/v1/widget/guides/:id',
    summary: 'An approved guide that works, by its id; guides are listed to nobody',
    access: visitor,
    params: byGuide,
    response: guides.visitorGuide,
  },
  recordGuideRun: {
    method: 'POST',
    path: '/v1/widget/guides/:id/runs',
    summary: 'How far somebody came with a guide; one that was not found on the page often enough is broken',
    access: visitor,
    params: byGuide,
    body: guides.guideRun,
    response: done,
  },
  finishGuideRecording: {
    method: 'POST',
    path: '/v1/widget/guide-recordings',
    summary:
      'What was recorded, with the token of the recording, which is good once: a guide that waits for a review',
    access: anyone,
    body: guides.recordedGuide,
    response: done,
  },

  // Inbox
  listConversations: {
    method: 'GET',
    path: '/v1/conversations',
    summary: 'Conversations of a view, newest first',
    access: member('agent', 'conversations:read'),
    query: page.extend({
      view: z.enum(['waiting', 'mine', 'ai', 'human', 'resolved', 'all']).default('waiting'),
      q: z.string().max(200).optional(),
    }),
    response: pageOf(model.conversationSummary).extend({
      /** Up to 10,000 of each; more are not counted. */
      counts: z.object({
        waiting: z.number(),
        mine: z.number(),
        ai: z.number(),
        human: z.number(),
        resolved: z.number(),
      }),
    }),
  },
  getConversation: {
    method: 'GET',
    path: '/v1/conversations/:id',
    summary: 'A conversation with messages, decisions and draft',
    access: member('agent', 'conversations:read'),
    params: byConversation,
    response: model.conversation,
  },
  postAgentMessage: {
    method: 'POST',
    path: '/v1/conversations/:id/messages',
    summary: 'Reply or leave a note. Idempotent by client_id',
    access: member('agent', 'conversations:write'),
    params: byConversation,
    body: z
      .object({
        client_id: clientId,
        kind: z.enum(['message', 'note']),
        ...said,
        draft: z.object({ decision_id: decisionId, use: z.enum(['accepted', 'edited']) }).nullish(),
      })
      .refine(saysSomething, NOTHING_SAID),
    response: model.message,
  },
  postAgentAttachment: {
    method: 'POST',
    path: '/v1/conversations/:id/attachments',
    summary:
      'Upload a file for the next reply: the body is the file as it is; one that is not sent is gone after a day',
    access: member('agent', 'conversations:write'),
    takes_file: true,
    params: byConversation,
    query: fileName,
    response: attachment,
  },
  discardDraft: {
    method: 'POST',
    path: '/v1/conversations/:id/draft/discard',
    summary: 'Discard the draft of the AI agent',
    access: member('agent', 'conversations:write'),
    params: byConversation,
    body: z.object({ decision_id: decisionId }),
    response: done,
  },
  whisper: {
    method: 'POST',
    path: '/v1/conversations/:id/whispers',
    summary: 'Tell the AI agent what to say next, unseen by the customer, while it has the word',
    access: member('agent', 'conversations:write'),
    params: byConversation,
    body: z.strictObject({ say: whisperedReply, is_lesson: z.boolean().default(false) }),
    response: whisper,
  },
  takeBackWhisper: {
    method: 'DELETE',
    path: '/v1/whispers/:id',
    summary: 'Take a whisper back, as long as it was not said',
    access: member('agent', 'conversations:write'),
    params: z.object({ id: whisperId }),
    response: whisper,
  },
  getNextStep: {
    method: 'GET',
    path: '/v1/conversations/:id/next-step',
    summary:
      'The workflow that a conversation is about, and what people usually do next; `done`: the steps so far, one a line',
    access: member('agent', 'conversations:read'),
    params: byConversation,
    query: z.object({ done: z.string().max(20_000).default('') }),
    response: nextStep,
  },
  takeOver: {
    method: 'POST',
    path: '/v1/conversations/:id/take-over',
    summary: 'Take the conversation; the AI agent goes silent at once',
    access: member('agent', 'conversations:write'),
    params: byConversation,
    response: model.conversationSummary,
  },
  handBack: {
    method: 'POST',
    path: '/v1/conversations/:id/hand-back',
    summary: 'Give the conversation back to the AI agent',
    access: member('agent', 'conversations:write'),
    params: byConversation,
    response: model.conversationSummary,
  },
  putBack: {
    method: 'POST',
    path: '/v1/conversations/:id/put-back',
    summary: 'Put a conversation that a person has back among those that wait for one',
    access: member('agent', 'conversations:write'),
    params: byConversation,
    response: model.conversationSummary,
  },
  resolveConversation: {
    method: 'POST',
    path: '/v1/conversations/:id/resolve',
    summary: 'Mark as resolved; the human agent’s resolution becomes a lesson',
    access: member('agent', 'conversations:write'),
    params: byConversation,
    response: model.conversationSummary,
  },
  reopenConversation: {
    method: 'POST',
    path: '/v1/conversations/:id/reopen',
    summary: 'Open again',
    access: member('agent', 'conversations:write'),
    params: byConversation,
    response: model.conversationSummary,
  },

  // Audits
  listAudits: {
    method: 'GET',
    path: '/v1/audits',
    summary: 'Answers drawn for a check: open ones first, oldest first',
    access: member('agent', 'conversations:read'),
    query: page.extend({ view: z.enum(['open', 'judged', 'all']).default('open') }),
    response: pageOf(audit).extend({ counts: auditCounts }),
  },
  getAudit: {
    method: 'GET',
    path: '/v1/audits/:id',
    summary: 'One answer drawn for a check, by the id of its decision',
    access: member('agent', 'conversations:read'),
    params: z.object({ id: decisionId }),
    response: audit,
  },
  judgeAudit: {
    method: 'POST',
    path: '/v1/audits/:id/verdict',
    summary:
      'Say whether it was right; the first verdict stands, and counts once it cannot be undone any more',
    access: member('agent', 'conversations:write'),
    params: z.object({ id: decisionId }),
    body: judgement,
    response: audit,
  },
  undoVerdict: {
    method: 'DELETE',
    path: '/v1/audits/:id/verdict',
    summary: 'Take a verdict back, while it has not counted',
    access: member('agent', 'conversations:write'),
    params: z.object({ id: decisionId }),
    response: audit,
  },

  correctAnswer: {
    method: 'POST',
    path: '/v1/decisions/:id/correction',
    summary:
      'Say that an answer of the AI agent was wrong, and what would have been right: it becomes a lesson',
    access: member('agent', 'conversations:write'),
    params: z.object({ id: decisionId }),
    body: z.strictObject({ verdict: z.enum(['wrong', 'harmless']), correction }),
    response: done,
  },

  labelStakes: {
    method: 'POST',
    path: '/v1/decisions/:id/stakes',
    summary:
      'Say which class of high stakes the question of a decision is a matter of, or that it is of none; the classifier learns from it',
    access: member('agent', 'conversations:write'),
    params: z.object({ id: decisionId }),
    /** `vip` is known by account or context, not by words. */
    body: z.strictObject({ class: model.stakesClass.exclude(['vip']).nullable() }),
    response: done,
  },

  // Accounts
  reportAccountLeft: {
    method: 'POST',
    path: '/v1/accounts/:id/left',
    summary: 'Tell that an account was closed or cancelled: an outcome of the newest answers that it got',
    access: member('lead', 'conversations:write'),
    params: z.object({ id: z.string().min(1).max(200) }),
    response: z.object({ answers: z.number().int() }),
  },

  // What the company's systems tell
  tellContext: {
    method: 'POST',
    path: '/v1/context',
    summary:
      'Tell facts and events of accounts, one or up to 1,000; or one a line as application/x-ndjson, streamed. Idempotent',
    access: member('lead', 'context:write'),
    body: context.contextBody,
    response: context.contextTaken,
  },
  eraseAccountContext: {
    method: 'DELETE',
    path: '/v1/context/:account_id',
    summary: 'Erase all that was told of an account',
    access: member('lead', 'context:write'),
    params: z.object({ account_id: context.accountId }),
    response: z.object({ facts: z.int(), events: z.int() }),
  },
  listFactFields: {
    method: 'GET',
    path: '/v1/context/fields',
    summary: 'Fields of account facts as they were inferred, and whether the AI agent learns from them',
    access: member('agent', 'knowledge:read'),
    response: z.object({ items: z.array(context.factField) }),
  },
  switchFactField: {
    method: 'PUT',
    path: '/v1/context/fields/:name',
    summary: 'Say whether the AI agent learns from a field; in force from the next question on',
    access: member('lead', 'knowledge:write'),
    params: z.object({ name: context.factName }),
    body: z.strictObject({ is_used: z.boolean() }),
    response: context.factField,
  },
  tellRelease: {
    method: 'POST',
    path: '/v1/releases',
    summary:
      'Tell that a release of the product is out. Idempotent by name: told again, the newest word stands',
    access: member('lead', 'context:write'),
    body: context.releaseBody,
    response: context.release,
  },
  listReleases: {
    method: 'GET',
    path: '/v1/releases',
    summary: 'The latest 50 releases, newest first',
    access: member('agent', 'knowledge:read'),
    response: z.object({ items: z.array(context.release) }),
  },

  // What was learned
  learning: {
    method: 'GET',
    path: '/v1/learning',
    summary: 'Learning curve against the frozen twin, certificates, newest lessons',
    access: member('agent', 'knowledge:read'),
    response: learning,
  },
  listLessons: {
    method: 'GET',
    path: '/v1/lessons',
    summary: 'Lessons, newest first; or those that wait for a review, by what they would unlock',
    access: member('agent', 'knowledge:read'),
    query: page.extend({
      status: lessonStatus.optional(),
      kind: lessonKind.optional(),
      stage: model.stage.optional(),
      author: z.string().max(200).optional(),
      import_id: importId.optional(),
      /** Of one resolution. */
      resolution_id: resolutionId.optional(),
      /** Of the resolutions of one topic. */
      topic_id: topicId.optional(),
      /** A check that did not pass. */
      finding: z.string().max(50).optional(),
      order: z.enum(['newest', 'impact']).default('newest'),
    }),
    response: pageOf(lesson).extend({ counts: lessonCounts }),
  },
  getLesson: {
    method: 'GET',
    path: '/v1/lessons/:id',
    summary:
      'One lesson on one screen: its text, source, checks, nearest known resolutions, preview and effect; its messages with the scope conversations:read only',
    access: member('agent', 'knowledge:read'),
    params: z.object({ id: lessonId }),
    response: lessonDetail,
  },
  lockLesson: {
    method: 'POST',
    path: '/v1/lessons/:id/lock',
    summary: 'Take a lesson on the screen for two minutes, so that nobody else decides on it meanwhile',
    access: member('lead', 'knowledge:write'),
    params: z.object({ id: lessonId }),
    response: lesson,
  },
  reviewLesson: {
    method: 'POST',
    path: '/v1/lessons/:id/review',
    summary: 'Approve, edit and approve, reject with a reason, or merge into a known resolution',
    access: member('lead', 'knowledge:write'),
    params: z.object({ id: lessonId }),
    body: lessonReview,
    response: lesson,
  },
  undoReview: {
    method: 'DELETE',
    path: '/v1/lessons/:id/review',
    summary: 'Take your review back',
    access: member('lead', 'knowledge:write'),
    params: z.object({ id: lessonId }),
    response: lesson,
  },
  approveLessons: {
    method: 'POST',
    path: '/v1/lessons/approve',
    summary: 'Approve several read-only lessons at once; those that a check doubts are left as they are',
    access: member('lead', 'knowledge:write'),
    body: z.strictObject({ ids: z.array(lessonId).min(1).max(100) }),
    response: z.object({
      approved: z.array(lessonId),
      left: z.array(z.object({ id: lessonId, why: z.string() })),
    }),
  },
  previewLesson: {
    method: 'POST',
    path: '/v1/lessons/:id/preview',
    summary: 'Rescore the last 90 days with and without a lesson, in the background; read it with the lesson',
    access: member('agent', 'knowledge:read'),
    params: z.object({ id: lessonId }),
    response: done,
  },
  judgeCase: {
    method: 'PUT',
    path: '/v1/lessons/:id/preview/verdict',
    summary:
      'Say that an answer which the preview of a lesson shows is right or wrong for its question, or take that back; the replay gate heeds it',
    access: member('lead', 'knowledge:write'),
    params: z.object({ id: lessonId }),
    body: caseJudgement,
    response: impact,
  },
  setLessonStage: {
    method: 'PATCH',
    path: '/v1/lessons/:id',
    summary: 'Move a lesson that is in force to another stage',
    access: member('lead', 'knowledge:write'),
    params: z.object({ id: lessonId }),
    body: z.object({ stage: model.stage }),
    response: lesson,
  },
  // Control: what was learned is taken back, a person is erased
  startRollback: {
    method: 'POST',
    path: '/v1/rollbacks',
    summary:
      'Take lessons back, as if they had never been; `dry_run` only says what that would change. Above 200 lessons it runs in the background',
    access: member('lead', 'knowledge:write'),
    body: control.rollbackRequest,
    response: z.object({ preview: control.rollbackPreview, rollback: control.rollback.nullable() }),
  },
  listRollbacks: {
    method: 'GET',
    path: '/v1/rollbacks',
    summary: 'Rollbacks, newest first',
    access: member('agent', 'knowledge:read'),
    query: page,
    response: pageOf(control.rollback),
  },
  getRollback: {
    method: 'GET',
    path: '/v1/rollbacks/:id',
    summary: 'How a rollback stands',
    access: member('agent', 'knowledge:read'),
    params: z.object({ id: rollbackId }),
    response: control.rollbackDetail,
  },
  undoRollback: {
    method: 'POST',
    path: '/v1/rollbacks/:id/undo',
    summary:
      'Put back what a rollback took, as far as nobody has decided on it since; learned again, as of now',
    access: member('lead', 'knowledge:write'),
    params: z.object({ id: rollbackId }),
    response: control.rollback,
  },
  erasePerson: {
    method: 'POST',
    path: '/v1/erasures',
    summary:
      'Erase a customer from everything, with a proof; `dry_run` only counts. What the team wrote survives without the person',
    access: member('owner', 'admin'),
    body: control.erasureRequest,
    response: control.erasure,
  },
  listErasures: {
    method: 'GET',
    path: '/v1/erasures',
    summary: 'Proofs of erasure, newest first; they name nobody',
    access: member('owner', 'admin'),
    query: page,
    response: pageOf(control.erasure),
  },
  getRetention: {
    method: 'GET',
    path: '/v1/retention',
    summary: 'How long each kind of data is kept, and what the last night took',
    access: member('owner', 'admin'),
    response: retention.retention,
  },
  setRetention: {
    method: 'PUT',
    path: '/v1/retention',
    summary: 'Keep each kind of data for so many days, or (null) for ever; from the next night on',
    access: member('owner', 'admin'),
    body: retention.retentionPolicy,
    response: retention.retention,
  },
  previewRetention: {
    method: 'POST',
    path: '/v1/retention/preview',
    summary: 'How many rows of each kind a night would take by these settings; nothing is deleted',
    access: member('owner', 'admin'),
    body: retention.retentionPolicy,
    response: retention.retentionCounts,
  },
  exportCustomer: {
    method: 'GET',
    path: '/v1/customers/:id/export',
    summary: 'Everything that is known of a customer, for themselves',
    access: member('owner', 'export'),
    params: z.object({ id: customerId }),
    response: control.subjectExport,
  },
  listResolutions: {
    method: 'GET',
    path: '/v1/resolutions',
    summary: 'Resolutions, most used first',
    access: member('agent', 'knowledge:read'),
    query: page.extend({ q: z.string().max(200).optional() }),
    response: pageOf(known.resolution),
  },
  getResolution: {
    method: 'GET',
    path: '/v1/resolutions/:id',
    summary: 'A resolution with the history of its texts',
    access: member('agent', 'knowledge:read'),
    params: z.object({ id: resolutionId }),
    response: known.resolutionDetail,
  },
  retireResolution: {
    method: 'POST',
    path: '/v1/resolutions/:id/retire',
    summary:
      'Take a resolution out of use: nobody is answered with it any more. The answer names the lesson that says so',
    access: member('lead', 'knowledge:write'),
    params: z.object({ id: resolutionId }),
    body: z.strictObject({ reason: z.string().trim().max(500).default('') }),
    response: changed,
  },
  restoreResolution: {
    method: 'POST',
    path: '/v1/resolutions/:id/restore',
    summary: 'Take a resolution that was retired back into use',
    access: member('lead', 'knowledge:write'),
    params: z.object({ id: resolutionId }),
    response: done,
  },
  setValidity: {
    method: 'PUT',
    path: '/v1/resolutions/:id/validity',
    summary: 'Say until which day, in UTC, a resolution holds; what taught it is quarantined afterwards',
    access: member('lead', 'knowledge:write'),
    params: z.object({ id: resolutionId }),
    body: z.strictObject({ valid_until: askedDay.nullable() }),
    response: done,
  },
  listExemplars: {
    method: 'GET',
    path: '/v1/resolutions/:id/exemplars',
    summary: 'Worked questions of a resolution, newest first',
    access: member('agent', 'knowledge:read'),
    params: z.object({ id: resolutionId }),
    query: page,
    response: pageOf(known.exemplar),
  },
  setConditions: {
    method: 'PUT',
    path: '/v1/resolutions/:id/conditions',
    summary:
      'Say where alone a resolution holds, by tokens of the context such as `plan:free`: for each key, one of its values; none for everywhere',
    access: member('lead', 'knowledge:write'),
    params: z.object({ id: resolutionId }),
    body: z.strictObject({ conditions: z.array(known.contextToken).max(50) }),
    response: changed,
  },
  mergeResolution: {
    method: 'POST',
    path: '/v1/resolutions/:id/merge',
    summary: 'Move the exemplars of a resolution to another that says the same, and retire it',
    access: member('lead', 'knowledge:write'),
    params: z.object({ id: resolutionId }),
    body: z.strictObject({ into: resolutionId }),
    response: changed,
  },
  splitResolution: {
    method: 'POST',
    path: '/v1/resolutions/:id/split',
    summary: 'Give some exemplars of a resolution an answer of their own',
    access: member('lead', 'knowledge:write'),
    params: z.object({ id: resolutionId }),
    body: z.strictObject({
      exemplars: z.array(z.string().max(100)).min(1).max(400),
      title: visibleText(300),
      text: visibleText(model.MAX_MESSAGE_LENGTH),
    }),
    response: changed,
  },
  listTopics: {
    method: 'GET',
    path: '/v1/topics',
    summary: 'What customers ask about, most tickets first',
    access: member('agent', 'knowledge:read'),
    /** `id`: only this one, if it is known. */
    query: page.extend({ id: topicId.optional() }),
    response: pageOf(topic),
  },
  getTopicPath: {
    method: 'GET',
    path: '/v1/topics/:id/path',
    summary: 'What human agents did about a topic, in counts',
    access: member('agent', 'knowledge:read'),
    params: z.object({ id: topicId }),
    response: topicPath,
  },
  listWorkflows: {
    method: 'GET',
    path: '/v1/workflows',
    summary: 'How the team does its work, newest first, with what it takes before one is proposed',
    access: member('agent', 'knowledge:read'),
    query: page.extend({ q: z.string().max(200).optional() }),
    response: pageOf(workflow).extend({ rule: workflowRule }),
  },
  getWorkflow: {
    method: 'GET',
    path: '/v1/workflows/:id',
    summary: 'A workflow, where people deviate from it, and its versions',
    access: member('agent', 'knowledge:read'),
    params: z.object({ id: workflowId }),
    response: workflowDetail,
  },
  writeWorkflow: {
    method: 'POST',
    path: '/v1/workflows',
    summary: 'Write down how the work of a topic is done; a topic has one workflow',
    access: member('lead', 'knowledge:write'),
    body: workflowWords.extend({ topic_id: topicId }),
    response: workflow,
  },
  editWorkflow: {
    method: 'PUT',
    path: '/v1/workflows/:id',
    summary: 'Give a workflow another text: a new version, and a lesson that can be taken back',
    access: member('lead', 'knowledge:write'),
    params: z.object({ id: workflowId }),
    body: workflowWords,
    response: workflow,
  },
  retireWorkflow: {
    method: 'POST',
    path: '/v1/workflows/:id/retire',
    summary: 'Take a workflow out of use: nobody is shown it at work any more',
    access: member('lead', 'knowledge:write'),
    params: z.object({ id: workflowId }),
    response: done,
  },
  restoreWorkflow: {
    method: 'POST',
    path: '/v1/workflows/:id/restore',
    summary: 'Take a workflow that was retired back into use',
    access: member('lead', 'knowledge:write'),
    params: z.object({ id: workflowId }),
    response: done,
  },
  getGlossary: {
    method: 'GET',
    path: '/v1/glossary',
    summary:
      'What customers call something and what the team calls it, with what was found and awaits a person',
    access: member('agent', 'knowledge:read'),
    response: glossary,
  },
  changeGlossary: {
    method: 'PUT',
    path: '/v1/glossary/:term',
    summary:
      'Say what a word of customers means, and whether that is used; undo by sending what it was before',
    access: member('lead', 'admin'),
    params: z.object({ term: glossaryTerm }),
    body: glossaryChange,
    response: glossaryEntry,
  },

  // Guides
  listGuides: {
    method: 'GET',
    path: '/v1/guides',
    summary: 'Guides, newest change first; or those of one state, or of one resolution',
    access: member('agent', 'knowledge:read'),
    query: page.extend({ state: guides.guideState.optional(), resolution_id: resolutionId.optional() }),
    response: pageOf(guides.guide).extend({ broken: z.number().int().nonnegative() }),
  },
  getGuide: {
    method: 'GET',
    path: '/v1/guides/:id',
    summary: 'A guide, with how far people came with it',
    access: member('agent', 'knowledge:read'),
    params: byGuide,
    response: guides.guideDetail,
  },
  proposeGuide: {
    method: 'POST',
    path: '/v1/guides',
    summary: 'Propose a guide for a resolution, or another version of it; it waits for a review',
    access: member('agent', 'knowledge:write'),
    body: guides.newGuide,
    response: guides.guide,
  },
  editGuide: {
    method: 'PATCH',
    path: '/v1/guides/:id',
    summary: 'Give the steps of a guide other words; in force at once',
    access: member('lead', 'knowledge:write'),
    params: byGuide,
    body: guides.guideWords,
    response: guides.guide,
  },
  retireGuide: {
    method: 'POST',
    path: '/v1/guides/:id/retire',
    summary: 'Take a guide out of use',
    access: member('lead', 'knowledge:write'),
    params: byGuide,
    response: done,
  },
  restoreGuide: {
    method: 'POST',
    path: '/v1/guides/:id/restore',
    summary: 'Take a guide that was retired back into use',
    access: member('lead', 'knowledge:write'),
    params: byGuide,
    response: done,
  },
  dismissBreaks: {
    method: 'POST',
    path: '/v1/guides/:id/dismiss-breaks',
    summary: 'Say that a broken guide works: it is offered again, and breaks are counted from now on',
    access: member('lead', 'knowledge:write'),
    params: byGuide,
    response: done,
  },
  startGuideRecording: {
    method: 'POST',
    path: '/v1/resolutions/:id/guide-recordings',
    summary: 'Start to record a guide: the address of the page with a token, good once and for 30 minutes',
    access: member('agent', 'knowledge:write'),
    params: z.object({ id: resolutionId }),
    body: z.strictObject({ page_url: z.url({ protocol: /^https?$/ }).max(2_000) }),
    response: guides.guideRecording,
  },

  // Import
  startImport: {
    method: 'POST',
    path: '/v1/imports',
    summary:
      'Start an import: the body is NDJSON, plain or gzip (application/x-ndjson, application/gzip), streamed',
    access: member('lead', 'import'),
    query: z.object({
      source: z.string().min(1).max(200),
      dry_run: z.stringbool().default(false),
      topics: topicsMeaning.default('categories'),
    }),
    response: model.importJob,
  },
  startSampleImport: {
    method: 'POST',
    path: '/v1/imports/sample',
    summary: 'Load the sample desk',
    access: member('lead', 'import'),
    response: model.importJob,
  },
  getImport: {
    method: 'GET',
    path: '/v1/imports/:id',
    summary: 'How an import stands',
    access: member('agent', 'import'),
    params: z.object({ id: importId }),
    response: model.importJob,
  },
  cancelImport: {
    method: 'POST',
    path: '/v1/imports/:id/cancel',
    summary: 'Stop reading: what was stored stays, and the same file sent again goes on from there',
    access: member('lead', 'import'),
    params: z.object({ id: importId }),
    response: model.importJob,
  },
  listRejectedRows: {
    method: 'GET',
    path: '/v1/imports/:id/rejected',
    summary: 'Rejected rows with line numbers and reasons',
    access: member('lead', 'import'),
    params: z.object({ id: importId }),
    query: page,
    response: pageOf(z.object({ line: z.number().int(), reason: z.string() })),
  },
  latestImport: {
    method: 'GET',
    path: '/v1/imports',
    summary: 'Imports, newest first',
    access: member('agent', 'import'),
    query: page,
    response: pageOf(model.importJob),
  },

  // Settings
  getSettings: {
    method: 'GET',
    path: '/v1/settings',
    summary: 'Settings of the workspace',
    access: member('agent', 'conversations:read'),
    response: model.settings,
  },
  updateSettings: {
    method: 'PATCH',
    path: '/v1/settings',
    summary: 'Change settings',
    access: member('lead', 'admin'),
    body: model.settingsChange,
    response: model.settings,
  },
  getMailSetup: {
    method: 'GET',
    path: '/v1/mail',
    summary: 'Whether this server can send e-mail, and from which address',
    access: member('lead', 'admin'),
    response: mailSetup,
  },
  sendTestMail: {
    method: 'POST',
    path: '/v1/mail/test',
    summary: 'Send a test e-mail to oneself',
    access: member('lead', 'admin'),
    response: z.object({ sent_to: z.string() }),
  },
  getAutonomy: {
    method: 'GET',
    path: '/v1/autonomy',
    summary: 'What may go out without a person, by stakes and by topic, and what is missing before more may',
    access: member('agent', 'knowledge:read'),
    response: autonomy,
  },
  previewAutonomy: {
    method: 'POST',
    path: '/v1/autonomy/preview',
    summary: 'What a change of these settings would have meant for the questions of the last 90 days',
    access: member('lead', 'admin'),
    body: autonomyChange,
    response: autonomyPreview,
  },
  tryHighStakes: {
    method: 'POST',
    path: '/v1/settings/high-stakes/try',
    summary: 'What a table of high stakes, saved or not, finds in a sentence',
    access: member('lead', 'admin'),
    body: z.object({
      text: z.string().max(2_000),
      /** Tokens `key:value` as they are known around a question. */
      context: z.array(z.string().max(200)).max(50).default([]),
      high_stakes: model.settings.shape.high_stakes,
    }),
    response: z.object({
      found: z.array(
        model.stakesRule.pick({ class: true, handling: true }).extend({
          /** Null where no phrase says it, and the text is like such messages. */
          phrase: z.string().nullable(),
        }),
      ),
    }),
  },
  listMembers: {
    method: 'GET',
    path: '/v1/members',
    summary: 'People of the workspace',
    access: member('agent', 'conversations:read'),
    response: z.object({ items: z.array(model.member) }),
  },
  addMember: {
    method: 'POST',
    path: '/v1/members',
    summary: 'Add a person with a first password',
    access: member('owner', 'admin'),
    body: z.object({
      name: z.string().trim().min(1).max(100),
      email: z.email().max(200),
      password: z.string().min(10).max(200),
      role: model.role,
    }),
    response: model.member,
  },
  suspendMember: {
    method: 'PATCH',
    path: '/v1/members/:id',
    summary:
      'Suspend a person: their sessions end, and what they taught may be quarantined; or let them back, with what was',
    access: member('owner', 'admin'),
    params: z.object({ id: memberId }),
    body: z.strictObject({ suspended: z.boolean(), hold_lessons: z.boolean().default(false) }),
    response: model.member,
  },
  listApiKeys: {
    method: 'GET',
    path: '/v1/api-keys',
    summary: 'API keys, without their secrets',
    access: member('owner', 'admin'),
    response: z.object({ items: z.array(model.apiKey) }),
  },
  createApiKey: {
    method: 'POST',
    path: '/v1/api-keys',
    summary: 'Create a key; its secret is shown this once',
    access: member('owner', 'admin'),
    body: z.object({ name: z.string().trim().min(1).max(100), scopes: z.array(model.scope).min(1) }),
    response: model.apiKey.extend({ secret: z.string() }),
  },
  revokeApiKey: {
    method: 'DELETE',
    path: '/v1/api-keys/:id',
    summary: 'Revoke a key',
    access: member('owner', 'admin'),
    params: z.object({ id: apiKeyId }),
    response: done,
  },
  getIdentity: {
    method: 'GET',
    path: '/v1/identity',
    summary:
      'Signing keys of identity tokens, without their secrets, and how many conversations were unsigned',
    access: member('lead', 'admin'),
    response: identity.identityOverview,
  },
  createIdentityKey: {
    method: 'POST',
    path: '/v1/identity/keys',
    summary: 'Create a signing key; its secret is shown this once',
    access: member('owner', 'admin'),
    response: identity.identityKey.extend({ secret: z.string() }),
  },
  setIdentityKey: {
    method: 'PATCH',
    path: '/v1/identity/keys/:id',
    summary: 'Retire a signing key: what it signs is refused from now on; or take it back into use',
    access: member('owner', 'admin'),
    params: z.object({ id: identityKeyId }),
    body: z.strictObject({ retired: z.boolean() }),
    response: identity.identityKey,
  },
  checkIdentity: {
    method: 'POST',
    path: '/v1/identity/check',
    summary: 'What is wrong with an identity token, in plain words; nothing of it is kept',
    access: member('agent', 'conversations:read'),
    body: z.strictObject({ token: z.string().max(20_000) }),
    response: identity.identityCheck,
  },

  // Audit log
  listAuditLog: {
    method: 'GET',
    path: '/v1/audit-log',
    summary: 'Who did what, newest first',
    access: member('owner', 'admin'),
    query: page.extend({ category: auditLogCategory.optional(), actor_id: z.string().max(100).optional() }),
    response: pageOf(auditLogEntry),
  },
  verifyAuditLog: {
    method: 'GET',
    path: '/v1/audit-log/verification',
    summary:
      'Compute every hash of the audit log again; with `head`, also look for one that was noted before',
    access: member('owner', 'admin'),
    query: z.object({ head: notedHead.optional() }),
    response: auditLogVerification,
  },

  // Figures, watch, alarms and worth
  ...watchEndpoints,
});

/** Their bodies are streams of events or of lines, so they have no schemas. Everything else that the server answers (/openapi.json, /healthz, /readyz, files) is public. */
export const streams = {
  events: { path: '/v1/events', access: member('agent', 'conversations:read') },
  widgetEvents: { path: '/v1/widget/events', access: visitor },
  /** A file that goes with a message; the visitor’s own, of their own conversations. */
  attachment: { path: '/v1/attachments/:id', access: member('agent', 'conversations:read') },
  visitorAttachment: { path: '/v1/widget/attachments/:id', access: visitor },
  /** All conversations as tickets. */
  export: { path: '/v1/export', access: member('lead', 'export') },
  /** The audit log with everything that its hashes are made of. */
  exportAuditLog: { path: '/v1/audit-log/export', access: member('owner', 'admin') },
  /** The conversations behind a figure, row by row, as CSV or JSON lines. */
  exportFigures: { path: '/v1/figures/export', access: member('lead', 'export') },
  /** For Prometheus. */
  metrics: { path: '/metrics', access: member('owner', 'metrics:read') },
} as const satisfies Record<string, { readonly path: string; readonly access: Access }>;

export type EndpointName = keyof typeof endpoints;
type Of<N extends EndpointName, K extends string> = (typeof endpoints)[N] extends {
  readonly [key in K]: infer S extends z.ZodType;
}
  ? S
  : never;
export type Params<N extends EndpointName> = z.output<Of<N, 'params'>>;
export type Query<N extends EndpointName> = z.input<Of<N, 'query'>>;
export type Body<N extends EndpointName> = z.input<Of<N, 'body'>>;
export type Result<N extends EndpointName> = z.output<(typeof endpoints)[N]['response']>;
