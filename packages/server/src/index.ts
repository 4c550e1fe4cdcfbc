/** The server, for the CLI and for tests. */
export { type Env, readEnv } from './env.ts';
export { type RunningServer, startServer, type StartOptions } from './main.ts';
export { START_CODES, StartError } from './start-error.ts';
export { VERSION } from './version.ts';
