/** The frame of every chart as SVG text: page, colours for light and dark, title, subtitle, legend. */
import type { Chart, Tone } from './chart.ts';

export const WIDTH = 760;
export const MARGIN = 24;
/** Of a letter of 12 pixels, on the generous side, so that nothing overlaps where a font is wide. */
const LETTER = 6.6;
const LINE = 18;

const TONES: Readonly<Record<Tone, readonly [light: string, dark: string]>> = {
  ours: ['#4f46e5', '#a5b4fc'],
  twin: ['#6b7280', '#9ca3af'],
  bound: ['#dc2626', '#f87171'],
  other1: ['#0f766e', '#5eead4'],
  other2: ['#b45309', '#fbbf24'],
  other3: ['#be185d', '#f9a8d4'],
  other4: ['#0369a1', '#7dd3fc'],
  other5: ['#4d7c0f', '#bef264'],
};

const tones = (scheme: 0 | 1): string =>
  Object.entries(TONES)
    .map(([tone, colours]) => `.${tone} { --tone: ${colours[scheme]} }`)
    .join(' ');

const STYLE = `
  text { font: 12px system-ui, -apple-system, "Segoe UI", sans-serif; fill: var(--quiet) }
  .title { font-size: 16px; font-weight: 600; fill: var(--ink) }
  .end { text-anchor: end } .middle { text-anchor: middle }
  .page { fill: var(--page) } .grid { stroke: var(--grid) } .axis { stroke: var(--quiet) }
  .line { fill: none; stroke: var(--tone); stroke-width: 2; stroke-linejoin: round }
  .ours.line { stroke-width: 3 } .dashed { stroke-dasharray: 6 4 }
  .dot { fill: var(--tone); stroke: var(--page) } .hollow { fill: var(--page); stroke: var(--tone); stroke-width: 2 }
  .lead { stroke: var(--grid); fill: none } .bar { fill: var(--tone) } .strong { fill: var(--ink); stroke: var(--page); stroke-width: 4; paint-order: stroke }
  svg { --page: #ffffff; --ink: #111827; --quiet: #4b5563; --grid: #e5e7eb }
  ${tones(0)}
  @media (prefers-color-scheme: dark) {
    svg { --page: #0d1117; --ink: #f3f4f6; --quiet: #9ca3af; --grid: #2b313b }
    ${tones(1)}
  }`;

export interface LegendEntry {
  readonly name: string;
  readonly tone: Tone;
  readonly dashed: boolean;
  readonly dots: boolean;
}

/** Everything above the plot, and where the plot may begin. */
export interface Head {
  readonly parts: readonly string[];
  readonly bottom: number;
}

export function head({ title, subtitle }: Chart, legend: readonly LegendEntry[]): Head {
  const parts = [`<text class="title" x="${MARGIN}" y="34">${escaped(title)}</text>`];
  let y = 34;
  for (const line of wrapped(subtitle)) {
    y += LINE;
    parts.push(`<text x="${MARGIN}" y="${y}">${escaped(line)}</text>`);
  }
  if (legend.length === 0) return { parts, bottom: y + 16 };
  y += LINE + 8;
  let x = MARGIN;
  for (const entry of legend) {
    const width = 36 + widthOf(entry.name) + 14;
    if (x > MARGIN && x + width > WIDTH - MARGIN) {
      x = MARGIN;
      y += LINE;
    }
    parts.push(...legendEntry(entry, x, y));
    x += width;
  }
  return { parts, bottom: y + 20 };
}

function legendEntry({ name, tone, dashed, dots }: LegendEntry, x: number, y: number): string[] {
  const sample = dots
    ? `<circle class="${tone} dot" cx="${x + 14}" cy="${y - 4}" r="5"/>`
    : `<path class="${tone} line${dashed ? ' dashed' : ''}" d="M${x} ${y - 4}h28"/>`;
  return [sample, `<text x="${x + 36}" y="${y}">${escaped(name)}</text>`];
}

export function page(chart: Chart, height: number, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escaped(`${chart.title}. ${chart.subtitle}`)}">`,
    `<style>${STYLE}\n</style>`,
    `<rect class="page" width="${WIDTH}" height="${height}" rx="8"/>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}

export const widthOf = (text: string): number => text.length * LETTER;

/** One digit after the point is more than a screen shows. */
export const px = (value: number): string => String(Number(value.toFixed(1)));

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function wrapped(text: string): string[] {
  const most = Math.floor((WIDTH - 2 * MARGIN) / LETTER);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > most) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}
