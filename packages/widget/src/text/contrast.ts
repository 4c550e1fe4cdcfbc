/**
 * Colours that stay readable whatever brand colour a workspace picks. Contrast as WCAG 2.2 defines it (1 to 21).
 * Source: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
 */
type Rgb = readonly [number, number, number];

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];
/** WCAG AA for normal text. */
const READABLE = 4.5;

/** `#rrggbb` to components 0–255; anything else is taken for the default brand colour. */
function parse(hex: string): Rgb {
  const digits = /^#([0-9a-f]{6})$/i.exec(hex)?.[1] ?? '4f46e5';
  return [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16)) as unknown as Rgb;
}

const format = (rgb: Rgb): string =>
  `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((part) => {
    const level = part / 255;
    return level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(a: Rgb, b: Rgb): number {
  const [low, high] = [luminance(a), luminance(b)].toSorted((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Contrast of two `#rrggbb` colours, 1 to 21. */
export const contrast = (a: string, b: string): number => ratio(parse(a), parse(b));

/** White or black, whichever reads better on `brand`; one of them always reaches 4.5. White where it suffices. */
export function textOn(brand: string): string {
  return ratio(parse(brand), WHITE) >= READABLE ? '#ffffff' : '#000000';
}

/** `brand`, moved towards black or white just as far as it takes to be readable as text on `surface`. */
export function readableOn(brand: string, surface: string): string {
  const [from, behind] = [parse(brand), parse(surface)];
  const towards = ratio(behind, WHITE) > ratio(behind, BLACK) ? WHITE : BLACK;
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = from.map((part, i) =>
      Math.round(part + ((towards[i] ?? 0) - part) * share),
    ) as unknown as Rgb;
    if (ratio(mixed, behind) >= READABLE) return format(mixed);
  }
  return format(towards);
}
