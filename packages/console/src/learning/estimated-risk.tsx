import type { Estimate } from '@understudy/contract';
import { count, percent, plural } from '../ui/format.ts';

/** How many answers given alone are wrong, beside what is certified about them. */
export function EstimatedRisk({ estimate }: { estimate: Estimate | null }) {
  return (
    <section className="card p-4 md:p-5">
      <h2 className="font-semibold">Wrong answers, estimated</h2>
      {estimate === null ? (
        <p className="mt-4 text-sm text-muted">
          Nothing to estimate from yet: it appears with the first answer given alone that your team has
          audited.
        </p>
      ) : (
        <Figures estimate={estimate} />
      )}
    </section>
  );
}

function Figures({ estimate }: { estimate: Estimate }) {
  const { wrong, low, high, answers, audited, confidence, by_stakes } = estimate;
  return (
    <>
      <p className="mt-2">
        <span className="figures block text-2xl font-semibold tracking-tight">{percent(wrong)}</span>
        <span className="figures block text-sm text-muted">
          {percent(low)} to {percent(high)}, from {plural(answers, 'answer')}, {count(audited)} audited
        </span>
      </p>
      <p className="mt-2 text-sm text-muted">
        Of what it answered alone, about this share was wrong. With {percent(confidence)} confidence the true
        share lies in that range. Your team’s audits count most; what customers did afterwards is weighed by
        how well it has agreed with them. Certificates trust your team’s labels alone.
      </p>
      {by_stakes.length > 1 && (
        <ul className="figures mt-3 flex flex-col gap-1 text-sm">
          {by_stakes.map((item) => (
            <li key={item.stakes}>
              {item.stakes}: {percent(item.wrong)}{' '}
              <span className="text-muted">
                ({percent(item.low)} to {percent(item.high)}, {count(item.audited)} audited)
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
