/** The checks that need no test runner, each one passed or failed: `npm run check`. */
import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Finished, runScript } from './child.ts';
import { entriesWithHost, type Lockfile, missingEntries } from './complete-lockfile.ts';
import type { StepResult } from './step.ts';

type Check = () => Promise<Finished>;

const CHECKS: Readonly<Record<string, Check>> = {
  format: () => runScript('node_modules/@biomejs/biome/bin/biome', ['format', '.']),
  lint: () => runScript('node_modules/oxlint/bin/oxlint', ['--type-aware', '--quiet']),
  types: checkTypes,
  boundaries: () => runScript('tools/check-boundaries.ts'),
  'dead code': () => runScript('node_modules/knip/bin/knip.js', ['--no-progress']),
  lockfile: async () => checkLockfile(JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lockfile),
};

export async function runChecks(): Promise<Omit<StepResult, 'name'>> {
  const notes: string[] = [];
  let passed = 0;
  for (const [name, check] of Object.entries(CHECKS)) {
    const { code, output } = await check();
    console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name}`);
    if (code === 0) passed += 1;
    else notes.push(`${name}:\n${output.trim()}`);
  }
  return { passed, failed: notes.length, skipped: 0, notes };
}

/** Every package by itself, two at a time: the compiler takes both cores of a small machine. */
async function checkTypes(): Promise<Finished> {
  const folders = globSync('{.,packages/*,bench}/tsconfig.json')
    .map((file) => dirname(file))
    .toSorted();
  const results: Finished[] = [];
  const queue = folders.values();
  const worker = async () => {
    for (const folder of queue)
      results.push(await runScript('node_modules/typescript/bin/tsc', ['--pretty', 'false', '-p', folder]));
  };
  await Promise.all([worker(), worker()]);
  return {
    code: results.every((result) => result.code === 0) ? 0 : 1,
    output: results
      .map((result) => result.output.trim())
      .filter(Boolean)
      .join('\n'),
  };
}

function checkLockfile(lock: Lockfile): Finished {
  const missing = [...missingEntries(lock).keys()].map((path) => `missing: ${path}`);
  const hosts = entriesWithHost(lock).map((path) => `names where it was fetched from: ${path}`);
  const problems = [...missing, ...hosts];
  const advice =
    'Run `node tools/complete-lockfile.ts` after npm install, with omit-lockfile-registry-resolved=true.';
  return problems.length === 0
    ? { code: 0, output: '' }
    : { code: 1, output: [...problems, advice].join('\n') };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { failed, notes } = await runChecks();
  for (const note of notes) console.error(`\n${note}`);
  process.exitCode = failed > 0 ? 1 : 0;
}
