/** A result as lines for a person: the figures first, each baseline below. */
import type { Result } from './scenario.ts';

const LEFT_OUT = new Set([
  'range',
  'baselines',
  'curve',
  'risk_coverage',
  'reliability',
  'config',
  'versions',
]);

export function describeResult(result: Result): string {
  const figures = Object.entries(result).filter(([key]) => !LEFT_OUT.has(key));
  const baselines = Object.entries((result['baselines'] ?? {}) as Record<string, object>);
  return [
    ...figures.map(([key, value]) => `${key.padEnd(22)} ${show(value)}`),
    ...baselines.map(([name, metrics]) => `  ${name.padEnd(20)} ${line(metrics)}`),
    '',
  ].join('\n');
}

function line(metrics: object): string {
  return Object.entries(metrics)
    .filter(([, value]) => typeof value === 'number')
    .map(([key, value]) => `${key} ${show(value)}`)
    .join('  ');
}

function show(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(4)));
  return typeof value === 'string' ? value : JSON.stringify(value);
}
