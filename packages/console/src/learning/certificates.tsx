import type { Certificate } from '@understudy/contract';
import { Lock, ShieldCheck } from 'lucide-react';
import { day, percent } from '../ui/format.ts';

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
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the sentence leaves out. */
function detailsOf({ threshold, coverage, since }: Certificate): string {
  if (threshold === null) return '';
  const details = [`from ${percent(threshold)} confidence`, `covers ${percent(coverage)}`];
  if (since) details.push(`since ${day(since)}`);
  return details.join(' · ');
}
