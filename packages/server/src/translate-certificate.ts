/** A cell's certificate as people and programs read it. */
import type * as wire from '@understudy/contract';
import type { CellCertificate } from '@understudy/engine';

/** What later engines tell beside it; null where this one does not. */
interface Told {
  readonly audited?: number;
  readonly since_at_ms?: number | null;
  readonly how?: 'first-unlock' | 'live';
  readonly locked?: { readonly since_ms: number; readonly reason: string } | null;
}

const iso = (ms: number) => new Date(ms).toISOString();

export function toWireCertificate(cell: CellCertificate & Told): wire.Certificate {
  const { since_at_ms = null, locked = null } = cell;
  return {
    cell: cell.cell,
    max_error: cell.alpha,
    confidence: 1 - cell.delta,
    labelled: cell.labelled,
    wrong: cell.wrong,
    threshold: cell.threshold,
    coverage: cell.coverage,
    since: since_at_ms === null ? null : iso(since_at_ms),
    audited: cell.audited ?? null,
    needed: cell.needed,
    how: cell.how ?? null,
    locked: locked === null ? null : { since: iso(locked.since_ms), reason: locked.reason },
    text: textOf(cell),
  };
}

const percent = (share: number) => `${Math.round(share * 1_000) / 10} %`;

function textOf({ cell, threshold, alpha, delta, labelled, wrong, needed }: CellCertificate): string {
  if (threshold === null) {
    return `${cell}: not certified yet; about ${needed} more right answers of the team unlock it (${labelled} labelled so far, ${wrong} wrong).`;
  }
  return `${cell}: certified at most ${percent(alpha)} wrong, at ${percent(1 - delta)} confidence, from ${labelled} labelled answers, ${wrong} wrong.`;
}
