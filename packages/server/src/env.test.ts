import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readEnv } from './env.ts';
import { StartError } from './start-error.ts';

const folder = () => join(mkdtempSync(join(tmpdir(), 'understudy-env-')), 'data');

it('tells every mistake at once', () => {
  const env = {
    PORT: 'x',
    LOG_LEVEL: 'loud',
    UNDERSTUDY_URL: 'ftp://a.example',
    DATABASE_URL_FILE: '/nowhere',
  };
  const refused = () => readEnv(env);
  expect(refused).toThrow(StartError);
  expect(refused).toThrow(/DATABASE_URL_FILE.*PORT.*UNDERSTUDY_URL.*LOG_LEVEL/s);
});

it('makes a secret key once, readable by its owner only', () => {
  const UNDERSTUDY_DATA = folder();
  const first = readEnv({ UNDERSTUDY_DATA }).secret_key;
  expect(first).toMatch(/^[\w-]{43}$/);
  expect(readEnv({ UNDERSTUDY_DATA }).secret_key).toBe(first);
  expect(statSync(join(UNDERSTUDY_DATA, 'secret-key')).mode & 0o777).toBe(0o600);
});

it('reads secrets from files, and takes an empty variable as absent', () => {
  const UNDERSTUDY_DATA = folder();
  readEnv({ UNDERSTUDY_DATA });
  const file = join(UNDERSTUDY_DATA, 'url');
  writeFileSync(file, 'postgres://a:b@db/x\n');
  const env = readEnv({ UNDERSTUDY_DATA, DATABASE_URL_FILE: file, PORT: '' });
  expect([env.database_url, env.port]).toEqual(['postgres://a:b@db/x', 3000]);
  expect(readFileSync(file, 'utf8')).toContain('\n');
});
