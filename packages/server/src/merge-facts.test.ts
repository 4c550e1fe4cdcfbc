import { describe, expect, it } from 'vitest';
import { looksPersonal, unusedWhy } from './fact-fields.ts';
import { mergeFacts, type Standing, type ToldFacts } from './merge-facts.ts';

const NOTHING: Standing = { accounts: [], fields: [] };
const said = (account_id: string, hour: number, facts: ToldFacts['facts']): ToldFacts => ({
  account_id,
  facts,
  at: new Date(Date.UTC(2026, 0, 1, hour)),
});
/** As the store keeps it: what a batch changed over what stood, and without what it emptied. */
function kept(told: readonly ToldFacts[], before: Standing = NOTHING): Standing {
  const { accounts, fields, emptied } = mergeFacts(told, before);
  const rows = new Map(before.accounts.map((row) => [row.account_id, row]));
  for (const row of accounts) rows.set(row.account_id, row);
  const without = [...rows.values()].map((row) => ({
    ...row,
    facts: Object.fromEntries(Object.entries(row.facts).filter(([name]) => !emptied.includes(name))),
  }));
  const known = new Map(before.fields.map((field) => [field.name, field]));
  for (const field of fields) known.set(field.name, field);
  return { accounts: without, fields: [...known.values()] };
}
const valueOf = (standing: Standing, account: string, name: string) =>
  standing.accounts.find(({ account_id }) => account_id === account)?.facts[name]?.value;
const fieldOf = (standing: Standing, name: string) => {
  const field = standing.fields.find((each) => each.name === name);
  if (field === undefined) throw new Error(`expected a field ${name}`);
  return field;
};

