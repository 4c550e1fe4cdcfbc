/** Runs the browser tests and counts them from Playwright's own report. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runScript } from './child.ts';
import { findChromium } from './find-chromium.ts';
import { NOTHING, type StepResult } from './step.ts';

interface Spec {
  readonly title: string;
  readonly file: string;
  readonly ok: boolean;
  readonly tests?: readonly { readonly status: string }[];
}
interface Suite {
  readonly suites?: readonly Suite[];
  readonly specs?: readonly Spec[];
}

/** The part of Playwright's JSON report that we read. */
export interface PlaywrightReport extends Suite {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  readonly errors: readonly { readonly message?: string }[];
}

const PLAYWRIGHT = 'node_modules/@playwright/test/cli.js';

export async function runBrowserTests(filters: readonly string[]): Promise<Omit<StepResult, 'name'>> {
  const found = await findChromium();
  if ('missing' in found) {
    const { output } = await runScript(PLAYWRIGHT, ['test', '--list', ...filters]);
    const count = Number(/Total: (\d+) tests?/.exec(output)?.[1] ?? 1);
    return { ...NOTHING, skipped: count, notes: [`browser tests skipped: ${found.missing}`] };
  }
  const built = await runScript('tools/build.ts', [], { output: 'show' });
  if (built.code !== 0) throw new Error('the console or the widget could not be built; see above');
  return runWith(found.path, filters);
}

async function runWith(path: string, filters: readonly string[]): Promise<Omit<StepResult, 'name'>> {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-browser-'));
  const file = join(folder, 'report.json');
  const env = { ...process.env, CHROMIUM: path, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  try {
    // One more try: what is unstable is named in the end, instead of hiding what the others say.
    const args = ['test', '--reporter=list,json', '--retries=1', ...filters];
    const { code } = await runScript(PLAYWRIGHT, args, { env, output: 'show' });
    if (!existsSync(file)) throw new Error(`Playwright ended with code ${code} and left no report`);
    return countBrowserTests(JSON.parse(readFileSync(file, 'utf8')) as PlaywrightReport, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A flaky test passed at last; it is counted as passed and named. An error outside of any test is a failure. */
export function countBrowserTests(report: PlaywrightReport, code: number): Omit<StepResult, 'name'> {
  const { expected, unexpected, flaky, skipped } = report.stats;
  const errors = report.errors.map((error) => error.message ?? 'unknown error');
  const isStrayError = errors.length === 0 && unexpected === 0 && code !== 0;
  return {
    passed: expected + flaky,
    failed: unexpected + errors.length + (isStrayError ? 1 : 0),
    skipped,
    notes: [
      ...namesOf(report, (spec) => !spec.ok),
      ...errors,
      ...(flaky > 0 ? [`${flaky} flaky browser tests passed only when tried again:`] : []),
      ...namesOf(report, ({ tests }) => tests?.some(({ status }) => status === 'flaky') ?? false),
      ...(isStrayError
        ? [`Playwright ended with code ${code} though no test failed; see its output above`]
        : []),
    ],
  };
}

const namesOf = (suite: Suite, isNamed: (spec: Spec) => boolean): readonly string[] => [
  ...(suite.specs ?? []).filter(isNamed).map((spec) => `${spec.file}: ${spec.title}`),
  ...(suite.suites ?? []).flatMap((inner) => namesOf(inner, isNamed)),
];
