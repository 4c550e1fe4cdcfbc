/** Finds the running server: by the environment, else by the file that it left in its data folder. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Server } from './api-client.ts';
import { CliError, EXIT } from './cli-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export const dataFolder = (env: Environment): string => resolve(env['UNDERSTUDY_DATA'] || './data');

/** @returns null where neither the environment nor the data folder names one */
export function findServer(env: Environment): Server | null {
  const key = env['UNDERSTUDY_API_KEY'];
  if (key) return { url: env['UNDERSTUDY_URL'] || 'http://127.0.0.1:3000', token: key };
  const path = join(dataFolder(env), 'server.json');
  try {
    const { url, token } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Server>;
    return typeof token === 'string' && typeof url === 'string' && URL.canParse(url) ? { url, token } : null;
  } catch {
    return null;
  }
}

export function noServer(env: Environment): CliError {
  return new CliError(
    'server-unreachable',
    `Expected a running server, found none for the data folder ${dataFolder(env)}.`,
    {
      advice: 'Start it with `understudy start`, or set UNDERSTUDY_URL and UNDERSTUDY_API_KEY.',
      exit_code: EXIT.unreachable,
    },
  );
}

/** Whether a server answers there; a file that a crashed server left behind names one that does not. */
export async function isAlive(server: Server): Promise<boolean> {
  try {
    const response = await fetch(new URL('/healthz', server.url), { signal: AbortSignal.timeout(3_000) });
    return response.ok;
  } catch {
    return false;
  }
}
