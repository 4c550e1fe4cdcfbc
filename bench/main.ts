/**
 * `npm run bench -- SCENARIO [--seeds N] [--limit N] [--json] [--check] [--save]`
 *
 * Progress goes to standard error; standard output holds a table, or one JSON object with `--json`. `--check`
 * compares with the committed result and exits with 1 on a figure outside of `tolerances.json`; without a scenario
 * it checks all that have a committed result. `--save` writes the result to commit.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compareResults, type Tolerances } from './compare-results.ts';
import { describeResult } from './describe-result.ts';
import { progressTo } from './progress.ts';
import type { Result, Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios/index.ts';

const RESULTS = join(import.meta.dirname, 'results');
const resultFile = (id: string): string => join(RESULTS, `${id}.json`);

interface Request {
  readonly seeds: number | undefined;
  readonly limit: number | undefined;
  readonly json: boolean;
  readonly check: boolean;
  readonly save: boolean;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seeds: { type: 'string' },
      limit: { type: 'string' },
      json: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      save: { type: 'boolean', default: false },
    },
  });
  const request = { ...values, seeds: countOf(values.seeds), limit: countOf(values.limit) };
  const chosen = choose(positionals, request.check);
  if (chosen.length === 0) return usage();
  const passed: boolean[] = [];
  for (const scenario of chosen) passed.push(await runOne(scenario, request));
  return passed.every(Boolean) ? 0 : 1;
}

function choose(ids: readonly string[], checked: boolean): readonly Scenario[] {
  if (ids.length === 0 && checked) return SCENARIOS.filter(({ id }) => existsSync(resultFile(id)));
  return SCENARIOS.filter(({ id }) => ids.includes(id));
}

async function runOne(scenario: Scenario, request: Request): Promise<boolean> {
  const { seeds, limit } = request;
  const command = ['npm run bench --', scenario.id, ...flag('seeds', seeds), ...flag('limit', limit)].join(
    ' ',
  );
  const progress = progressTo(process.stderr, scenario.id);
  const result = await scenario.run({ seeds, limit, command, onProgress: progress.show });
  progress.end();
  const text = `${JSON.stringify(rounded(result), null, 2)}\n`;
  if (request.json) process.stdout.write(text);
  else process.stdout.write(describeResult(result));
  if (request.save) writeFileSync(resultFile(scenario.id), text);
  return !request.check || holds(result);
}

function holds(result: Result): boolean {
  const committed = JSON.parse(readFileSync(resultFile(result.scenario), 'utf8')) as Result;
  const tolerances = JSON.parse(
    readFileSync(join(import.meta.dirname, 'tolerances.json'), 'utf8'),
  ) as Tolerances;
  const worse = compareResults(result, committed, tolerances);
  for (const line of worse) process.stderr.write(`${result.scenario}: ${line}\n`);
  process.stderr.write(
    `${result.scenario}: ${worse.length === 0 ? 'ok' : `${worse.length} figures worse`}\n`,
  );
  return worse.length === 0;
}

function countOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new Error(`expected a whole number from 1, found ${text}`);
  return count;
}

const flag = (name: string, value: number | undefined): string[] =>
  value === undefined ? [] : [`--${name} ${value}`];

/** Five digits are more than any of these figures deserves. */
function rounded(result: Result): unknown {
  return JSON.parse(
    JSON.stringify(result, (_, value: unknown) =>
      typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value,
    ),
  );
}

function usage(): number {
  process.stderr.write(
    'Usage: npm run bench -- SCENARIO [--seeds N] [--limit N] [--json] [--check] [--save]\n\n',
  );
  for (const { id, about } of SCENARIOS) process.stderr.write(`  ${id.padEnd(18)} ${about}\n`);
  return 2;
}

process.exitCode = await main();
