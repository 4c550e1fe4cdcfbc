/** The server as a process of its own, without the command line: `node run.ts`. */
import { startServer } from './index.ts';
import { StartError } from './start-error.ts';

try {
  const server = await startServer();
  await server.closed;
  process.exit(0);
} catch (error) {
  const line = error instanceof StartError ? `${error.code}: ${error.message}` : String(error);
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
