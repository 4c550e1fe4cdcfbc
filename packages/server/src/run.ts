/** The process: starts the server and stops it in order on SIGTERM or SIGINT. */
import { readEnv } from './env.ts';
import { startServer } from './main.ts';
import { StartError } from './start-error.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

try {
  const server = await startServer({ env: readEnv(), say });
  let isStopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      void server.close().then(() => process.exit(0));
    });
  }
} catch (error) {
  const line = error instanceof StartError ? `${error.code}: ${error.message}` : String(error);
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
