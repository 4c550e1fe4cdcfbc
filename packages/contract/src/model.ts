/** The things that the HTTP API speaks of. Times are ISO 8601 in UTC. */
import { z } from 'zod';
import { accountView } from './account-context.ts';
import { attachment } from './attachment.ts';
import {
  apiKeyId,
  conversationId,
  decisionId,
  guideId,
  importId,
  memberId,
  messageId,
  resolutionId,
} from './ids.ts';
import { replyMail } from './mail.ts';
import { pageContext } from './page-context.ts';
import { feedback } from './visiting.ts';
import { whisper } from './whisper.ts';
import { widgetSettings } from './widget-settings.ts';

const time = z.iso.datetime();
const probability = z.number().min(0).max(1);

export const MAX_MESSAGE_LENGTH = 20_000;

export const role = z.enum(['owner', 'lead', 'agent']);
export type Role = z.infer<typeof role>;

export const scope = z.enum([
  'conversations:read',
  'conversations:write',
  'knowledge:read',
  'knowledge:write',
  'context:write',
  'import',
  'export',
  'metrics:read',
  'admin',
]);
export type Scope = z.infer<typeof scope>;

export const stage = z.enum(['captured', 'shadow', 'suggest', 'auto']);
export const stakes = z.enum(['read-only', 'account-changing', 'money-security']);
export const action = z.enum(['answer', 'draft', 'clarify', 'hand_off']);

/** `ai`: the AI agent has the word; `waiting`: handed over, nobody has answered yet; `human`: a human agent has it; `resolved`. */
export const conversationStatus = z.enum(['ai', 'waiting', 'human', 'resolved']);
export type ConversationStatus = z.infer<typeof conversationStatus>;

export const citation = z.object({ title: z.string(), url: z.url().nullable() });

export const clarifyChoice = z.object({
  resolution_id: resolutionId,
  label: z.string(),
  about: z.object({ key: z.string(), value: z.string() }).optional(),
});

export const message = z.object({
  id: messageId,
  conversation_id: conversationId,
  /** Position in the conversation, from 1, without gaps. */
  seq: z.number().int().positive(),
  author: z.enum(['customer', 'ai', 'agent', 'system']),
  /** Name of the human agent; null for the others. */
  author_name: z.string().nullable(),
  kind: z.enum(['message', 'note', 'clarify', 'hand-off', 'event']),
  text: z.string(),
  citations: z.array(citation),
  /** Choices to click, where `kind` is `clarify`; `about`: what a click says of the context, where that was asked. */
  choices: z.array(clarifyChoice),
  attachments: z.array(attachment),
  decision_id: decisionId.nullable(),
  /** Of an answer: a guide that shows the way on the page, where an approved one works. */
  guide_id: guideId.optional(),
  client_id: z.string().nullable(),
  at: time,
});
export type Message = z.infer<typeof message>;

export const conversationSummary = z.object({
  id: conversationId,
  status: conversationStatus,
  customer: z.object({ id: z.string(), name: z.string().nullable(), email: z.string().nullable() }),
  channel: z.enum(['widget', 'api', 'import']),
  subject: z.string(),
  preview: z.string(),
  assignee: z.object({ id: memberId, name: z.string() }).nullable(),
  waiting_since: time.nullable(),
  has_draft: z.boolean(),
  unread: z.boolean(),
  /** Of one that waits for a person; left out where nobody has weighed it. */
  priority: z.enum(['urgent', 'soon', 'normal']).optional(),
  created_at: time,
  updated_at: time,
});
export type ConversationSummary = z.infer<typeof conversationSummary>;

export const candidate = z.object({
  resolution_id: resolutionId,
  title: z.string(),
  excerpt: z.string(),
  score: z.number(),
  probability,
  exemplar: z.object({ id: z.string(), text: z.string() }).nullable(),
  /** What the customer's situation said: of `of` similar questions with this token, `with` needed this answer. */
  context_said: z
    .array(z.object({ token: z.string(), with: z.int().nonnegative(), of: z.int().nonnegative() }))
    .optional(),
});

export const decision = z.object({
  id: decisionId,
  conversation_id: conversationId,
  message_id: messageId,
  action,
  confidence: probability,
  confidence_low: probability,
  confidence_high: probability,
  threshold: probability.nullable(),
  cell: z.string(),
  reasons: z.array(z.object({ code: z.string(), text: z.string() })),
  candidates: z.array(candidate),
  model_version: z.number().int(),
  encoder_id: z.string(),
  audited: z.boolean(),
  audit_probability: probability,
  /** Why it was that probable: a row of the audit policy; null for decisions from before that was told. */
  audit_why: z.string().nullable(),
  seed: z.number().int(),
  at: time,
});
export type Decision = z.infer<typeof decision>;

export const draft = z.object({
  decision_id: decisionId,
  resolution_id: resolutionId,
  text: z.string(),
  citations: z.array(citation),
  confidence: probability,
  state: z.enum(['open', 'accepted', 'edited', 'discarded']),
});
export type Draft = z.infer<typeof draft>;

/** What a machine must not decide alone, the most urgent first. */
export const stakesClass = z.enum([
  'self-harm',
  'threat',
  'health',
  'legal',
  'security',
  'money-out',
  'cancellation',
  'vip',
]);
export type StakesClass = z.infer<typeof stakesClass>;

