/**
 * Finds a real PostgreSQL for the whole run: TEST_DATABASE_URL (an empty server of yours, whose user may create
 * databases), else the programs of this machine. Where there is none, the suites say so and run on PGlite alone.
 */
import type { TestProject } from 'vitest/node';
import { findPostgres } from './find-postgres.ts';
import { createPostgresServer } from './postgres-server.ts';

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  project.provide('postgresMissing', '');
  if (process.env.TEST_DATABASE_URL) {
    project.provide('postgresUrl', process.env.TEST_DATABASE_URL);
    return undefined;
  }
  const bin = findPostgres();
  if (bin === null) {
    project.provide('postgresUrl', null);
    project.provide('postgresMissing', 'no TEST_DATABASE_URL, and no PostgreSQL on this machine');
    return undefined;
  }
  const server = await createPostgresServer(bin);
  // Vitest runs the teardown on Ctrl-C, too; the handler is for a second one
  process.once('exit', () => void server.stop());
  await server.start();
  project.provide('postgresUrl', server.url);
  return () => server.remove();
}
