/** The real command line, as a process of its own, against the server whose data folder is given. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../packages/cli/bin/understudy.mjs', import.meta.url));

export interface CliRun {
  readonly code: number | null;
  /** Standard output, parsed where it is the one JSON object of `--json`. */
  readonly out: string;
  readonly json: Readonly<Record<string, unknown>>;
  /** Standard error: for people. */
  readonly told: string;
}

export async function runCli(
  data_dir: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CliRun> {
  const child = spawn(process.execPath, ['--no-warnings', bin, ...args], {
    env: { PATH: process.env['PATH'] ?? '', UNDERSTUDY_DATA: data_dir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, told, [code]] = await Promise.all([
    child.stdout.setEncoding('utf8').toArray(),
    child.stderr.setEncoding('utf8').toArray(),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  const text = out.join('');
  const json = args.includes('--json') ? (JSON.parse(text) as CliRun['json']) : {};
  return { code, out: text, told: told.join(''), json };
}
