/** One source file as the boundary rules see it: what it imports, which names it uses, which texts stand in it. */
import { parseSync, Visitor } from 'oxc-parser';

interface Mention {
  readonly name: string;
  readonly line: number;
}

export interface SourceFile {
  /** Relative to the root of the repository, with slashes. */
  readonly path: string;
  readonly lines: number;
  readonly isTest: boolean;
  /** What stands after `from`, static, dynamic and type-only alike. */
  readonly imports: readonly Mention[];
  /** Free names and two-part member names: `fetch`, `Math.random`, `process.env`; a bare `new Date()`. */
  readonly names: readonly Mention[];
  readonly texts: readonly Mention[];
}

const TEST = /\.(?:test|spec|bench)\.[cm]?tsx?$|^tests\/|\/(?:__golden__|testing)\//;

export function parseSource(path: string, text: string): SourceFile {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: expected TypeScript, found: ${errors[0]?.message}`);
  const lineOf = lineFinder(text);
  const imports: Mention[] = [];
  const names: Mention[] = [];
  const texts: Mention[] = [];
  const note = (list: Mention[], name: string, node: { start: number }) =>
    list.push({ name, line: lineOf(node.start) });
  const source = (node: { source?: unknown; start: number }) => {
    const value = (node.source as { value?: unknown } | null | undefined)?.value;
    if (typeof value === 'string') note(imports, value, node);
  };
  const members = new Set<number>();
  new Visitor({
    ImportDeclaration: source,
    ExportAllDeclaration: source,
    ExportNamedDeclaration: source,
    ImportExpression: source,
    TSImportType: source,
    MemberExpression(node) {
      if (node.computed || node.property.type !== 'Identifier') return;
      members.add(node.property.start);
      if (node.object.type === 'Identifier') note(names, `${node.object.name}.${node.property.name}`, node);
    },
    Property(node) {
      if (!node.computed && !node.shorthand) members.add(node.key.start);
    },
    TSPropertySignature: (node) => void members.add(node.key.start),
    PropertyDefinition: (node) => void members.add(node.key.start),
    MethodDefinition: (node) => void members.add(node.key.start),
    NewExpression(node) {
      if (node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0) {
        note(names, 'new Date()', node);
      }
    },
    Identifier(node) {
      if (!members.has(node.start)) note(names, node.name, node);
    },
    Literal(node) {
      if (typeof node.value === 'string') note(texts, node.value, node);
    },
    TemplateElement: (node) => void note(texts, node.value.raw, node),
  }).visit(program);
  return { path, lines: lineOf(text.length), isTest: TEST.test(path), imports, names, texts };
}

/** Line number, from 1, of a position in the text; a final newline does not begin another line. */
function lineFinder(text: string): (position: number) => number {
  const ends = [...text.matchAll(/\n/g)].map((match) => match.index);
  return (position) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < position - (position === text.length ? 1 : 0)) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}
