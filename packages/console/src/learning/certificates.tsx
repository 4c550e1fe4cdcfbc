import type { Certificate } from '@understudy/contract';
import { Lock, ShieldCheck } from 'lucide-react';
import { day, percent, plural } from '../ui/format.ts';

export function Certificates({ certificates }: { certificates: readonly Certificate[] }) {
  return (
    <section className="card p-4 md:p-5">
      <h2 className="font-semibold">Certificates</h2>
      <p className="mt-0.5 text-sm text-muted">
        It answers alone only where a test on labelled answers allows it.
      </p>
      {certificates.length === 0 && (
        <p className="mt-4 text-sm text-muted">
          Nothing to certify yet: the first answers have to be labelled by your team.
        </p>
      )}
      <ul className="mt-2 divide-y divide-line">
        {certificates.map((item) => (
          <li key={item.cell} className="flex gap-3 py-3">
            {item.threshold !== null ? (
              <ShieldCheck className="mt-0.5 size-5 shrink-0 text-good" aria-label="Certified" />
            ) : (
              <Lock className="mt-0.5 size-5 shrink-0 text-faint" aria-label="Locked" />
            )}
            <div className="min-w-0">
              <p>{item.text}</p>
              <p className="figures mt-0.5 text-xs text-muted">{detailsOf(item)}</p>
              {item.locked && (
                <p className="mt-0.5 text-xs text-warn">
                  Taken back on {day(item.locked.since)}: {item.locked.reason}
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the sentence leaves out: from where, how much, since when, checked by whom, and what is missing. */
export function detailsOf({ threshold, coverage, since, audited, needed, how }: Certificate): string {
  if (threshold === null)
    return needed > 0 ? `${plural(needed, 'more right answer')} without an error to go` : '';
  const details = [`from ${percent(threshold)} confidence`, `covers ${percent(coverage)}`];
  if (audited !== null) details.push(plural(audited, 'audited answer'));
  if (since) details.push(`since ${day(since)}`);
  if (how === 'first-unlock') details.push('by what the team answered before');
  if (how === 'live') details.push('by audits of what it answers alone');
  return details.join(' · ');
}
