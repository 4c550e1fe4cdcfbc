/**
 * Writes measured figures into README.md: each `<!-- figure:NAME -->…<!-- /figure -->` gets a sentence made from
 * `bench/results/NAME.json`, and the learning curve is drawn. A figure without a result stays empty:
 * `node tools/update-readme.ts`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { ReplayReport } from '@understudy/engine';
import { chartsOf } from '../packages/cli/src/report/report-charts.ts';
import { svgChart } from '../packages/cli/src/report/svg-chart.ts';

/** The part of a result (bench, or `replay --json`) that a sentence is made from. */
export interface Result {
  readonly tickets: number;
  readonly seeds: number;
  readonly coverage: number;
  readonly risk: number;
  readonly risk_upper90: number;
  readonly hit_at_3: number | null;
  readonly baselines: Readonly<
    Record<string, { readonly coverage?: number; readonly hit_at_3?: number | null }>
  >;
  readonly command: string;
}

const FIGURE = /<!-- figure:([a-z0-9-]+) -->[\s\S]*?<!-- \/figure -->/g;
/** Names that are not those of a scenario. */
const SOURCES: Readonly<Record<string, string>> = { 'learning-curve': 'desk-thunderbird' };

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** The text with all figures filled from what `resultOf` gives. */
export function fill(text: string, resultOf: (scenario: string) => Result | null): string {
  return text.replace(FIGURE, (_, name: string) => {
    const result = resultOf(SOURCES[name] ?? name);
    const sentence = result === null ? '' : name in SOURCES ? headline(result) : row(name, result);
    return `<!-- figure:${name} -->${sentence}<!-- /figure -->`;
  });
}

function headline({ hit_at_3, baselines, tickets }: Result): string {
  const frozen = baselines['frozen']?.hit_at_3;
  if (hit_at_3 === null || typeof frozen !== 'number') return '';
  return `**On a real desk of ${tickets.toLocaleString('en')} tickets, the right answer is among its first three in ${percent(hit_at_3)}; the same system that stopped learning: ${percent(frozen)}.**`;
}

function row(name: string, { coverage, risk, risk_upper90, seeds, baselines, command }: Result): string {
  const frozen = baselines['frozen']?.coverage;
  const twin = frozen === undefined ? '' : ` (frozen twin: ${percent(frozen)})`;
  return `\n- **${name}**: ${percent(coverage)} answered alone${twin}, ${percent(risk)} of those wrong (at most ${percent(risk_upper90)} at 90 % confidence), ${seeds} seeds. \`${command}\`\n`;
}

function readResult(scenario: string): Result | null {
  const file = `bench/results/${scenario}.json`;
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Result) : null;
}

/** Colours that read on a light and on a dark page. */
const CURVE_STYLE = `<style>
  text { font: 12px system-ui, sans-serif; fill: #656d76 }
  .grid, line { stroke: #8c959f; stroke-opacity: .35 }
  path, polyline { fill: none; stroke-width: 2.5 }
  .ours { stroke: #6366f1 } text.ours { stroke: none; fill: #6366f1 }
  .twin { stroke: #8c959f; stroke-dasharray: 5 4 } text.twin { stroke: none; fill: #8c959f }
</style>`;

/** The learning curve of a result as an image of its own. */
export function drawCurve(report: ReplayReport): string {
  const [{ chart }] = chartsOf(report);
  return svgChart(chart)
    .replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="320" ')
    .replace(/>\n/, `>\n${CURVE_STYLE}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const staged = JSON.parse(readFileSync('bench/results/banking77-staged.json', 'utf8')) as ReplayReport;
  writeFileSync('docs/images/learning-curve.svg', drawCurve(staged));
  writeFileSync('README.md', fill(readFileSync('README.md', 'utf8'), readResult));
}
