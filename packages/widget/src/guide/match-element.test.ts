import type { Fingerprint } from '@understudy/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alike, bestMatch, type Traits } from './match-element.ts';

const traits = (more: Partial<Traits> = {}): Traits => ({
  role: 'button',
  name: 'Export',
  test_id: null,
  text: 'Export',
  is_at_place: false,
  ...more,
});
const mark = (more: Partial<Fingerprint> = {}): Fingerprint => ({
  role: 'button',
  name: 'Export',
  test_id: null,
  text: 'Export',
  selector: 'main > button',
  ...more,
});
const other = traits({ name: 'Delete', text: 'Delete' });

describe('an element', () => {
  it.each<[string, Fingerprint, Traits[], number | null]>([
    ['was moved', mark(), [other, traits()], 1],
    ['has another id and stands where it stood', mark(), [traits({ is_at_place: true }), other], 0],
    [
      'was renamed, under its test id',
      mark({ test_id: 'export' }),
      [other, traits({ test_id: 'export', name: 'Download', text: 'Download' })],
      1,
    ],
    [
      'has nearly the same words in the same place',
      mark(),
      [traits({ name: 'Export all', text: 'Export all', is_at_place: true }), other],
      0,
    ],
    ['gave its place to another', mark(), [{ ...other, is_at_place: true }], null],
    ['is gone', mark(), [other], null],
    ['has a twin', mark(), [traits(), traits()], null],
    ['has a twin in another place', mark(), [traits({ is_at_place: true }), traits()], 0],
    [
      'has a twin with another test id',
      mark({ test_id: 'export-b' }),
      [traits({ test_id: 'export-a' }), traits({ test_id: 'export-b' })],
      1,
    ],
    ['of another role with the same name', mark(), [traits({ role: 'link' })], null],
    ['on an empty page', mark(), [], null],
  ])('%s', (_, sought, candidates, found) => {
    expect(bestMatch(sought, candidates)).toBe(found);
  });
});

const word = fc.constantFrom('open', 'close', 'export', 'invoice', 'save', 'team', 'plan', 'new', 'user');
const label = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
const element = fc.record({
  role: fc.constantFrom('button', 'link', 'textbox'),
  name: label,
  test_id: fc.option(fc.constantFrom('a', 'b', 'c', 'd')),
  text: label,
});
const pages = fc.array(element, { minLength: 1, maxLength: 12 });

describe('on any page', () => {
  it('is found wherever it moved, unless another could be taken for it', () => {
    fc.assert(
      fc.property(pages, fc.nat(), fc.nat(), (page, pick, place) => {
        const meant = page[pick % page.length]!;
        const at = place % page.length;
        const candidates = page.map((each, i) => ({ ...each, is_at_place: i === at }));
        const found = bestMatch({ ...meant, selector: 'x' }, candidates);
        const looksSame = page.filter(({ role, name, test_id }) => {
          return (role === meant.role && name === meant.name) || (test_id && test_id === meant.test_id);
        });
        if (looksSame.length > 1 || found === null) return;
        expect(page[found]).toBe(meant);
      }),
    );
  });

  it('points at nothing where two are the same', () => {
    fc.assert(
      fc.property(pages, fc.nat(), (page, pick) => {
        const meant = page[pick % page.length]!;
        const twins = [...page, meant].map((each) => ({ ...each, is_at_place: false }));
        expect(bestMatch({ ...meant, selector: null }, twins)).toBeNull();
      }),
    );
  });

  it('does not depend on the order of its elements', () => {
    fc.assert(
      fc.property(pages, fc.nat(), (page, pick) => {
        const meant = page[pick % page.length]!;
        const candidates = page.map((each, i) => ({ ...each, is_at_place: i === 0 }));
        const sought = { ...meant, selector: 'x' };
        const [there, back] = [bestMatch(sought, candidates), bestMatch(sought, candidates.toReversed())];
        expect(back === null ? null : candidates.length - 1 - back).toBe(there);
      }),
    );
  });
});

it('compares labels by their words, whatever their case and order', () => {
  expect(alike('Export  all', 'all EXPORT')).toBe(1);
  expect(alike('Export all', 'Export')).toBe(0.5);
  expect([alike('Export', null), alike('', ''), alike('…', '…')]).toEqual([0, 0, 0]);
});
