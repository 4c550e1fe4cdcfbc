/** A chart of horizontal bars as SVG text: names at the left, values at the bars' ends, an optional bound across. */
import type { BarChart } from './chart.ts';
import { placeOn, ticksOf, words } from './scale.ts';
import { escaped, head, MARGIN, page, px, WIDTH, widthOf } from './svg.ts';

const ROW = 30;
const BAR = 18;
/** Room for a value beside a bar's end. */
const VALUE = 56;

export function drawBars(chart: BarChart): string {
  const { bars, bound } = chart;
  const legend =
    bound === null ? [] : [{ name: bound.name, tone: 'bound' as const, dashed: true, dots: false }];
  const above = head(chart, legend);
  const top = above.bottom;
  const bottom = top + ROW * bars.length + 6;
  const left =
    MARGIN + Math.max(...bars.map(({ name }) => widthOf(name))) + 12 + (chart.x.min < 0 ? VALUE : 0);
  const x = placeOn(chart.x, left, WIDTH - MARGIN - VALUE);
  const parts = [
    ...ticksOf(chart.x).flatMap((tick) => [
      `<path class="${tick === 0 ? 'axis' : 'grid'}" d="M${px(x(tick))} ${top}V${bottom}"/>`,
      `<text class="middle" x="${px(x(tick))}" y="${bottom + 20}">${words(tick, chart.x.format)}</text>`,
    ]),
    ...(bound === null
      ? []
      : [`<path class="bound line dashed" d="M${px(x(bound.value))} ${top}V${bottom}"/>`]),
    ...bars.flatMap((bar, i) => drawBar(bar, { chart, x, y: top + ROW * i + 6 })),
    `<text class="middle" x="${px((left + WIDTH - MARGIN - VALUE) / 2)}" y="${bottom + 44}">${escaped(chart.x.label)}</text>`,
  ];
  return page(chart, bottom + 60, [...above.parts, ...parts]);
}

function drawBar(
  { name, value, tone }: BarChart['bars'][number],
  { chart, x, y }: { chart: BarChart; x: (value: number) => number; y: number },
): string[] {
  const [from, to] = [x(Math.min(0, value)), x(Math.max(0, value))];
  const label = value < 0 ? `class="end strong" x="${px(from - 6)}"` : `class="strong" x="${px(to + 6)}"`;
  return [
    `<text x="${MARGIN}" y="${y + 13}">${escaped(name)}</text>`,
    `<rect class="${tone} bar" x="${px(from)}" y="${y}" width="${px(Math.max(1, to - from))}" height="${BAR}" rx="2"/>`,
    `<text ${label} y="${y + 13}">${words(value, chart.x.format)}</text>`,
  ];
}
