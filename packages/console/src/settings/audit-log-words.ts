/** Entries of the audit log as people read them. Pure. */
import type { AuditLogCategory, AuditLogVerification } from '@understudy/contract';
import { count, plural } from '../ui/format.ts';

export const CATEGORIES: Readonly<Record<AuditLogCategory, string>> = {
  'sign-in': 'Signing in and out',
  settings: 'Settings',
  people: 'People',
  keys: 'API keys',
  lessons: 'Lessons and rollbacks',
  knowledge: 'Knowledge',
  conversations: 'Conversations',
  audits: 'Audits',
  'personal-data': 'Personal data',
  import: 'Imports',
  export: 'Exports',
  other: 'Other',
};

/** `createApiKey` → `Create api key`; what is got was opened. */
export function actionWords(action: string): string {
  const words = action
    .replace(/^get(?=[A-Z])/, 'open')
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** One line for each value, and for each change from what to what. */
export function detailLines(detail: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(detail).flatMap(([key, value]) =>
    key === 'changes' && typeof value === 'object' && value !== null
      ? Object.entries(value).map(([name, change]) => changeLine(name, change))
      : [`${key}: ${plain(value)}`],
  );
}

function changeLine(name: string, change: unknown): string {
  const [was, is] = Array.isArray(change) ? (change as readonly unknown[]) : [null, change];
  return `${name}: ${plain(was)} → ${plain(is)}`;
}

function plain(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(plain).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const BROKEN: Readonly<Record<NonNullable<AuditLogVerification['broken']>['why'], string>> = {
  missing: 'is not there',
  unlinked: 'does not follow the one before it',
  changed: 'was changed',
  'detail-changed': 'has other details than it had',
  'end-changed': 'should be the end, and is not',
  'noted-head-missing': 'or a later one had the hash that was noted, and is gone',
};

export function verificationWords({ entries, erased, broken }: AuditLogVerification): string {
  if (broken !== null) return `Entry ${count(broken.seq)} ${BROKEN[broken.why]}.`;
  const details = erased > 0 ? `; the details of ${count(erased)} were erased` : '';
  return `${plural(entries, 'entry is', 'entries are')} as written${details}.`;
}
