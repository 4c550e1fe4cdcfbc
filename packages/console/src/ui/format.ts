/** Numbers and times as people read them. Pure: `now_ms` comes in. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** `now`, `4 min`, `2 h`, `3 d`, then a date. */
export function ago(at: string, now_ms: number): string {
  const age_ms = now_ms - Date.parse(at);
  if (age_ms < MINUTE_MS) return 'now';
  if (age_ms < HOUR_MS) return `${Math.floor(age_ms / MINUTE_MS)} min`;
  if (age_ms < DAY_MS) return `${Math.floor(age_ms / HOUR_MS)} h`;
  if (age_ms < 30 * DAY_MS) return `${Math.floor(age_ms / DAY_MS)} d`;
  return day(at);
}
/** The same within a sentence: `just now`, `4 min ago`, then a date. */
export function agoWords(at: string, now_ms: number): string {
  const age = ago(at, now_ms);
  return /^\d+ (?:min|h|d)$/.test(age) ? `${age} ago` : age === 'now' ? 'just now' : age;
}
export function clock(at: string): string {
  return new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}
export function day(at: string): string {
  return new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}
/** `Today`, `Yesterday` or the date, in the reader's time zone. */
export function dayName(at: string, now_ms: number): string {
  const key = new Date(at).toDateString();
  if (key === new Date(now_ms).toDateString()) return 'Today';
  if (key === new Date(now_ms - DAY_MS).toDateString()) return 'Yesterday';
  return day(at);
}
/** A share, 0 to 1, as percent; one decimal below ten, so that 4.6 % is not rounded to 5 %. */
export function percent(share: number): string {
  const value = share * 100;
  const digits = value !== 0 && Math.abs(value) < 10 ? 1 : 0;
  return `${Number(value.toFixed(digits))} %`;
}
export function count(value: number): string {
  return value.toLocaleString('en-GB');
}
/** `840 B`, `12 kB`, `3.4 MB`. */
export function bytes(value: number): string {
  if (value < 1e3) return `${value} B`;
  const [size, unit] = value < 1e6 ? [value / 1e3, 'kB'] : [value / 1e6, 'MB'];
  return `${size < 10 ? size.toFixed(1) : size.toFixed(0)} ${unit}`;
}
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) =>
    word ? String.fromCodePoint(word.codePointAt(0) ?? 63) : '',
  );
  return letters.join('').toUpperCase() || '?';
}
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
