/** The rules of the house (docs: ARCHITECTURE.md), each a pure function from the source tree to what breaks it. */
import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { cycles, importGraph, resolveImport } from './graph.ts';
import type { SourceFile } from './source.ts';

export interface Violation {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

export interface Tree {
  readonly files: readonly SourceFile[];
  /** What `@understudy/engine` and its like lead to: import name → path of the file. */
  readonly doors: ReadonlyMap<string, string>;
}

type Found = Omit<Violation, 'rule'>;
type Rule = (tree: Tree) => readonly Found[];

/** Which packages a package may import. Whoever is not listed here may import all (tools, tests, bench). */
const LEVELS: Readonly<Record<string, readonly string[]>> = {
  engine: [],
  contract: [],
  connectors: ['contract'],
  widget: ['contract'],
  console: ['contract'],
  server: ['engine', 'contract', 'connectors'],
  cli: ['server', 'engine', 'contract', 'connectors'],
};

const MAX_LINES = 300;
/** Longer files, each with the reason why it is better whole. */
export const LONG_FILES: Readonly<Record<string, string>> = {
  'packages/contract/src/endpoints.ts': 'one table: the whole HTTP API at a glance',
  'packages/engine/src/domain.ts': 'the nouns and events of the engine at a glance',
};

const packageOf = (path: string): string | null => /^packages\/([^/]+)\//.exec(path)?.[1] ?? null;
const ENGINE = 'packages/engine/src/';
const SERVER = 'packages/server/src/';

const levels: Rule = ({ files, doors }) =>
  eachImport(files, (file, name) => {
    const own = packageOf(file.path);
    if (own === null || !(own in LEVELS)) return null;
    const target = name.startsWith('@understudy/')
      ? (name.split('/')[1] ?? '')
      : name === 'understudy-cli'
        ? 'cli'
        : outsideOf(own, resolveImport(file.path, name, doors));
    // Tests beside the code may use what spans packages: a database, a double.
    if (file.isTest && target?.startsWith('tests')) return null;
    if (target === null || target === own || LEVELS[own]?.includes(target)) return null;
    return `${own} may import ${LEVELS[own]?.join(', ') || 'no other package'}; found ${name}`;
  });

const stages: Rule = ({ files, doors }) =>
  eachImport(files, (file, name) => {
    const stage = stageOf(file.path);
    if (stage === null || file.isTest || ['evaluate', 'laws'].includes(stage)) return null;
    const target = resolveImport(file.path, name, doors);
    if (!target?.startsWith(ENGINE)) return null;
    const rest = target.slice(ENGINE.length);
    const isOpen =
      /^(?:domain|config|errors|learner)\.ts$|^math\//.test(rest) || rest.startsWith(`${stage}/`);
    return isOpen
      ? null
      : `a stage imports domain, config, errors, learner, math and itself; ${stage} found ${rest}`;
  });

const flow: Rule = ({ files, doors }) =>
  eachImport(files, (file, name) => {
    const target = resolveImport(file.path, name, doors);
    const isFlow = (path: string | null) => path?.startsWith(`${SERVER}flow/`) ?? false;
    return isFlow(file.path) && isFlow(target) && !file.isTest
      ? `flow files meet through rows and jobs, not through imports; found ${name}`
      : null;
  });

const IMPURE_NAMES = new Set([
  'Date.now',
  'new Date()',
  'Math.random',
  'performance.now',
  'console',
  'process',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'crypto',
]);
const NODE_MODULES = new Set(builtinModules);

const pureEngine: Rule = ({ files }) => {
  const engine = files.filter((file) => file.path.startsWith(ENGINE) && !file.isTest);
  const modules = eachImport(engine, (_, name) =>
    name.startsWith('node:') || NODE_MODULES.has(name) ? `the engine knows no ${name}` : null,
  );
  const names = eachName(engine, (_, name) =>
    IMPURE_NAMES.has(name)
      ? `the engine is pure; time, chance and I/O come in as arguments; found ${name}`
      : null,
  );
  return [...modules, ...names];
};

/** Keywords in one case throughout: a sentence such as "Select a file from …" is no SQL. */
const SQL = new RegExp(
  [
    'select\\s[^]+\\sfrom',
    'insert\\s+into',
    'update\\s+\\S+\\s+set',
    'delete\\s+from',
    '(?:create|alter|drop)\\s+table',
  ]
    .flatMap((form) => [form, form.replace(/(?<!\\)[a-z]+/g, (word) => word.toUpperCase())])
    .map((form) => `^\\s*${form}\\s`)
    .join('|'),
);

const sqlInStore: Rule = ({ files }) => {
  const outside = files.filter(
    (file) => packageOf(file.path) !== null && !file.path.startsWith(`${SERVER}store/`) && !file.isTest,
  );
  const imports = eachImport(outside, (_, name) =>
    /^(?:kysely|pg|@electric-sql\/pglite)(?:\/|$)/.test(name)
      ? `only server/src/store talks to the database; found ${name}`
      : null,
  );
  const texts = outside.flatMap((file) =>
    file.texts
      .filter((each) => SQL.test(each.name))
      .map((each) => ({ path: file.path, line: each.line, message: 'SQL stands only in server/src/store' })),
  );
  return [...imports, ...texts];
};

const oneEnvironment: Rule = ({ files }) => {
  const server = files.filter(
    (file) => file.path.startsWith(SERVER) && file.path !== `${SERVER}env.ts` && !file.isTest,
  );
  return eachName(server, (_, name) =>
    name === 'process.env' ? 'only server/src/env.ts reads the environment' : null,
  );
};

const VAGUE = /^(?:.*-)?(?:utils?|helpers?|common|misc|shared|lib|managers?)$/;

const names: Rule = ({ files }) =>
  files.flatMap(({ path }) => {
    const vague = path.split('/').find((part) => VAGUE.test(part.replace(/\..*$/, '')));
    return vague ? [{ path, line: 1, message: `"${vague}" says nothing; name the thing it is about` }] : [];
  });

const noCycles: Rule = ({ files, doors }) =>
  cycles(importGraph(files, doors)).map((group) => ({
    path: group[0] ?? '',
    line: 1,
    message: `these import each other: ${group.map((path) => posix.normalize(path)).join(', ')}`,
  }));

const size: Rule = ({ files }) =>
  files
    .filter((file) => !file.isTest && file.lines > MAX_LINES && !(file.path in LONG_FILES))
    .map((file) => ({
      path: file.path,
      line: MAX_LINES + 1,
      message: `expected at most ${MAX_LINES} lines, found ${file.lines}; split it, or list it with a reason`,
    }));

export const RULES: Readonly<Record<string, Rule>> = {
  levels,
  stages,
  flow,
  'pure-engine': pureEngine,
  'sql-in-store': sqlInStore,
  'one-environment': oneEnvironment,
  names,
  cycles: noCycles,
  size,
};

export function findViolations(tree: Tree): readonly Violation[] {
  return Object.entries(RULES).flatMap(([rule, check]) => check(tree).map((found) => ({ rule, ...found })));
}

/** Name of the other package that a path lies in; null for the own one and for files that lie in none. */
function outsideOf(own: string, target: string | null): string | null {
  if (target === null || target.startsWith(`packages/${own}/`)) return null;
  return packageOf(target) ?? posix.dirname(target);
}

function stageOf(path: string): string | null {
  if (!path.startsWith(ENGINE)) return null;
  const [first, second] = path.slice(ENGINE.length).split('/');
  return second === undefined || first === undefined ? null : first;
}

type Judge = (file: SourceFile, name: string) => string | null;
const eachImport = (files: readonly SourceFile[], judge: Judge) => judgeAll(files, 'imports', judge);
const eachName = (files: readonly SourceFile[], judge: Judge) => judgeAll(files, 'names', judge);

function judgeAll(files: readonly SourceFile[], list: 'imports' | 'names', judge: Judge): readonly Found[] {
  return files.flatMap((file) =>
    file[list].flatMap(({ name, line }) => {
      const message = judge(file, name);
      return message === null ? [] : [{ path: file.path, line, message }];
    }),
  );
}
