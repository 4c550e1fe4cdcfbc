/** Runs a program and keeps what it prints, up to a limit; the end is kept, where the verdict stands. */
import { spawn } from 'node:child_process';

const MAX_OUTPUT = 60_000;

export interface Finished {
  /** Exit code; 1 where a signal ended it or it could not be started. */
  readonly code: number;
  readonly output: string;
}

interface Options {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly shell?: boolean;
  /** `show` lets it print to our terminal as it goes; nothing is kept then. */
  readonly output?: 'keep' | 'show';
}

export function runProgram(file: string, args: readonly string[], options: Options = {}): Promise<Finished> {
  const isShown = options.output === 'show';
  const env = isShown ? options.env : { ...(options.env ?? process.env), NO_COLOR: '1' };
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      ...options,
      env,
      stdio: isShown ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-MAX_OUTPUT);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', (error) =>
      resolve({ code: 1, output: `${file} could not be started: ${error.message}` }),
    );
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs a script with the Node that runs us, and with its flags. */
export const runScript = (script: string, args: readonly string[] = [], options: Options = {}) =>
  runProgram(process.execPath, [...process.execArgv, script, ...args], options);
