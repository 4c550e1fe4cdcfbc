/** `understudy doctor`: looks at everything that the server needs, and says what to do about what is wrong. */
import { accessSync, constants, existsSync, readFileSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { flagsFor, OLDEST_NODE } from '../../bin/find-node.mjs';
import { EXIT } from '../cli-error.ts';
import { dataFolder, findServer, isAlive } from '../find-server.ts';
import type { Terminal } from '../terminal.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Finding {
  readonly name: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly found: string;
  /** What to do; null where all is well. */
  readonly advice: string | null;
}

const LEAST_SPACE = 1e9;
const SIGNS = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' } as const;

/** Exit code 1 where something is broken; a warning alone is no failure. */
export async function doctor(options: {
  json: boolean;
  env: Environment;
  terminal: Terminal;
  encoder: () => Promise<string>;
}) {
  const findings = await examine(options.env, options.encoder);
  const isWell = findings.every((finding) => finding.state !== 'fail');
  if (options.json) options.terminal.print(JSON.stringify({ ok: isWell, checks: findings }));
  else for (const finding of findings) options.terminal.print(lineOf(finding));
  return isWell ? EXIT.done : EXIT.failed;
}

const lineOf = ({ name, state, found, advice }: Finding): string =>
  `${SIGNS[state]} ${name.padEnd(12)} ${found}${advice === null ? '' : `\n     → ${advice}`}`;

export async function examine(env: Environment, encoder: () => Promise<string>): Promise<readonly Finding[]> {
  const folder = dataFolder(env);
  const server = findServer(env);
  const isRunning = server !== null && (await isAlive(server));
  return [
    node(process.versions.node),
    writable(folder),
    space(folder),
    lock(folder, isRunning),
    await schema(env, isRunning),
    await weights(encoder),
    await port(env, isRunning),
    isRunning ? await ready(server.url) : warn('server', 'not running', 'Start it with `understudy start`.'),
  ];
}

const ok = (name: string, found: string): Finding => ({ name, state: 'ok', found, advice: null });
const warn = (name: string, found: string, advice: string): Finding => ({
  name,
  state: 'warn',
  found,
  advice,
});
const fail = (name: string, found: string, advice: string): Finding => ({
  name,
  state: 'fail',
  found,
  advice,
});

export function node(version: string): Finding {
  return flagsFor(version) === null
    ? fail('node', `version ${version}, expected ${OLDEST_NODE} or newer`, 'Install Node 24.')
    : ok('node', `version ${version}`);
}

/** The data folder, or the place where it will be made. */
function writable(folder: string): Finding {
  const place = nearest(folder);
  try {
    accessSync(place, constants.W_OK);
    return ok('data', place === folder ? folder : `${folder} (will be made)`);
  } catch {
    return fail(
      'data',
      `${place} cannot be written`,
      'Give this user the folder, or set UNDERSTUDY_DATA to another one.',
    );
  }
}

function space(folder: string): Finding {
  const { bavail, bsize } = statfsSync(nearest(folder));
  const free = `${((bavail * bsize) / 1e9).toFixed(1)} GB free`;
  return bavail * bsize < LEAST_SPACE
    ? warn('space', free, 'Expected at least 1 GB: a full disk stops the database.')
    : ok('space', free);
}

/** Who holds the embedded database: its lock file names the process. */
function lock(folder: string, isRunning: boolean): Finding {
  const file = ['lock.json', join('database', 'lock.json'), join('pglite', 'lock.json')]
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
  if (file === undefined) return ok('lock', 'nobody uses the data folder');
  const holder = `held (${readFileSync(file, 'utf8').trim().slice(0, 200)})`;
  return isRunning
    ? ok('lock', holder)
    : warn(
        'lock',
        `${holder}, but no server answers`,
        'A crashed server leaves this; the next start takes it over.',
      );
}

/** The version that counts is that of the tables; a server that runs has checked it. */
async function schema(env: Environment, isRunning: boolean): Promise<Finding> {
  if (isRunning) return ok('database', 'open; its version was checked when the server started');
  const url = env['DATABASE_URL'];
  const folder = join(dataFolder(env), 'database');
  if (!url && !existsSync(join(folder, 'database')))
    return ok('database', 'none yet; the first start makes it');
  const { readSchema } = await import('@understudy/server/schema');
  try {
    return judge(await readSchema(url ? { url } : { folder }));
  } catch (error) {
    return fail('database', (error as Error).message, 'See docs/errors.md, "Of the start".');
  }
}

export function judge({ found, known }: { readonly found: number; readonly known: number }): Finding {
  if (found > known)
    return fail(
      'database',
      `version ${found}, this Understudy knows up to ${known}`,
      'Start the newer Understudy that wrote it, or restore a backup of before the upgrade.',
    );
  return ok(
    'database',
    found === known ? `version ${found}` : `version ${found}; the next start makes it ${known}`,
  );
}

async function weights(encoder: () => Promise<string>): Promise<Finding> {
  try {
    return ok('encoder', await encoder());
  } catch (error) {
    return fail(
      'encoder',
      (error as Error).message,
      'Run `npm ci` in the folder of Understudy, then try again.',
    );
  }
}

async function port(env: Environment, isRunning: boolean): Promise<Finding> {
  const number = Number(env['PORT'] || 3000);
  if (isRunning) return ok('port', `${number}, or the one that the running server has`);
  const problem = await tryPort(number, env['HOST'] || '127.0.0.1');
  return problem === null
    ? ok('port', `${number} is free`)
    : fail('port', `${number}: ${problem}`, 'End the program that has it, or choose another one with PORT.');
}

export function tryPort(number: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(error.message));
    probe.listen(number, host, () => probe.close(() => resolve(null)));
  });
}

async function ready(url: string): Promise<Finding> {
  const response = await fetch(new URL('/readyz', url)).catch(() => null);
  return response?.ok
    ? ok('server', `${url} answers; database and jobs are ready`)
    : fail(
        'server',
        `${url} runs but is not ready (HTTP ${response?.status ?? 'none'})`,
        "The server's log says why.",
      );
}

function nearest(folder: string): string {
  let place = folder;
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  return place;
}