function ordersOf<T>(items: readonly T[]): T[][] {
  return items.length < 2
    ? [[...items]]
    : items.flatMap((item, i) => ordersOf(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

describe('facts that are told', () => {
  it('end the same in whichever order and batches they come, each by its newest word', () => {
    const told = [
      said('a', 1, { plan: 'free', seats: 3 }),
      said('a', 2, { plan: 'pro' }),
      said('a', 3, { seats: null }),
      said('b', 1, { plan: 'pro' }),
    ];
    for (const order of ordersOf(told)) {
      const together = kept(order);
      const single = order.reduce((standing, item) => kept([item], standing), NOTHING);
      for (const standing of [together, single]) {
        expect(valueOf(standing, 'a', 'plan')).toBe('pro');
        expect(valueOf(standing, 'a', 'seats')).toBeNull();
        expect(fieldOf(standing, 'plan').accounts).toBe(2);
        expect(fieldOf(standing, 'seats').accounts).toBe(0);
      }
    }
  });

  it('told twice change nothing', () => {
    const told = [said('a', 1, { plan: 'free', seats: 3, sso: true }), said('b', 1, { plan: 'pro' })];
    const once = kept(told);
    expect(kept(told, once)).toEqual(once);
  });

  it('are typed by what was seen, and mixed ones are text', () => {
    const standing = kept([
      said('a', 1, { sso: true, seats: 3, plan: 'free', trial_ends: '2026-03-01', size: 10 }),
      said('b', 1, { size: 'large', renewed: '2026-03-01T10:00:00Z' }),
    ]);
    const types = Object.fromEntries(standing.fields.map(({ name, type }) => [name, type]));
    expect(types).toEqual({
      sso: 'boolean',
      seats: 'number',
      plan: 'string',
      trial_ends: 'date',
      size: 'string',
      renewed: 'date',
    });
  });

  it('of a field that turns out to be personal are dropped everywhere, before and in the same batch', () => {
    const before = kept([said('a', 1, { contact: 'by phone' }), said('b', 1, { contact: 'by letter' })]);
    expect(valueOf(before, 'a', 'contact')).toBe('by phone');
    const after = kept(
      [said('c', 2, { contact: 'none' }), said('d', 2, { contact: 'ann@example.org' })],
      before,
    );
    expect(JSON.stringify(after)).not.toMatch(/by phone|by letter|ann@example|"none"/);
    expect(fieldOf(after, 'contact')).toMatchObject({ is_excluded: true, excluded_why: 'value', values: [] });
  });

  it('have 500 fields at most: what comes beyond is left out, and told', () => {
    const facts = Object.fromEntries(Array.from({ length: 499 }, (_, i) => [`f${i}`, i]));
    const standing = kept([said('a', 1, facts)]);
    const more = [said('b', 2, { plan: 'free', f3: 7 }), said('b', 3, { one_too_many: 'x', other: null })];
    expect(mergeFacts(more, standing).left_out).toEqual(['one_too_many', 'other']);
    const after = kept(more, standing);
    expect(after.fields).toHaveLength(500);
    expect(after.accounts.find(({ account_id }) => account_id === 'b')?.facts).toMatchObject({
      plan: { value: 'free' },
      f3: { value: 7 },
    });
    expect(JSON.stringify(after)).not.toMatch(/one_too_many|other/);
  });

  it('let a name pass where a person says so, but never a value', () => {
    const excluded = kept([said('a', 1, { street: 'Elm Street' })]);
    expect(fieldOf(excluded, 'street').excluded_why).toBe('name');
    const passed: Standing = {
      ...excluded,
      fields: excluded.fields.map((field) => ({ ...field, is_excluded: false, excluded_why: null })),
    };
    const after = kept([said('a', 2, { street: 'Oak Street' })], passed);
    expect(valueOf(after, 'a', 'street')).toBe('Oak Street');
    const again = kept([said('b', 3, { street: 'ask ann@example.org' })], after);
    expect(fieldOf(again, 'street').excluded_why).toBe('value');
    expect(JSON.stringify(again)).not.toContain('Oak');
  });

  it('stay where a person switched the field off, so that it can be switched on again', () => {
    const standing = kept([said('a', 1, { plan: 'free' })]);
    const off: Standing = {
      ...standing,
      fields: standing.fields.map((field) => ({ ...field, is_excluded: true, excluded_why: 'switched-off' })),
    };
    const after = kept([said('a', 2, { plan: 'pro' })], off);
    expect(valueOf(after, 'a', 'plan')).toBe('pro');
    expect(unusedWhy(fieldOf(after, 'plan'))).toBe('switched-off');
  });
});

describe('what looks personal', () => {
  it.each([
    ['email', 'x'],
    ['contactEmail', 'x'],
    ['phone', 123],
    ['first_name', 'Ann'],
    ['name', 'Ann'],
    ['billing.address', 'x'],
    ['iban', 'x'],
    ['anything', 'ann@example.org'],
    ['anything', '+49 170 1234567'],
    ['anything', '4111 1111 1111 1111'],
    ['anything', 4_111_111_111_111_111],
    ['anything', 'DE89 3704 0044 0532 0130 00'],
    ['anything', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U'],
  ])('%s: %s', (name, value) => expect(looksPersonal(name, value)).not.toBeNull());

  it.each([
    ['plan', 'free'],
    ['plan_name', 'Business'],
    ['email_verified', true],
    ['email_status', 'bounced'],
    ['card_count', 2],
    ['seats', 1_200],
    ['trial_ends', '2026-03-01'],
    ['mrr', 1_499.5],
    ['release', '4.2.1'],
    ['region', 'eu-west-1'],
  ])('does not: %s: %s', (name, value) => expect(looksPersonal(name, value)).toBeNull());
});

describe('learning uses', () => {
  const many = (n: number, name: string) =>
    kept(Array.from({ length: 200 }, (_, i) => said(`acc${i}`, 1, { [name]: `v${i % n}` })));
  it('no text with more than fifty values, nor one that is nearly another for each account', () => {
    expect(unusedWhy(fieldOf(many(50, 'plan'), 'plan'))).toBeNull();
    expect(unusedWhy(fieldOf(many(51, 'company'), 'company'))).toBe('many-values');
    const few = kept(
      Array.from({ length: 8 }, (_, i) => said(`acc${i}`, 1, { company: `c${i}`, plan: 'x' })),
    );
    expect(unusedWhy(fieldOf(few, 'company'))).toBe('many-values');
    expect(unusedWhy(fieldOf(few, 'plan'))).toBeNull();
  });
  it('no days, and numbers however many there are', () => {
    const told = Array.from({ length: 80 }, (_, i) => said(`acc${i}`, 1, { day: '2026-01-02', seats: i }));
    expect(unusedWhy(fieldOf(kept(told), 'day'))).toBe('date');
    expect(unusedWhy(fieldOf(kept(told), 'seats'))).toBeNull();
  });
});
