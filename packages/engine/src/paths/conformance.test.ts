import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conformance, type WorkflowGraph } from './conformance.ts';

describe('conformance', () => {
  const workflow: WorkflowGraph = {
    edges: [
      ['ask', 'check'],
      ['check', '?free'],
      ['check', '?taken'],
      ['?free', 'book'],
      ['?taken', 'apologise'],
    ],
    starts: [],
    ends: [],
  };

  it('names what fits, is missing, extra, or out of order', () => {
    expect(conformance(workflow, ['ask', 'check', '?free', 'book'])).toMatchObject({ fitness: 1 });
    expect(conformance(workflow, ['ask', 'check', 'apologise']).fitness).toBe(1);
    const skipped = conformance(workflow, ['ask', 'book']);
    expect(skipped).toMatchObject({ missing: ['check'], extra: [], out_of_order: [] });
    expect(skipped.fitness).toBeCloseTo(1 - 1 / 5, 12);
    expect(conformance(workflow, ['ask', 'check', 'chat', 'book'])).toMatchObject({ extra: ['chat'] });
    expect(conformance(workflow, ['check', 'ask', 'book'])).toMatchObject({ missing: [], extra: [] });
    expect(conformance(workflow, ['check', 'ask', 'book']).out_of_order).toHaveLength(1);
    expect(conformance(workflow, []).fitness).toBe(0);
    expect(conformance({ edges: [], starts: [], ends: [] }, ['ask']).fitness).toBe(0);
  });

  it('finds the alignment with the fewest differences (brute force)', () => {
    const edge = fc.constantFrom('ab', 'ac', 'ad', 'bc', 'bd', 'cd');
    const trace = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 6 });
    fc.assert(
      fc.property(fc.uniqueArray(edge, { minLength: 1 }), trace, (names, given) => {
        const steps = given.filter((step, i) => i === 0 || step !== given[i - 1]);
        const edges = names.map((name) => [name[0], name[1]] as const);
        const ways = waysThrough(edges);
        const shortest = Math.min(...ways.map((way) => way.length));
        const cost = Math.min(...ways.map((way) => differences(way, steps)));
        const { fitness } = conformance({ edges, starts: [], ends: [] }, steps);
        expect(fitness).toBeCloseTo(1 - cost / (steps.length + shortest), 12);
      }),
    );
  });
});

/** All ways from a step that nothing leads to, to one that leads nowhere. */
function waysThrough(edges: readonly (readonly [string, string])[]): string[][] {
  const steps = [...new Set(edges.flat())];
  const next = (step: string) => edges.filter(([from]) => from === step).map(([, to]) => to);
  const from = (step: string): string[][] =>
    next(step).length === 0 ? [[step]] : next(step).flatMap((to) => from(to).map((way) => [step, ...way]));
  return steps.filter((step) => !edges.some(([, to]) => to === step)).flatMap(from);
}

/** Insertions and deletions that make one the other. */
function differences(left: readonly string[], right: readonly string[]): number {
  if (left.length === 0 || right.length === 0) return left.length + right.length;
  const [a, b] = [left.slice(1), right.slice(1)];
  if (left[0] === right[0]) return differences(a, b);
  return 1 + Math.min(differences(a, right), differences(left, b));
}
