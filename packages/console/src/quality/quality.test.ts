import { expect, test } from 'vitest';
import { evidenceShare } from './evidence.ts';
import { flowOf } from './flow.ts';
import { lineOf, parseQualitySearch } from './search.ts';

test('parts lie within what they are parts of, side by side', () => {
  const [root, second, third] = flowOf({
    conversations: 100,
    'answered-alone': 40,
    confirmed: 20,
    assumed: 10,
    'handed-off': 60,
    'assisted-as-is': 30,
  });
  expect(root).toMatchObject([{ count: 100, start: 0, width: 1 }]);
  expect(second).toMatchObject([
    { measure: 'answered-alone', start: 0, width: 0.4 },
    { measure: 'handed-off', start: 0.4, width: 0.6 },
  ]);
  expect(third?.map(({ measure }) => measure)).toEqual(['confirmed', 'assumed', 'assisted-as-is']);
  expect(third?.[0]?.width).toBeCloseTo(0.2);
  expect(third?.[1]?.start).toBeCloseTo(0.2);
  expect(third?.[2]?.start).toBeCloseTo(0.4);
});

test('parts that count one conversation twice still fit into their place', () => {
  const [, , third] = flowOf({ conversations: 10, 'handed-off': 10, 'assisted-as-is': 8, 'by-people': 8 });
  expect(third?.map(({ width }) => width)).toEqual([0.5, 0.5]);
  expect(flowOf({})).toEqual([]);
});

test('the line stands in the address; an unknown one is the first', () => {
  expect(parseQualitySearch({ line: 'confirmed', days: 28 })).toEqual({ days: 28, line: 'confirmed' });
  expect(parseQualitySearch({ line: 'answered-alone' })).toEqual({});
  expect(lineOf(parseQualitySearch({ line: 'nonsense' }))).toEqual({
    measure: 'answered-alone',
    of: 'conversations',
  });
});

test('evidence fills its bar where it acts, not before', () => {
  expect(evidenceShare({ evidence: 0, acts_at: 100 })).toBe(0);
  expect(evidenceShare({ evidence: 99, acts_at: 100 })).toBeLessThan(1);
  expect(evidenceShare({ evidence: 400, acts_at: 100 })).toBe(1);
});
