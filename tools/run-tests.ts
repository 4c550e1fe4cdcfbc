/** Every check and test of the repository, behind `npm test`. The last line says how many passed. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runChecks } from './check.ts';
import { add, lastLine, NOTHING, runStep, type StepResult } from './step.ts';
import { runBrowserTests } from './step-browser.ts';
import { runUnitTests } from './step-unit.ts';

const HELP = `npm test                          every check and test
npm test -- --only checks         format, lint, types, boundaries, dead code, lockfile
npm test -- --only unit [PATH]    unit and integration tests, those whose path contains PATH
npm test -- --only browser [PATH] browser tests (a Chromium is looked for, see CHROMIUM)

Ends with "N passed, N failed, N skipped"; exit code 1 when anything failed.
UNDERSTUDY_TEST_DATA names the folder with public support data that some tests read.`;

const STEPS = {
  checks: () => runChecks(),
  unit: runUnitTests,
  browser: (filters: readonly string[]) => {
    if (!existsSync('playwright.config.ts')) throw new Error('expected playwright.config.ts, found none');
    return runBrowserTests(filters);
  },
} as const;

type StepName = keyof typeof STEPS;

const isStep = (name: string): name is StepName => Object.hasOwn(STEPS, name);

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { only: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const only = values.only;
  if (only !== undefined && !isStep(only)) {
    console.error(`Expected --only ${Object.keys(STEPS).join('|')}, found ${only}`);
    return 2;
  }
  const names = only
    ? [only]
    : positionals.length > 0
      ? (['unit'] as const)
      : (Object.keys(STEPS) as StepName[]);
  const results: StepResult[] = [];
  for (const name of names) {
    console.log(`\n── ${name}`);
    results.push(await runStep(name, () => STEPS[name](positionals)));
  }
  return report(results);
}

function report(results: readonly StepResult[]): number {
  for (const { name, notes, ...counts } of results) {
    console.log(`\n── ${name}: ${lastLine(counts)}`);
    for (const note of notes) console.log(note);
  }
  const total = results.reduce(add, NOTHING);
  console.log(`\n${lastLine(total)}`);
  return total.failed > 0 ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log(lastLine({ ...NOTHING, failed: 1 }));
  process.exitCode = 1;
}
