/** A line chart as SVG text: grid, axes with labels, lines and dots, marks at the right edge. */
import type { LineChart, Mark, Series } from './chart.ts';
import { placeOn, ticksOf, words } from './scale.ts';
import { escaped, head, MARGIN, page, px, WIDTH, widthOf } from './svg.ts';

const PLOT_HEIGHT = 280;
const LEFT = 84;
/** Between the baselines of two labels. */
const LABEL_GAP = 15;

interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

export function drawLines(chart: LineChart): string {
  const named = chart.series.filter(({ name }) => name !== '');
  const legend = named.map(({ name, tone, dashed = false, dots }) => ({
    name,
    tone,
    dashed,
    dots: dots === 'alone',
  }));
  const above = head(chart, legend);
  const plot = layOut(chart, above.bottom + 6);
  return page(chart, plot.bottom + 60, [
    ...above.parts,
    ...axes(chart, plot),
    ...chart.series.flatMap((series) => drawSeries(series, plot)),
    ...drawMarks(chart.marks, plot),
  ]);
}

function layOut({ x, y, marks }: LineChart, top: number): Plot {
  const labels = Math.max(0, ...marks.map(({ name }) => widthOf(name)));
  const right = WIDTH - MARGIN - (marks.length === 0 ? 16 : labels + 30);
  const bottom = top + PLOT_HEIGHT;
  return { left: LEFT, right, top, bottom, x: placeOn(x, LEFT, right), y: placeOn(y, bottom, top) };
}

function axes({ x, y }: LineChart, plot: Plot): string[] {
  const { left, right, top, bottom } = plot;
  const middle = px((top + bottom) / 2);
  return [
    ...ticksOf(y).flatMap((tick) => {
      const at = px(plot.y(tick));
      return [
        `<path class="grid" d="M${left} ${at}H${px(right)}"/>`,
        `<text class="end" x="${left - 8}" y="${px(plot.y(tick) + 4)}">${words(tick, y.format)}</text>`,
      ];
    }),
    `<path class="axis" d="M${left} ${bottom}H${px(right)}"/>`,
    ...ticksOf(x).flatMap((tick) => {
      const at = px(plot.x(tick));
      return [
        `<path class="axis" d="M${at} ${bottom}v5"/>`,
        `<text class="middle" x="${at}" y="${bottom + 20}">${words(tick, x.format)}</text>`,
      ];
    }),
    `<text class="middle" x="${px((left + right) / 2)}" y="${bottom + 44}">${escaped(x.label)}</text>`,
    `<text class="middle" transform="translate(${MARGIN} ${middle}) rotate(-90)">${escaped(y.label)}</text>`,
  ];
}

function drawSeries({ tone, points, dashed = false, dots }: Series, plot: Plot): string[] {
  const places = points.map((point) => [px(plot.x(point.x)), px(plot.y(point.y))] as const);
  const line = `<path class="${tone} line${dashed ? ' dashed' : ''}" d="M${places.map((place) => place.join(' ')).join('L')}"/>`;
  const circles = places.map(([x, y]) => `<circle class="${tone} dot" cx="${x}" cy="${y}" r="4.5"/>`);
  if (dots === 'alone') return circles;
  return dots === 'with-line' ? [line, ...circles] : [line];
}

/** Labels keep apart; a thin line leads from each to its mark. */
function drawMarks(marks: readonly Mark[], plot: Plot): string[] {
  const sorted = marks.toSorted((a, b) => b.y - a.y || (a.name < b.name ? -1 : 1));
  const labels = keepApart(
    sorted.map((mark) => plot.y(mark.y)),
    plot,
  );
  return sorted.flatMap(({ name, y, tone, hollow }, i) => {
    const [at, label] = [px(plot.y(y)), px(labels[i])];
    return [
      `<path class="lead" d="M${px(plot.right + 5)} ${at}L${px(plot.right + 20)} ${label}"/>`,
      `<circle class="${tone} ${hollow ? 'hollow' : 'dot'}" cx="${px(plot.right)}" cy="${at}" r="4.5"/>`,
      `<text x="${px(plot.right + 24)}" y="${px(labels[i] + 4)}">${escaped(name)}</text>`,
    ];
  });
}

/** Ascending places, pushed down where too close, then up again from the bottom. */
function keepApart(places: readonly number[], { bottom }: Plot): number[] {
  const apart: number[] = [];
  for (const place of places)
    apart.push(Math.max(place, (apart.at(-1) ?? Number.NEGATIVE_INFINITY) + LABEL_GAP));
  for (let i = apart.length - 1; i >= 0; i--) {
    apart[i] = Math.min(apart[i], i === apart.length - 1 ? bottom : apart[i + 1] - LABEL_GAP);
  }
  return apart;
}
