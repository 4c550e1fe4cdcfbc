/** From values to places and words: ticks at round numbers, positions in pixels, numbers as a reader writes them. */
import type { Axis, Format } from './chart.ts';

const WANTED_TICKS = 5;

/** Ascending, all between the axis's ends. */
export function ticksOf({ min, max, log = false }: Axis): number[] {
  return log ? logTicks(min, max) : linearTicks(min, max);
}

/** Place of a value on a line from `from` (the axis's least value) to `to`, in pixels. */
export function placeOn(axis: Axis, from: number, to: number): (value: number) => number {
  const scale = axis.log === true ? Math.log10 : (value: number) => value;
  const [low, high] = [scale(axis.min), scale(axis.max)];
  return (value) => from + ((scale(value) - low) / (high - low)) * (to - from);
}

export function words(value: number, format: Format): string {
  if (format === 'percent') return `${short(100 * value, 1)} %`;
  if (format === 'points')
    return `${value > 0 ? '+' : value < 0 ? '−' : ''}${short(Math.abs(100 * value), 1)}`;
  if (format === 'ratio') return value.toFixed(3);
  if (format === 'count') return Math.round(value).toLocaleString('en');
  return short(value, value < 1 ? 2 : 1);
}

/** The next round number at or above: 1, 2, 2.5 or 5 times a power of ten. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 2.5, 5, 10].find((each) => each * power >= value * (1 - 1e-9)) ?? 10;
  return factor * power;
}

const short = (value: number, digits: number): string => String(Number(value.toFixed(digits)));

function linearTicks(min: number, max: number): number[] {
  const step = roundUp((max - min) / WANTED_TICKS);
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Powers of ten, and 2 and 5 times those where they would be few. */
function logTicks(min: number, max: number): number[] {
  const decades = Math.log10(max / min);
  const factors = decades > 1.9 ? [1] : [1, 2, 5];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
    for (const factor of factors) ticks.push(Number((factor * 10 ** power).toPrecision(12)));
  }
  return ticks.filter((tick) => tick >= min * (1 - 1e-9) && tick <= max * (1 + 1e-9));
}
