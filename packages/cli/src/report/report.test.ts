import { expect, test } from 'vitest';
import { htmlReport } from './html-report.ts';
import { SAMPLE_REPORT } from './sample-report.ts';
import { shrink, sparkline } from './sparkline.ts';
import { svgChart, ticks } from './svg-chart.ts';
import { terminalReport, verdict } from './terminal-report.ts';

test('sparkline: lowest, middle, highest, missing, out of range', () => {
  expect(sparkline([0, 0.5, 1, null, 2, -1])).toBe('▁▅█ █▁');
  expect(sparkline([0, 10], 10)).toBe('▁█');
});

test('shrink averages neighbours and leaves missing values out', () => {
  expect(shrink([1, 3, null, 5], 2)).toEqual([2, 5]);
  expect(shrink([null, null, 1, 1], 2)).toEqual([null, 1]);
  expect(shrink([1, 2], 5)).toEqual([1, 2]);
});

test('ticks are round, begin at 0 and stay within the axis', () => {
  expect(ticks({ max: 1 })).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(ticks({ max: 27_568 })).toEqual([0, 10_000, 20_000]);
  expect(ticks({ max: 0.1 })).toEqual([0, 0.02, 0.04, 0.06, 0.08, 0.1]);
  expect(ticks({ max: 0 })).toEqual([0]);
});

test('a chart puts its points where the axes say', () => {
  const axis = { label: 'l', max: 1, format: String };
  const svg = svgChart({
    title: 't',
    description: 'd',
    x: axis,
    y: axis,
    series: [
      {
        name: 'n',
        kind: 'ours',
        points: [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
          { x: 9, y: -9 },
        ],
      },
    ],
  });
  // Left bottom, right top; what lies outside is held at the edge.
  expect(svg).toContain('points="56,276 508,16 508,276"');
});

test('names at the ends of lines never overlap', () => {
  const axis = { label: 'l', max: 1, format: String };
  const ends = [0.5, 0.5, 0.51].map((y, index) => ({
    name: `n${index}`,
    kind: 'ours' as const,
    points: [{ x: 1, y }],
  }));
  const svg = svgChart({ title: 't', description: 'd', x: axis, y: axis, series: ends });
  const heights = [...svg.matchAll(/class="name ours" x="[\d.]+" y="([\d.]+)"/g)].map((match) =>
    Number(match[1]),
  );
  expect(heights).toHaveLength(3);
  const gaps = heights.slice(1).map((y, index) => y - (heights[index] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThan(12);
});

test('the page is whole, needs no script and nothing from outside, and escapes what it did not write', () => {
  const html = htmlReport(SAMPLE_REPORT);
  expect(html).toContain('desk &lt;a&gt; &amp; &quot;b&quot;');
  expect(html).not.toMatch(/<script|https?:|src=|url\(|<a>/);
  expect(html.match(/<svg /g)).toHaveLength(4);
  expect(html.match(/Show as a table/g)).toHaveLength(4);
  for (const tag of ['section', 'table', 'details', 'tr', 'svg']) {
    expect(html.match(new RegExp(`<${tag}[ >]`, 'g'))?.length).toBe(
      html.match(new RegExp(`</${tag}>`, 'g'))?.length,
    );
  }
  expect(html).toContain(SAMPLE_REPORT.command);
});

test('charts without points are left out', () => {
  const html = htmlReport({ ...SAMPLE_REPORT, curve: [], reliability: [], risk_coverage: [] });
  expect(html).not.toContain('<svg');
});

test('the terminal shows us first, then the frozen twin, then the others', () => {
  const text = terminalReport(SAMPLE_REPORT, { colour: false });
  const head = text.split('\n').find((line) => line.includes('Understudy')) ?? '';
  expect(head.indexOf('Understudy')).toBeLessThan(head.indexOf('Frozen twin'));
  expect(head.indexOf('Frozen twin')).toBeLessThan(head.indexOf('kNN, never learning'));
  expect(text).toMatch(/Answered alone +│ +25\.0 % │ +2\.0 % │ +10\.0 %/);
  expect(text).not.toContain('Tells the unknown apart');
  expect(text).not.toContain('\u001b[');
  expect(terminalReport(SAMPLE_REPORT, { colour: true })).toContain('\u001b[');
});

test('the verdict says when nothing was answered alone', () => {
  expect(verdict(SAMPLE_REPORT)).toBe(
    'It answered 25.0 % alone; 3.1 % of those were wrong (at most 4.8 %, at 90 % confidence).',
  );
  expect(verdict({ ...SAMPLE_REPORT, coverage: 0 })).toContain('answered nothing alone');
});
