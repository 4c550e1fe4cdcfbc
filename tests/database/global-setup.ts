/**
 * Finds a real PostgreSQL for the whole run: TEST_DATABASE_URL (an empty server of yours, whose user may create
 * databases), else programs that are here. Where there is none, the suites say so and run on PGlite alone.
 */
import { tmpdir } from 'node:os';
import type { TestProject } from 'vitest/node';
import { findPostgres, wantedSource } from './find-postgres.ts';
import { reasonOf } from './npm-postgres.ts';
import { createPostgresServer } from './postgres-server.ts';
import type { Programs } from './programs.ts';

type Teardown = () => Promise<void>;

export default async function setup(project: TestProject): Promise<Teardown | undefined> {
  const wanted = wantedSource();
  const found = findPostgres(wanted);
  const programs = 'bin' in found ? found : null;
  const missing = 'bin' in found ? '' : found.missing;
  if (wanted && missing) throw new Error(`UNDERSTUDY_TEST_POSTGRES asks for what is not here: ${missing}`);
  project.provide('postgresFolder', tmpdir());
  const provide = (what: { url: string | null; programs: Programs | null; missing: string }) => {
    project.provide('postgresUrl', what.url);
    project.provide('postgresPrograms', what.programs);
    project.provide('postgresMissing', what.missing);
  };

  if (process.env.TEST_DATABASE_URL) {
    provide({ url: process.env.TEST_DATABASE_URL, programs, missing: '' });
    return undefined;
  }
  if (programs === null) {
    provide({ url: null, programs, missing: `no TEST_DATABASE_URL, ${missing}` });
    return undefined;
  }
  try {
    const server = await createPostgresServer(programs);
    await server.start();
    project.provide('postgresFolder', server.folder);
    provide({ url: server.url, programs, missing: '' });
    return () => server.remove();
  } catch (error) {
    // Nobody asked for npm's: where it cannot serve (no user to run it as, say), it is as if there were none
    if (wanted || programs.source === 'machine') throw error;
    provide({ url: null, programs: null, missing: `npm’s PostgreSQL does not start: ${reasonOf(error)}` });
    return undefined;
  }
}