export const conversation = conversationSummary.extend({
  messages: z.array(message),
  decisions: z.array(decision),
  draft: draft.nullable(),
  /** What people said of the stakes of a decision's question; null: of none. */
  stakes_labels: z.array(z.object({ decision_id: decisionId, class: stakesClass.nullable() })),
  /** What the customer said of it, oldest first. */
  feedback: z.array(feedback),
  /** Replies that go by e-mail, too, where the customer has left. */
  mails: z.array(replyMail),
  /** Oldest first. */
  whispers: z.array(whisper),
  context: z.record(z.string(), z.string()),
  /** What the customer saw with a message, oldest first; null where they withheld it. */
  pages: z.array(z.object({ message_id: messageId, page: pageContext.nullable(), at: time })),
  /** When the host page’s server first signed who the customer is; null where nobody has. */
  verified_at: time.nullable(),
  /** Null where nobody has proved whose account it is, or nothing was told of it. */
  account: accountView.nullable(),
  previous: z.array(
    z.object({ id: conversationId, subject: z.string(), status: conversationStatus, updated_at: time }),
  ),
});
export type Conversation = z.infer<typeof conversation>;

export const importJob = z.object({
  id: importId,
  source: z.string(),
  state: z.enum(['running', 'learning', 'done', 'failed', 'cancelled']),
  /** Rows read, accepted, skipped as known, rejected; resolutions mined. */
  read: z.number().int(),
  accepted: z.number().int(),
  known: z.number().int(),
  rejected: z.number().int(),
  resolutions: z.number().int(),
  /** Lessons of it that a check blocked and nobody has reviewed yet. */
  waiting: z.number().int(),
  /** Where the current stage stands, and its end where known. */
  progress: z.object({
    stage: z.enum(['reading', 'mining', 'encoding', 'learning', 'done']),
    done: z.number().int(),
    total: z.number().int().nullable(),
  }),
  error: z.string().nullable(),
  started_at: time,
  finished_at: time.nullable(),
});
export type ImportJob = z.infer<typeof importJob>;

export const stakesRule = z.object({
  class: stakesClass,
  on: z.boolean(),
  /** `human`: handed over without a draft; `draft`: never sent alone. */
  handling: z.enum(['human', 'draft']),
  /** Plain words; `*` in a word: any letters, alone: up to three words. Of `vip`: tokens such as `plan:enterprise`. */
  phrases: z
    .array(
      z
        .string()
        .trim()
        .max(80)
        .regex(/[\p{L}\p{N}].*[\p{L}\p{N}]/u, 'expected two letters or digits at least'),
    )
    .max(500),
});
export type StakesRule = z.infer<typeof stakesRule>;

const stakesTable = z
  .array(stakesRule)
  .max(stakesClass.options.length)
  .refine((all) => new Set(all.map((rule) => rule.class)).size === all.length, 'expected each class once');

/** The most that the AI agent may do. */
export const autonomyLevel = z.enum(['off', 'shadow', 'draft', 'auto']);
export type AutonomyLevel = z.infer<typeof autonomyLevel>;

const acceptedError = z.number().min(0.005).max(0.5);

const topicSwitch = z.object({
  topic_id: z.string().min(1).max(300),
  autonomy: autonomyLevel,
  /** What solved it when it was set: so it is found again where its id is gone. */
  resolutions: z.array(resolutionId).max(100),
});

export const settings = z.object({
  workspace_name: z.string().min(1).max(100),
  max_error: acceptedError,
  /** Where it differs. Money and security never unlock, whatever is accepted. */
  max_error_by_stakes: z.partialRecord(stakes.exclude(['money-security']), acceptedError),
  autonomy: autonomyLevel,
  /** Topics that have a switch of their own; the lower of it and `autonomy` holds. */
  topics: z.array(topicSwitch).max(500),
  /** Answers that are held while an incident lasts: drafts only. Set through incidents. */
  held_answers: z.array(z.string()).max(500).optional(),
  audit_rate: probability,
  draft_floor: probability,
  languages: z.array(z.string()).max(50),
  /** A class that is left out is as built in. */
  high_stakes: stakesTable,
  widget: widgetSettings,
  /** `required`: visitors whose identity nobody has signed are served no session, and their messages are refused. */
  identity: z.strictObject({ required: z.boolean() }),
  /** How long a reply may stay unseen before it goes by e-mail. */
  mail: z.strictObject({ delay_minutes: z.number().int().min(1).max(1_440) }),
});
export type Settings = z.infer<typeof settings>;

/** What is left out stays as it is. `topic_autonomy`: by the topic's id; null takes its switch away. */
export const settingsChange = settings
  .omit({ topics: true, held_answers: true })
  .extend({ topic_autonomy: z.record(z.string().min(1).max(300), autonomyLevel.nullable()) })
  .partial();
export type SettingsChange = z.infer<typeof settingsChange>;

export const me = z.object({
  id: memberId,
  name: z.string(),
  email: z.string(),
  role,
  workspace: z.object({ id: z.string(), name: z.string(), public_key: z.string() }),
});
export type Me = z.infer<typeof me>;

export const member = z.object({
  id: memberId,
  name: z.string(),
  email: z.string(),
  role,
  created_at: time,
  /** Null where they may sign in. */
  suspended_at: time.nullable(),
  /** What they taught is in quarantine as long as they are suspended. */
  holds_lessons: z.boolean(),
});
export const apiKey = z.object({
  id: apiKeyId,
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(scope),
  created_at: time,
  last_used_at: time.nullable(),
});
