/** Runs the tests beside the code, unit and integration, and counts them from vitest's own report. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runScript } from './child.ts';
import type { StepResult } from './step.ts';

/** The part of vitest's JSON report that we read. */
export interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

export async function runUnitTests(filters: readonly string[]): Promise<Omit<StepResult, 'name'>> {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-tests-'));
  const file = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  try {
    const { code } = await runScript('node_modules/vitest/vitest.mjs', ['run', ...reporters, ...filters], {
      output: 'show',
    });
    if (!existsSync(file)) throw new Error(`vitest ended with code ${code} and left no report`);
    return countUnitTests(JSON.parse(readFileSync(file, 'utf8')) as VitestReport, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file that could not be loaded counts as one failure, and so does an error outside of any test. */
export function countUnitTests(report: VitestReport, code: number): Omit<StepResult, 'name'> {
  const unloaded = report.testResults.filter(
    (each) => each.status === 'failed' && !each.assertionResults.some((test) => test.status === 'failed'),
  );
  const tests = report.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => `${file.name}: ${test.fullName}`),
  );
  const known = report.numFailedTests + unloaded.length;
  const isStrayError = known === 0 && code !== 0;
  return {
    passed: report.numPassedTests,
    failed: known + (isStrayError ? 1 : 0),
    skipped: report.numPendingTests + report.numTodoTests,
    notes: [
      ...tests,
      ...unloaded.map((file) => `${file.name}: ${file.message}`),
      ...(isStrayError ? [`vitest ended with code ${code} though no test failed; see its output above`] : []),
    ],
  };
}
