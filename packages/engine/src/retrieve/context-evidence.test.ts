import { expect, it } from 'vitest';
import { SeededRandom } from '../math/seeded-random.ts';
import { ContextCounts } from './context-counts.ts';
import { contextEvidence } from './context-evidence.ts';

/** Candidates by the contexts of their exemplars. */
function evidence(asked: readonly string[], ...candidates: readonly (readonly (readonly string[])[])[]) {
  const usual = new ContextCounts();
  const counts = candidates.map((contexts) => {
    const own = new ContextCounts(usual);
    for (const context of contexts) {
      own.add(context);
      usual.add(context);
    }
    return own;
  });
  return contextEvidence(asked, counts, usual);
}

const times = <T>(count: number, of: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => of(i));
const odds = (...given: Parameters<typeof evidence>) => evidence(...given).map((each) => each.odds);

it('speaks for the candidate whose exemplars were on the page, from the first one on', () => {
  for (const exemplars of [1, 2, 3, 10]) {
    const on = (page: string) => times(exemplars, () => [`page:${page}`]);
    const [right, wrong] = odds(['page:/a'], on('/a'), on('/b'));
    expect(right).toBeGreaterThan(0);
    expect(wrong).toBeLessThan(0);
  }
});

it('grows with the evidence, within its bound', () => {
  const gap = (exemplars: number) => {
    const on = (page: string) => times(exemplars, () => [`page:${page}`, `plan:${page}`, `role:${page}`]);
    const [right, wrong] = odds(['page:/a', 'plan:/a', 'role:/a'], on('/a'), on('/b'));
    return right - wrong;
  };
  expect(gap(3)).toBeGreaterThan(gap(1));
  expect(gap(10)).toBeGreaterThan(gap(3));
  expect(gap(10_000)).toBeLessThanOrEqual(12);
});

it('lets a field fade that carries nothing, however often it was seen', () => {
  const random = new SeededRandom('noise');
  const noise = () => `browser:${random.integer(3)}`;
  const one = times(40, () => ['page:/a', noise()]);
  const two = times(40, () => ['page:/b', noise()]);
  const all = [0, 1, 2].map((value) => odds([`browser:${value}`], one, two));
  expect(Math.max(...all.flat().map(Math.abs))).toBeLessThan(0.2);
  const [right, wrong] = odds(['page:/a'], one, two);
  expect(right - wrong).toBeGreaterThan(2);
});

it('makes nothing of a field that is different each time, or always the same', () => {
  const each = (from: number) => times(20, (i) => [`visit:${from + i}`, 'app:web']);
  expect(odds(['visit:3', 'app:web'], each(0), each(100)).map((x) => Math.abs(x) < 0.1)).toEqual([
    true,
    true,
  ]);
});

it('says nothing of what nobody has seen, and nothing without a context', () => {
  const one = times(20, () => ['page:/a']);
  const two = times(2, () => ['page:/b']);
  expect(odds(['page:/never', 'weather:rain'], one, two)).toEqual([0, 0]);
  expect(evidence([], one, two)).toEqual([
    { odds: 0, said: [] },
    { odds: 0, said: [] },
  ]);
  expect(odds(['page:/a'], [], [])).toEqual([0, 0]);
});

it('is not against a candidate of which the field is not known', () => {
  const [right, silent] = odds(
    ['plan:free'],
    times(5, () => ['plan:free']),
    times(5, () => ['page:/a']),
  );
  expect(right).toBeGreaterThanOrEqual(0);
  expect(silent).toBe(0);
});

it('knows a page never seen by its neighbours', () => {
  const billing = ['/billing/invoices', '/billing/cards', '/billing/tax'].map((page) => [`page:${page}`]);
  const settings = ['/settings/a', '/settings/b', '/settings/c'].map((page) => [`page:${page}`]);
  const twice = (contexts: string[][]) => [...contexts, ...contexts];
  const [right, wrong] = odds(['page:/billing/refunds'], twice(billing), twice(settings));
  expect(right).toBeGreaterThan(0);
  expect(wrong).toBeLessThan(0);
});

it('names the tokens that said most, with their counts, and no more than three', () => {
  const on = (value: string) => times(4, (i) => [`page:/${value}`, `plan:${i === 0 ? 'pro' : value}`]);
  const [first, second] = evidence(['page:/a', 'plan:a', 'app:web'], on('a'), on('b'));
  expect(first.said[0]).toEqual({ token: 'page:/a', with: 4, of: 4 });
  expect(second.said[0]).toEqual({ token: 'page:/a', with: 0, of: 4 });
  expect(first.said.some(({ token }) => token === 'app:web')).toBe(false);
  const many = (value: string) => times(9, () => times(8, (key) => `k${key}:${value}`));
  expect(
    evidence(
      times(8, (key) => `k${key}:a`),
      many('a'),
      many('b'),
    )[0].said,
  ).toHaveLength(3);
});
