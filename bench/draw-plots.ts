/**
 * `npm run bench:plots`: draws the committed results as `results/plots/*.svg` and fills their figures into README.md.
 * Same results, same bytes; to be run after each `--save`.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { committedResult } from './committed-results.ts';
import { chartsOf } from './plots/charts-of-results.ts';
import { drawChart } from './plots/draw-chart.ts';
import { fillReadme } from './plots/readme-tables.ts';
import { SCENARIOS } from './scenarios/index.ts';

const FOLDER = join(import.meta.dirname, 'results', 'plots');
const README = join(import.meta.dirname, 'README.md');

const charts = chartsOf(committedResult);
const drawn = new Map(charts.map((chart) => [`${chart.name}.svg`, drawChart(chart)]));
mkdirSync(FOLDER, { recursive: true });
for (const file of readdirSync(FOLDER)) if (!drawn.has(file)) rmSync(join(FOLDER, file));
for (const [file, svg] of drawn) writeFileSync(join(FOLDER, file), svg);
const given = { scenarios: SCENARIOS.map(({ id }) => id), resultOf: committedResult, charts };
writeFileSync(README, fillReadme(readFileSync(README, 'utf8'), given));
process.stdout.write(`${[...drawn.keys(), 'README.md'].join('\n')}\n`);
