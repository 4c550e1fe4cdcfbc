const BARS = '▁▂▃▄▅▆▇█';

/**
 * A row of bars, one per value; values lie in [0, `top`], others are cut. A missing value is a blank.
 *
 * @example
 * sparkline([0, 0.5, 1]); // => '▁▅█'
 */
export function sparkline(values: readonly (number | null)[], top = 1): string {
  return values
    .map((value) => {
      if (value === null) return ' ';
      const share = Math.min(1, Math.max(0, top > 0 ? value / top : 0));
      return BARS[Math.round(share * (BARS.length - 1))];
    })
    .join('');
}

/** At most `width` values: neighbours are averaged, missing ones left out of the mean. */
export function shrink(values: readonly (number | null)[], width: number): readonly (number | null)[] {
  if (values.length <= width) return values;
  return Array.from({ length: width }, (_, index) => {
    const from = Math.floor((index * values.length) / width);
    const to = Math.floor(((index + 1) * values.length) / width);
    const present = values.slice(from, to).filter((value) => value !== null);
    return present.length === 0 ? null : present.reduce((sum, value) => sum + value, 0) / present.length;
  });
}
