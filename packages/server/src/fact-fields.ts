/**
 * What a fact of an account is: its type, whether it looks personal, and whether learning can use it. Pure.
 *
 * A field looks personal by its name, where its values are texts or numbers, or by one value that has the form of an
 * e-mail address, a phone number, a card, a token or the like; one such value is enough, for all of the field. What it
 * does not know are names of people under a name that does not say so: for these there is the switch.
 */
import { redact } from '@understudy/engine';
import type { ExcludedWhy, FactFieldRow, FactTypeName, FactValue } from './store/index.ts';

const PERSONAL_WORDS = new Set(
  `address birthday birthdate bic card cvc cvv dob email fax iban ip mail mobile passport password passwd phone
   postcode secret signature ssn street surname tel telephone token username whatsapp zip`.split(/\s+/),
);
/** `plan_name` names no person; `name` by itself, and these, may. */
const WHOSE_NAME = new Set(
  'billing contact customer display family first full given last legal middle nick owner person user'.split(
    ' ',
  ),
);
/** `email_status`, `card_count`: about such a thing, not the thing. */
const MEASURES = new Set('at count enabled kind limit quota state status total type verified'.split(' '));

/** Values of a text beyond which nothing can be learned from it. */
const MOST_VALUES = 50;
/** Fewer say nothing about whether each account has one of its own. */
const FEW_VALUES = 5;
const MOST_PER_ACCOUNT = 0.5;

const DAY =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

export function typeOf(value: NonNullable<FactValue>): FactTypeName {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return 'number';
  return DAY.test(value) ? 'date' : 'string';
}

/** Why no value of a field may be kept; null where nothing speaks against it. */
export function looksPersonal(name: string, value: NonNullable<FactValue>): ExcludedWhy | null {
  if (typeof value === 'boolean' || typeOf(value) === 'date') return null;
  if (redact(String(value)).found.length > 0) return 'value';
  return isPersonalName(name) ? 'name' : null;
}

export function isPersonalName(name: string): boolean {
  const words = name
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1_$2')
    .toLowerCase()
    .split(/[_.-]+/)
    .filter((word) => word !== '');
  const last = words.at(-1) ?? '';
  if (MEASURES.has(last)) return false;
  if (last === 'name') return words.length === 1 || WHOSE_NAME.has(words.at(-2) ?? '');
  return words.some((word) => PERSONAL_WORDS.has(word)) || /^(first|last|full|user|sur)name$/.test(last);
}

export type UnusedWhy = ExcludedWhy | 'many-values' | 'date';

/** Why learning leaves a field alone; null where it uses it. */
export function unusedWhy(field: FactFieldRow): UnusedWhy | null {
  const { type, values, accounts, excluded_why } = field;
  if (excluded_why !== null) return excluded_why;
  if (type === 'date') return 'date';
  const isOwnToEach = values.length > FEW_VALUES && values.length > MOST_PER_ACCOUNT * accounts;
  return type === 'string' && (values.length > MOST_VALUES || isOwnToEach) ? 'many-values' : null;
}

/** What looks personal is not kept; what a person switched off is, for people to read. */
export const keepsValues = ({ excluded_why }: Pick<FactFieldRow, 'excluded_why'>): boolean =>
  excluded_why !== 'name' && excluded_why !== 'value';
