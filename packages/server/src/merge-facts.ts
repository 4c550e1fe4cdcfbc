/**
 * What a batch of told facts makes of the accounts and of the schema that stand: for each fact, the newest word wins, in
 * whichever order they come; of two at once, the later one told. Pure; the same batch again changes nothing.
 */
import { keepsValues, looksPersonal, typeOf } from './fact-fields.ts';
import {
  type AccountRow,
  type FactFieldRow,
  type FactValue,
  type KeptFact,
  MOST_VALUES,
} from './store/index.ts';

export interface ToldFacts {
  readonly account_id: string;
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly at: Date;
}

export interface Standing {
  readonly accounts: readonly AccountRow[];
  readonly fields: readonly FactFieldRow[];
}

export interface Merged extends Standing {
  /** Fields of which values were kept until now, and none may be any more. */
  readonly emptied: readonly string[];
  /** New fields beyond the most that a workspace may have: nothing of them is kept. */
  readonly left_out: readonly string[];
}

/** A schema is written by people; names without end are data in the wrong place. */
export const MOST_FIELDS = 500;

type Field = { -readonly [K in keyof FactFieldRow]: FactFieldRow[K] };

export function mergeFacts(told: readonly ToldFacts[], standing: Standing): Merged {
  const known = new Map(standing.fields.map((field) => [field.name, field]));
  const { fields, left_out } = seenFields(told, known);
  const emptied = [...fields.values()].filter((field) => {
    const before = known.get(field.name);
    return before !== undefined && keepsValues(before) && !keepsValues(field);
  });
  const gone = new Set(emptied.map(({ name }) => name));
  const accounts = new Map(standing.accounts.map((row) => [row.account_id, withoutFacts(row, gone)]));
  const changed = new Map<string, AccountRow>();
  for (const item of told) {
    const before = accounts.get(item.account_id) ?? {
      account_id: item.account_id,
      facts: {},
      facts_at: item.at,
    };
    const after = {
      ...before,
      facts: withNewer(before.facts, item, fields),
      facts_at: later(before.facts_at, item.at),
    };
    accounts.set(item.account_id, after);
    changed.set(item.account_id, after);
  }
  return {
    accounts: [...changed.values()],
    fields: [...fields.values()],
    emptied: [...gone],
    left_out: [...left_out],
  };
}

/** The schema with all that this batch shows; what one value of it excludes holds for the whole batch. */
function seenFields(told: readonly ToldFacts[], known: ReadonlyMap<string, FactFieldRow>) {
  const fields = new Map<string, Field>();
  const left_out = new Set<string>();
  let size = known.size;
  for (const { facts, at } of told) {
    for (const [name, value] of Object.entries(facts)) {
      const before = fields.get(name) ?? known.get(name);
      if (before === undefined && size === MOST_FIELDS) {
        left_out.add(name);
        continue;
      }
      if (before === undefined) size += 1;
      const field = fields.get(name) ?? { ...(before ?? newField(name, at)) };
      fields.set(name, field);
      field.last_seen = later(field.last_seen, at);
      if (value !== null) see(field, value);
    }
  }
  return { fields, left_out };
}

/** Of the type whose name has not been judged. */
const newField = (name: string, at: Date): Field => ({
  name,
  type: 'boolean',
  first_seen: at,
  last_seen: at,
  accounts: 0,
  values: [],
  is_excluded: false,
  excluded_why: null,
});

function see(field: Field, value: NonNullable<FactValue>): void {
  const type = typeOf(value);
  // A name is judged once, so that a person may let it pass; what a value shows always counts.
  const isNamed = field.type === 'boolean' || field.type === 'date';
  field.type = field.values.length === 0 || type === field.type ? type : 'string';
  if (!keepsValues(field) || field.values.includes(String(value))) return;
  const why = looksPersonal(field.name, value);
  if (why === null || (why === 'name' && !isNamed)) return;
  field.is_excluded = true;
  field.excluded_why = why;
  field.accounts = 0;
  field.values = [];
}

function withNewer(
  facts: AccountRow['facts'],
  { facts: told, at }: ToldFacts,
  fields: ReadonlyMap<string, Field>,
): AccountRow['facts'] {
  const after: Record<string, KeptFact> = { ...facts };
  for (const [name, value] of Object.entries(told)) {
    const field = fields.get(name);
    if (field === undefined || !keepsValues(field)) continue;
    const before = after[name];
    if (before !== undefined && before.at > at.toISOString()) continue;
    after[name] = { value, at: at.toISOString() };
    count(field, before?.value ?? null, value);
  }
  return after;
}

/** How many accounts have the field, and some of the values that were seen. */
function count(field: Field, before: FactValue, after: FactValue): void {
  field.accounts += Number(after !== null) - Number(before !== null);
  if (after === null || field.values.length >= MOST_VALUES) return;
  const text = String(after);
  if (!field.values.includes(text)) field.values = [...field.values, text];
}

function withoutFacts(row: AccountRow, gone: ReadonlySet<string>): AccountRow {
  if (gone.size === 0) return row;
  return { ...row, facts: Object.fromEntries(Object.entries(row.facts).filter(([name]) => !gone.has(name))) };
}

const later = (a: Date, b: Date): Date => (a > b ? a : b);
