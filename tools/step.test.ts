import { expect, test } from 'vitest';
import { add, lastLine, NOTHING, runStep } from './step.ts';
import { countBrowserTests } from './step-browser.ts';
import { countUnitTests } from './step-unit.ts';

const file = (name: string, status: string, tests: readonly string[], message = '') => ({
  name,
  status,
  message,
  assertionResults: tests.map((each, index) => ({ status: each, fullName: `test ${index}` })),
});

test('counts tests, and a file that did not load as one failure', () => {
  const report = {
    numPassedTests: 2,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      file('a.test.ts', 'failed', ['passed', 'failed', 'skipped', 'todo']),
      file('b.test.ts', 'failed', [], 'SyntaxError'),
      file('c.test.ts', 'passed', ['passed']),
    ],
  };
  expect(countUnitTests(report, 1)).toEqual({
    passed: 2,
    failed: 2,
    skipped: 2,
    notes: ['a.test.ts: test 1', 'b.test.ts: SyntaxError'],
  });
});

test('an exit code without a failed test is a failure', () => {
  const report = {
    numPassedTests: 1,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [],
  };
  expect(countUnitTests(report, 1).failed).toBe(1);
  expect(countUnitTests(report, 0)).toEqual({ passed: 1, failed: 0, skipped: 0, notes: [] });
});

test('counts browser tests; flaky ones passed and are named', () => {
  const report = {
    stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 },
    errors: [],
    suites: [
      {
        suites: [{ specs: [{ title: 'opens', file: 'a.spec.ts', ok: false }] }],
        specs: [{ title: 'shuts', file: 'b.spec.ts', ok: true, tests: [{ status: 'flaky' }] }],
      },
    ],
  };
  const { notes, ...counts } = countBrowserTests(report, 1);
  expect(counts).toEqual({ passed: 4, failed: 1, skipped: 2 });
  expect(notes).toEqual([
    'a.spec.ts: opens',
    '1 flaky browser tests passed only when tried again:',
    'b.spec.ts: shuts',
  ]);
});

test('a web server that did not start is a failure', () => {
  const report = {
    stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 },
    errors: [{ message: 'timed out' }],
  };
  expect(countBrowserTests(report, 1)).toMatchObject({ failed: 1, notes: ['timed out'] });
});

test('a step that throws counts as failed', async () => {
  const result = await runStep('unit', () => Promise.reject(new Error('no report')));
  expect(result).toMatchObject({ name: 'unit', passed: 0, failed: 1, skipped: 0 });
  expect(result.notes[0]).toContain('unit crashed: Error: no report');
});

test('the last line sums up', () => {
  const sum = add({ passed: 1, failed: 2, skipped: 3 }, add(NOTHING, { passed: 10, failed: 0, skipped: 1 }));
  expect(lastLine(sum)).toBe('11 passed, 2 failed, 4 skipped');
});
