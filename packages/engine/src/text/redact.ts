/**
 * Takes personal data and secrets out of a text, before anything stores or learns it.
 *
 * Typed placeholders: `[email]`, `[phone]`, `[card]`, `[iban]`, `[ip]`, `[secret]`; the second distinct value of a
 * kind is `[email-2]`, and the same value has the same placeholder throughout. Applying it twice changes nothing more.
 * Never throws; linear in the text. Limits, candidly: it knows shapes, not people: names and postal addresses stay,
 * and so does a national phone number without separators unless words such as "call me at" announce it.
 *
 *     redact('Mail ann@example.org').text        // 'Mail [email]'
 */
import { DETECTORS, type RedactedKind, type Span } from './redact-detectors.ts';

export interface Redaction {
  readonly kind: RedactedKind;
  readonly placeholder: string;
  /** How many times the value stood in the text. */
  readonly count: number;
}

export interface Redacted {
  readonly text: string;
  /** One entry per distinct value, in order of appearance; never the value itself. */
  readonly found: readonly Redaction[];
}

interface Finding extends Span {
  readonly kind: RedactedKind;
}

/** A replaced value can uncover another beside it; more rounds than this were never needed. */
const MOST_ROUNDS = 4;

export function redact(text: string): Redacted {
  const found = new Map<string, Redaction>();
  let current = text;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const findings = findAll(current);
    if (findings.length === 0) break;
    current = replaceAll(current, findings, found);
  }
  return { text: current, found: [...found.values()] };
}

/** Sorted by place and without overlaps; where two overlap, the detector that stands first wins. */
function findAll(text: string): Finding[] {
  const all = DETECTORS.flatMap(({ kind, find }, rank) =>
    find(text).map((span) => ({ kind, rank, ...span })),
  );
  all.sort((a, b) => a.from - b.from || a.rank - b.rank);
  const kept: (Finding & { rank: number })[] = [];
  for (const finding of all) {
    const previous = kept.at(-1);
    if (!previous || previous.to <= finding.from) kept.push(finding);
    else if (finding.rank < previous.rank) kept[kept.length - 1] = finding;
  }
  return kept;
}

function replaceAll(text: string, findings: readonly Finding[], found: Map<string, Redaction>): string {
  const parts: string[] = [];
  let from = 0;
  for (const finding of findings) {
    const value = text.slice(finding.from, finding.to);
    parts.push(text.slice(from, finding.from), placeholderOf(finding.kind, value, found));
    from = finding.to;
  }
  parts.push(text.slice(from));
  return parts.join('');
}

function placeholderOf(kind: RedactedKind, value: string, found: Map<string, Redaction>): string {
  const key = `${kind} ${sameness(kind, value)}`;
  const known = found.get(key);
  if (known) {
    found.set(key, { ...known, count: known.count + 1 });
    return known.placeholder;
  }
  let number = 1;
  for (const redaction of found.values()) if (redaction.kind === kind) number++;
  const placeholder = number === 1 ? `[${kind}]` : `[${kind}-${number}]`;
  found.set(key, { kind, placeholder, count: 1 });
  return placeholder;
}

/** Spellings of one value are one value: separators and letter case do not count, but in a secret. */
function sameness(kind: RedactedKind, value: string): string {
  if (kind === 'secret') return value;
  const lower = value.toLowerCase();
  return kind === 'email' || kind === 'ip' ? lower : lower.replace(/[^a-z0-9]/g, '');
}
