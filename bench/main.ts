/**
 * `npm run bench -- SCENARIO [--seeds N] [--limit N] [--json] [--check] [--save]`, or `--list`.
 *
 * Progress goes to standard error; standard output holds a table, or one JSON object with `--json`. `--check`
 * compares with the committed result, run at its size, and without a scenario checks all that have one. `--save`
 * writes the result to commit. Exit codes: 0 done, 1 a figure is worse than `tolerances.json` allows or a run failed,
 * 2 the command was not understood.
 */
import { parseArgs } from 'node:util';
import { committedResult, saveResult, sizeOf, textOf } from './committed-results.ts';
import { compareResults, describeDifference, isWorse, type Tolerances } from './compare-results.ts';
import { describeResult } from './describe-result.ts';
import { progressTo } from './progress.ts';
import type { Result, Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios/index.ts';
import tolerances from './tolerances.json' with { type: 'json' };

const USAGE = 'npm run bench -- SCENARIO [--seeds N] [--limit N] [--json] [--check] [--save] | --list';

interface Request {
  readonly ids: readonly string[];
  readonly seeds: number | undefined;
  readonly limit: number | undefined;
  readonly json: boolean;
  readonly check: boolean;
  readonly save: boolean;
  readonly list: boolean;
}

/** The command line was wrong; the message says what was expected. */
class UsageError extends Error {}

async function main(): Promise<number> {
  try {
    const request = readRequest();
    if (request.list) return list();
    const passed: boolean[] = [];
    for (const scenario of choose(request)) passed.push(await attempt(scenario, request));
    return passed.every(Boolean) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    say(`${error.message}\nUsage: ${USAGE}`);
    return 2;
  }
}

function readRequest(): Request {
  const given = parsed();
  return {
    ...given.values,
    ids: given.positionals,
    seeds: countOf(given.values.seeds),
    limit: countOf(given.values.limit),
  };
}

function parsed() {
  const off = { type: 'boolean', default: false } as const;
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      allowPositionals: true,
      options: { seeds: text, limit: text, json: off, check: off, save: off, list: off },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function choose({ ids, check }: Request): readonly Scenario[] {
  const known = new Map(SCENARIOS.map((scenario) => [scenario.id, scenario]));
  const unknown = ids.filter((id) => !known.has(id));
  const names = [...known.keys()].join(', ');
  if (unknown.length > 0)
    throw new UsageError(`Unknown scenario: ${unknown.join(', ')}. There are: ${names}`);
  if (ids.length === 0 && !check)
    throw new UsageError(`Expected a scenario, found none. There are: ${names}`);
  const chosen = ids.length === 0 ? SCENARIOS : SCENARIOS.filter(({ id }) => ids.includes(id));
  if (!check) return chosen;
  const missing = chosen.filter(({ id }) => committedResult(id) === null).map(({ id }) => id);
  const nothing = `No committed result to compare with: ${missing.join(', ')}`;
  if (missing.length > 0 && ids.length > 0) throw new UsageError(nothing);
  if (missing.length > 0) say(nothing);
  return chosen.filter(({ id }) => !missing.includes(id));
}

/** One scenario that fails must not keep the others from being checked. */
async function attempt(scenario: Scenario, request: Request): Promise<boolean> {
  try {
    return await runOne(scenario, request);
  } catch (error) {
    if (!request.check) throw error;
    say(`${scenario.id}: failed: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

async function runOne({ id, run }: Scenario, request: Request): Promise<boolean> {
  const committed = committedResult(id);
  const size = request.check && committed !== null ? sizeOf(committed) : null;
  const { seeds = size?.seeds, limit = size?.limit } = request;
  const command = ['npm run bench --', id, ...flag('seeds', seeds), ...flag('limit', limit)].join(' ');
  const took = committed?.['took_s'];
  const isSame = committed?.command === command && typeof took === 'number';
  const progress = progressTo(process.stderr, { name: id, expected_s: isSame ? took : null });
  const found = await run({ seeds, limit, command, onProgress: progress.show });
  const measured_on = new Date().toISOString().slice(0, 10);
  const result: Result = { ...found, took_s: Math.round(progress.end()), measured_on };
  process.stdout.write(request.json ? textOf(result) : describeResult(result));
  if (request.save) saveResult(result);
  return !request.check || committed === null || holds(result, committed);
}

function holds(fresh: Result, committed: Result): boolean {
  const all = compareResults(JSON.parse(textOf(fresh)) as Result, committed, tolerances as Tolerances);
  for (const difference of all) {
    if (difference.verdict !== 'same') say(`${fresh.scenario}: ${describeDifference(difference)}`);
  }
  if (fresh.command !== committed.command) {
    say(`${fresh.scenario}: the committed result is of another size: ${committed.command}`);
  }
  const worse = all.filter(isWorse).length;
  say(`${fresh.scenario}: ${all.length} figures compared, ${worse === 0 ? 'none' : worse} worse`);
  return worse === 0;
}

function list(): number {
  for (const { id, about } of SCENARIOS) {
    const committed = committedResult(id);
    const when = committed === null ? 'no committed result' : `committed ${dateOf(committed)}`;
    process.stdout.write(`${id.padEnd(18)} ${about}\n${' '.repeat(19)}${when}\n`);
  }
  return 0;
}

const dateOf = (result: Result): string => {
  const date = result['measured_on'];
  return typeof date === 'string' ? `of ${date}` : '(before dates were kept)';
};

function countOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) {
    throw new UsageError(`Expected a whole number from 1, found ${text}`);
  }
  return count;
}

const flag = (name: string, value: number | undefined): string[] =>
  value === undefined ? [] : [`--${name} ${value}`];

const say = (text: string): unknown => process.stderr.write(`${text}\n`);

process.exitCode = await main();
