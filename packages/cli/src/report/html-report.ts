/**
 * A replay's report as one HTML file: no scripts, nothing fetched; every chart has its numbers as a table.
 *
 * Pure: the same report gives the same bytes, so that two files can be compared.
 */
import type { ReplayReport } from '@understudy/engine';
import { chartsOf, type ChartWithTable } from './report-charts.ts';
import { count, decimal, escapeHtml, percent, seeds } from './format.ts';
import { STYLE } from './html-style.ts';
import { columnsOf, filledRows } from './report-rows.ts';
import { svgChart } from './svg-chart.ts';
import { verdict } from './terminal-report.ts';

export function htmlReport(report: ReplayReport): string {
  const title = `Replay of ${escapeHtml(report.scenario)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p class="soft">${count(report.tickets)} scored tickets, ${seeds(report.seeds)}. For each ticket: first decide, then see what the human did, then learn.</p>
<p class="lead">${escapeHtml(verdict(report))}</p>
${figures(report)}
${chartsOf(report).map(chartSection).join('\n')}
${comparison(report)}
${reproduce(report)}
</main>
</body>
</html>
`;
}

function figures(report: ReplayReport): string {
  const items: readonly (readonly [string, string])[] = [
    ['Answered alone', percent(report.coverage)],
    ['Wrong among those', percent(report.risk)],
    ['Right among first three', percent(report.hit_at_3)],
    ['Wrong answers per 1,000 tickets', decimal(report.harm_per_1000, 1)],
  ];
  return `<dl class="figures">${items.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('')}</dl>`;
}

function chartSection({ chart, head, rows }: ChartWithTable): string {
  return `<section>
<h2>${escapeHtml(chart.title)}</h2>
<p class="soft">${escapeHtml(chart.description)}</p>
${svgChart(chart)}
<details><summary>Show as a table</summary>${table(head, rows)}</details>
</section>`;
}

function comparison(report: ReplayReport): string {
  const columns = columnsOf(report);
  const body = filledRows(columns).map((row) => {
    const cells = columns.map(
      ({ metrics }, index) => `<td${index === 0 ? ' class="us"' : ''}>${row.of(metrics)}</td>`,
    );
    return `<tr><th scope="row">${row.label} <small class="soft">${row.explanation}</small></th>${cells.join('')}</tr>`;
  });
  const head = columns.map(({ name }) => `<th scope="col">${escapeHtml(name)}</th>`);
  return `<section>
<h2>Against the frozen twin and plainer ways</h2>
<p class="soft">Same tickets, same order, same run. The frozen twin is the same system, stopped from learning at the start.</p>
<table><thead><tr><th></th>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table>
</section>`;
}

function reproduce(report: ReplayReport): string {
  const pairs = (record: Readonly<Record<string, unknown>>) =>
    Object.entries(record).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
  return `<section>
<h2>Compute it again</h2>
<pre>${escapeHtml(report.command)}</pre>
<details><summary>Settings and versions</summary>${table(['Setting', 'Value'], [...pairs(report.config), ...pairs(report.versions)])}</details>
</section>`;
}

function table(head: readonly string[], rows: readonly (readonly (string | undefined)[])[]): string {
  const row = (cells: readonly (string | undefined)[]) =>
    `<tr>${cells.map((cell) => `<td>${escapeHtml(cell ?? '–')}</td>`).join('')}</tr>`;
  return `<table><thead><tr>${head.map((each) => `<th scope="col">${escapeHtml(each)}</th>`).join('')}</tr></thead><tbody>${rows.map(row).join('')}</tbody></table>`;
}
