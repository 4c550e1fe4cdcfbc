/** What the checks said: what did not pass first, with why and the words that made it; the rest folded. */
import type { Finding } from '@understudy/contract';
import { Badge } from '../ui/badge.tsx';
import { plural } from '../ui/format.ts';
import { Part } from './part.tsx';
import { checkName, VERDICT } from './words.ts';

const WEIGHT: Readonly<Record<Finding['verdict'], number>> = { block: 0, doubt: 1, pass: 2 };

export function Checks({ findings }: { findings: readonly Finding[] }) {
  const sorted = findings.toSorted((a, b) => WEIGHT[a.verdict] - WEIGHT[b.verdict]);
  const passed = sorted.filter(({ verdict }) => verdict === 'pass');
  const failed = sorted.filter(({ verdict }) => verdict !== 'pass');
  return (
    <Part title="Checks">
      {findings.length === 0 && <p className="text-sm text-muted">No check has looked at it.</p>}
      {failed.length > 0 && (
        <ul className="flex flex-col gap-2">
          {failed.map((finding) => (
            <li
              key={finding.check}
              className={`flex flex-col gap-1 rounded-lg border px-3 py-2 text-sm ${finding.verdict === 'block' ? 'border-bad/40' : 'border-line-strong'}`}
            >
              <p className="flex flex-wrap items-center gap-2 font-medium">
                <Badge tone={VERDICT[finding.verdict].tone}>{VERDICT[finding.verdict].label}</Badge>
                {checkName(finding.check)}
              </p>
              <p className="break-words">{finding.why}</p>
              <Evidence quotes={finding.evidence} />
            </li>
          ))}
        </ul>
      )}
      {passed.length > 0 && (
        <details className="text-sm">
          <summary className="rounded-md text-muted hover:text-ink">
            {failed.length === 0
              ? `All ${plural(passed.length, 'check')} passed`
              : `${plural(passed.length, 'check')} passed`}
          </summary>
          <ul className="mt-1.5 flex flex-col gap-1">
            {passed.map((finding) => (
              <li key={finding.check} className="flex gap-2">
                <span className="w-32 shrink-0 text-muted">{checkName(finding.check)}</span>
                <span className="min-w-0 break-words">{finding.why}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Part>
  );
}

function Evidence({ quotes }: { quotes: readonly string[] }) {
  return quotes.map((quote) => (
    <blockquote key={quote} className="border-l-2 border-line-strong pl-2.5 text-xs break-words text-muted">
      “{quote}”
    </blockquote>
  ));
}
