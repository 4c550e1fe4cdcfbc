/** A PostgreSQL for the tests: this machine's, else the one that npm brought; UNDERSTUDY_TEST_POSTGRES asks for one of them. */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findNpmPostgres } from './npm-postgres.ts';
import type { Missing, Programs, Source } from './programs.ts';

const DEBIAN = '/usr/lib/postgresql';
const FINDERS: Readonly<Record<Source, () => Programs | Missing>> = {
  machine: findMachinePostgres,
  npm: findNpmPostgres,
};

/** The one source that may be used; null where the environment does not ask. */
export function wantedSource(wanted = process.env.UNDERSTUDY_TEST_POSTGRES): Source | null {
  if (!wanted) return null;
  if (wanted === 'machine' || wanted === 'npm') return wanted;
  throw new Error(`expected UNDERSTUDY_TEST_POSTGRES to be machine or npm, found ${wanted}`);
}

export function findPostgres(wanted: Source | null, finders = FINDERS): Programs | Missing {
  const reasons: string[] = [];
  for (const source of wanted ? [wanted] : (['machine', 'npm'] as const)) {
    const found = finders[source]();
    if ('bin' in found) return found;
    reasons.push(found.missing);
  }
  return { missing: reasons.join(', and ') };
}

function findMachinePostgres(): Programs | Missing {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(DEBIAN, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  const bin = folders.find((folder) =>
    ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))),
  );
  return bin === undefined ? { missing: 'no PostgreSQL on this machine' } : { source: 'machine', bin };
}
