/**
 * Adds to package-lock.json the packages of other platforms that a registry without them made npm leave out.
 *
 * npm's `npm ci` refuses a lockfile that lacks one of a package's optional dependencies, and users of the other
 * platforms would miss their binaries. Each exact optional dependency without an entry gets one, with `os`,
 * `cpu` and `libc` read off its name. Run it after every `npm install`: `node tools/complete-lockfile.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface Lockfile {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

const SYSTEMS = [
  ['aix'],
  ['android'],
  ['darwin'],
  ['freebsd'],
  ['linux'],
  ['netbsd'],
  ['openbsd'],
  ['openharmony'],
  ['sunos'],
  ['win32', 'windows'],
  ['wasi'],
] as const;
const PROCESSORS = [
  'arm64',
  'x64',
  'ia32',
  'arm',
  'ppc64',
  'riscv64',
  's390x',
  'loong64',
  'mips64el',
  'wasm32',
];

/** Exact optional dependencies without an entry, by the place where npm would put them. */
export function missingEntries(lock: Lockfile): ReadonlyMap<string, LockEntry> {
  const missing = new Map<string, LockEntry>();
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const isExact = /^\d+\.\d+\.\d+(?:[-+][\w.-]+)?$/.test(version);
      if (!isExact || places(path, name).some((place) => lock.packages[place])) continue;
      missing.set(`node_modules/${name}`, platformEntry(name, version, entry.dev === true));
    }
  }
  return missing;
}

/** Entries that name where they were fetched from; links to our own workspaces are no such thing. */
export function entriesWithHost(lock: Lockfile): readonly string[] {
  return Object.entries(lock.packages)
    .filter(([, entry]) => !entry.link && entry.resolved !== undefined)
    .map(([path]) => path);
}

export function complete(lock: Lockfile): Lockfile {
  const entries = { ...lock.packages, ...Object.fromEntries(missingEntries(lock)) };
  const sorted = Object.entries(entries).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { ...lock, packages: Object.fromEntries(sorted) };
}

/** The folders in which Node would look for `name`, seen from the package at `path`. */
function places(path: string, name: string): readonly string[] {
  const parts = path.split('/node_modules/');
  const above = parts.map((_, index) => parts.slice(0, index + 1).join('/node_modules/'));
  return [`node_modules/${name}`, ...above.map((folder) => `${folder}/node_modules/${name}`)];
}

function platformEntry(name: string, version: string, dev: boolean): LockEntry {
  const words = name.split(/[-/]/);
  const os = SYSTEMS.find((names) => names.some((each) => words.includes(each)))?.[0];
  const cpu = PROCESSORS.find(
    (each) => words.includes(each) || (each === 'arm' && words.some((word) => word.includes('eabi'))),
  );
  return {
    version,
    ...(cpu && { cpu: [cpu] }),
    ...(dev && { dev: true }),
    optional: true,
    ...(os && { os: [os] }),
    ...(name.includes('musl') && { libc: ['musl'] }),
  };
}

function main(file = 'package-lock.json'): void {
  const lock = JSON.parse(readFileSync(file, 'utf8')) as Lockfile;
  const count = missingEntries(lock).size;
  if (count > 0) writeFileSync(file, `${JSON.stringify(complete(lock), null, 2)}\n`);
  console.log(`${count} entries of other platforms added to ${file}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(process.argv[2]);
