/** Ids: a prefix that says what they name, the time in milliseconds (so that they sort), and 96 random bits. */
import { createHash, randomBytes } from 'node:crypto';

const PREFIXES = {
  conversation: 'cnv',
  message: 'msg',
  decision: 'dec',
  resolution: 'res',
  exemplar: 'exm',
  lesson: 'les',
  outcome: 'out',
  import: 'imp',
  api_key: 'key',
  identity_key: 'idk',
  member: 'mem',
  customer: 'cus',
  workspace: 'wsp',
  rollback: 'rbk',
  erasure: 'ers',
  workflow: 'wfl',
  whisper: 'whi',
  attachment: 'att',
  guide: 'gde',
  recording: 'rec',
  alarm: 'alm',
  hold: 'hld',
  incident: 'inc',
  insight: 'ins',
  webhook: 'whk',
  webhook_secret: 'whs',
  delivery: 'dlv',
  notice_mail: 'ntm',
  saved_view: 'viw',
} as const;
export type IdKind = keyof typeof PREFIXES;

const TIME_DIGITS = 9;

/** A new id. `now_ms` comes in, so that whoever calls decides about the clock. */
export function newId(kind: IdKind, now_ms: number): string {
  const time = Math.floor(now_ms).toString(36).padStart(TIME_DIGITS, '0');
  return `${PREFIXES[kind]}_${time}${randomBytes(12).toString('base64url')}`;
}

/** The same parts give the same id: for rows that come again, such as imported tickets. */
export function derivedId(kind: IdKind, ...parts: readonly string[]): string {
  return `${PREFIXES[kind]}_${digestOf(parts).toString('base64url').slice(0, 24)}`;
}

/** A seed in [0, 2³²) from ids: whoever has the ids can repeat the decision. */
export function seedOf(...parts: readonly string[]): number {
  return digestOf(parts).readUInt32BE(0);
}

function digestOf(parts: readonly string[]): Buffer {
  // A separator that no id contains keeps ('a', 'bc') apart from ('ab', 'c').
  return createHash('sha256').update(parts.join('\u0000')).digest();
}

/** `client_id` of the AI agent's acknowledgement of a customer's message: so it is said once. */
export function acknowledgementId(message_id: string): string {
  return `ack-${message_id}`;
}
