/** A replay's report for the terminal: what came out, the comparison, the learning curve. */
import { styleText } from 'node:util';
import type { ReplayReport } from '@understudy/engine';
import Table from 'cli-table3';
import { count, percent, seeds } from './format.ts';
import { columnsOf, filledRows } from './report-rows.ts';
import { shrink, sparkline } from './sparkline.ts';

const MAX_WIDTH = 60;
type Style = Parameters<typeof styleText>[0];

export function terminalReport(report: ReplayReport, { colour }: { readonly colour: boolean }): string {
  const paint = (style: Style, text: string) =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  return [
    paint('bold', `${report.scenario}: ${count(report.tickets)} scored tickets, ${seeds(report.seeds)}`),
    verdict(report),
    '',
    comparison(report),
    '',
    ...curve(report, paint),
    '',
    `Again: ${report.command}`,
  ].join('\n');
}

/** One sentence that can stand alone. */
export function verdict(report: ReplayReport): string {
  if (report.coverage === 0) {
    const hit =
      report.hit_at_3 === null
        ? ''
        : ` The right answer was among its first three in ${percent(report.hit_at_3)}.`;
    return `It answered nothing alone: no threshold was certified.${hit}`;
  }
  return `It answered ${percent(report.coverage)} alone; ${percent(report.risk)} of those were wrong (at most ${percent(report.risk_upper90)}, at 90 % confidence).`;
}

function comparison(report: ReplayReport): string {
  const columns = columnsOf(report);
  const table = new Table({
    head: ['', ...columns.map((column) => column.name)],
    colAligns: ['left', ...columns.map(() => 'right' as const)],
    style: { head: [], border: [], compact: true },
  });
  for (const row of filledRows(columns))
    table.push([row.label, ...columns.map((column) => row.of(column.metrics))]);
  return table.toString();
}

function curve(
  { curve: blocks }: ReplayReport,
  paint: (style: Style, text: string) => string,
): readonly string[] {
  const series = [
    { name: 'answered alone', of: blocks.map((block) => block.coverage), style: 'green' as const },
    { name: '  frozen twin', of: blocks.map((block) => block.frozen_coverage), style: 'dim' as const },
    { name: 'right in first three', of: blocks.map((block) => block.hit_at_3), style: 'green' as const },
    { name: '  frozen twin', of: blocks.map((block) => block.frozen_hit_at_3), style: 'dim' as const },
  ];
  return [
    'Learning curve, from the first ticket to the last (0 to 100 %)',
    ...series
      .filter((each) => each.of.some((value) => value !== null))
      .map(({ name, of, style }) => {
        const last = of.findLast((value) => value !== null);
        return `${name.padEnd(22)}${paint(style, sparkline(shrink(of, MAX_WIDTH)))} ${percent(last)}`;
      }),
  ];
}
