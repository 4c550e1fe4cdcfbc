/** A cell's certificate as people and programs read it. */
import type * as wire from '@understudy/contract';
import type { CellCertificate } from '@understudy/engine';

const iso = (ms: number) => new Date(ms).toISOString();

export function toWireCertificate(cell: CellCertificate): wire.Certificate {
  const { locked } = cell;
  return {
    cell: cell.cell,
    max_error: cell.alpha,
    confidence: 1 - cell.delta,
    labelled: cell.labelled,
    wrong: cell.wrong,
    threshold: cell.threshold,
    coverage: cell.coverage,
    // The time is that of the last change: only what is certified stands since then.
    since: cell.threshold === null ? null : iso(cell.since_at_ms),
    audited: cell.audited,
    needed: cell.needed,
    how: cell.how,
    locked: locked && { since: iso(locked.since.at_ms), reason: `${locked.why} ${locked.unlocks}` },
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
