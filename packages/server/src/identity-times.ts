/** What the times of an identity token say against it. Pure; times of a token are seconds since 1970. */
import {
  IDENTITY_CLOCK_TOLERANCE_S as TOLERANCE_S,
  type IdentityFinding,
  MAX_IDENTITY_LIFETIME_S as LIFETIME_S,
} from '@understudy/contract';

/** Seconds reach this in the year 5138; milliseconds did in 1973. */
const LEAST_MILLISECONDS = 1e11;

const error = (code: string, text: string): IdentityFinding => ({ code, level: 'error', text });

export function timeFindings(claims: Readonly<Record<string, unknown>>, now_ms: number): IdentityFinding[] {
  const now_s = Math.floor(now_ms / 1000);
  const { exp, iat, nbf } = claims;
  const found = Object.entries({ exp, iat, nbf }).flatMap(([name, value]) => formFindings(name, value));
  if (exp === undefined) found.push(error('exp-missing', '`exp` is missing: when the token ends.'));
  if (found.length > 0) return found;
  const [ends, issued, begins] = [exp as number, iat as number | undefined, nbf as number | undefined];
  if (ends <= now_s - TOLERANCE_S)
    found.push(error('expired', `\`exp\` is ${span(now_s - ends)} ago: the token has expired.`));
  if (ends > now_s + LIFETIME_S + TOLERANCE_S)
    found.push(error('exp-far', `\`exp\` is ${span(ends - now_s)} away, at most ${span(LIFETIME_S)}.`));
  if (issued !== undefined && ends - issued > LIFETIME_S)
    found.push(
      error('lifetime', `From \`iat\` to \`exp\` it is ${span(ends - issued)}, at most ${span(LIFETIME_S)}.`),
    );
  if (issued !== undefined && issued > now_s + TOLERANCE_S)
    found.push(
      error('iat-future', `\`iat\` is ${span(issued - now_s)} ahead: is the clock of your server right?`),
    );
  if (begins !== undefined && begins > now_s + TOLERANCE_S)
    found.push(error('not-yet', `\`nbf\` is ${span(begins - now_s)} ahead: the token is not valid yet.`));
  return found;
}

function formFindings(name: string, value: unknown): IdentityFinding[] {
  if (value === undefined) return [];
  if (typeof value !== 'number' || !Number.isFinite(value))
    return [
      error(
        'time',
        `\`${name}\` is ${typeof value === 'string' ? 'text' : 'no number'}, expected seconds since 1970 as a number.`,
      ),
    ];
  if (value >= LEAST_MILLISECONDS)
    return [
      error(
        'milliseconds',
        `\`${name}\` is in milliseconds, expected seconds: divide by 1000 and round down.`,
      ),
    ];
  return [];
}

/** `90 seconds`, `62 minutes`, `3 hours`, `4 days`: rounded to what a person would say. */
export function span(seconds: number): string {
  if (seconds >= 36 * 3_600) return plural(seconds / 86_400, 'day');
  if (seconds >= 5_400 || seconds === 3_600) return plural(seconds / 3_600, 'hour');
  return seconds > 90 ? plural(seconds / 60, 'minute') : plural(seconds, 'second');
}

function plural(amount: number, unit: string): string {
  const n = Math.round(amount * 10) / 10;
  return `${n} ${unit}${n === 1 ? '' : 's'}`;
}
