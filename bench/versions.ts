/** What a result was made with and on. */
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';

export function versions(): Record<string, string> {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  return { understudy: version, node: process.versions.node, machine: machine() };
}

function machine(): string {
  const all = cpus();
  const memory_gib = Math.round(totalmem() / 2 ** 30);
  return `${all.length} × ${all[0]?.model.trim() ?? 'unknown processor'}, ${memory_gib} GiB`;
}
