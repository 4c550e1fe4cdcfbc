import { endpoints, type EndpointName } from '@understudy/contract';
import { describe, expect, test } from 'vitest';
import { changesBetween, hasRule, keptFields, ruleOf, subjectOf } from './audit-log.ts';

const names = Object.keys(endpoints) as EndpointName[];
const changing = names.filter(
  (name) => endpoints[name].access.kind === 'member' && endpoints[name].method !== 'GET',
);

describe('the table of what is logged', () => {
  test.each(changing)('%s has a line of its own', (name) => {
    expect(hasRule(name)).toBe(true);
  });

  test('logs what it does not know yet, but not reading', () => {
    const unknown = 'comesLater' as EndpointName;
    expect(ruleOf(unknown, 'POST')).toEqual({ category: 'other' });
    expect(ruleOf(unknown, 'GET')).toBeNull();
  });

  test('keeps no secret and no text of a message', () => {
    const given = {
      password: 'p',
      token: 't',
      secret: 's',
      text: 'Dear Ada',
      correction: { text: 'x' },
      head: 'h',
    };
    const rules = names.map((name) => ruleOf(name, endpoints[name].method)).filter((rule) => rule !== null);
    expect(rules.length).toBeGreaterThan(10);
    for (const rule of rules) expect(keptFields(rule, given)).toEqual({});
  });
});

describe('what stands in an entry', () => {
  test('is what the line names, cut short', () => {
    const given = { name: 'x'.repeat(1_000), scopes: ['export'], other: 1 };
    const rule = { category: 'keys', keep: ['name', 'scopes', 'missing'] } as const;
    expect(keptFields(rule, given)).toEqual({ name: 'x'.repeat(200), scopes: ['export'] });
  });

  test('of changed settings: old and new of those that differ', () => {
    const before = { max_error: 0.05, languages: ['en'], widget: { color: '#000000', greeting: 'Hi' } };
    const after = {
      max_error: 0.01,
      languages: ['en', 'de'],
      widget: { color: '#000000', greeting: 'Hello' },
    };
    expect(changesBetween(before, after)).toEqual({
      max_error: [0.05, 0.01],
      languages: [['en'], ['en', 'de']],
      'widget.greeting': ['Hi', 'Hello'],
    });
    expect(changesBetween(before, before)).toEqual({});
  });

  test('names a thing by an id of ours, never by one that came from elsewhere', () => {
    expect(subjectOf('cnv_abc123')).toEqual({ subject_kind: 'conversation', subject_id: 'cnv_abc123' });
    for (const id of ['ada@example.com', 'cnv_ada@example.com', 'cus_12345678', 'card', '', undefined])
      expect(subjectOf(id)).toBeNull();
  });
});
