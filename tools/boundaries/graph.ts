/** Who imports whom, file by file, and the cycles in it. */
import { posix } from 'node:path';
import type { SourceFile } from './source.ts';

export type Graph = ReadonlyMap<string, readonly string[]>;

/** Path of the file that an import leads to, for files of this repository; null for packages from outside. */
export function resolveImport(from: string, name: string, doors: ReadonlyMap<string, string>): string | null {
  if (name.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), name));
  return doors.get(name) ?? null;
}

export function importGraph(files: readonly SourceFile[], doors: ReadonlyMap<string, string>): Graph {
  const known = new Set(files.map((file) => file.path));
  return new Map(
    files.map((file) => {
      const targets = file.imports.map((each) => resolveImport(file.path, each.name, doors));
      return [file.path, targets.filter((target) => target !== null && known.has(target)) as string[]];
    }),
  );
}

/** Groups of files that can reach each other (Tarjan's strongly connected components of two or more). */
export function cycles(graph: Graph): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];

  const visit = (path: string): void => {
    index.set(path, index.size);
    low.set(path, index.size - 1);
    stack.push(path);
    for (const target of graph.get(path) ?? []) {
      if (!index.has(target)) visit(target);
      const reach = stack.includes(target) ? (low.get(target) ?? Infinity) : Infinity;
      low.set(path, Math.min(low.get(path) ?? Infinity, reach));
    }
    if (low.get(path) !== index.get(path)) return;
    const group = stack.splice(stack.indexOf(path));
    if (group.length > 1 || graph.get(path)?.includes(path)) found.push(group);
  };

  for (const path of graph.keys()) if (!index.has(path)) visit(path);
  return found;
}
