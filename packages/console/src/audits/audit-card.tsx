/** One answer with all that it takes to judge it: question, answer as sent, and why it was sure. */
import { Link } from '@tanstack/react-router';
import type { Audit } from '@understudy/contract';
import { Bot, ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { Citations } from '../inbox/citations.tsx';
import { Reasoning } from '../inbox/reasoning.tsx';
import { Badge } from '../ui/badge.tsx';
import { ago } from '../ui/format.ts';
import { RichText } from '../ui/rich-text.tsx';
import { useNow } from '../ui/use-now.ts';
import { VERDICTS } from './verdicts.ts';

/** As many as fit on one screen beside question and answer; the conversation has them all. */
const CANDIDATES = 3;

export function AuditCard({ audit, children }: { audit: Audit; children: ReactNode }) {
  const now_ms = useNow();
  const { answer, judged } = audit;
  const decision = { ...audit.decision, candidates: audit.decision.candidates.slice(0, CANDIDATES) };
  return (
    <article aria-label="Answer to check" className="grid items-start gap-4 lg:grid-cols-[1fr_18rem]">
      <div className="card flex min-w-0 flex-col gap-5 p-4 md:p-5">
        <section>
          <h2 className="mb-1 flex flex-wrap items-center gap-x-3 text-xs font-semibold text-muted">
            The customer asked
            <span className="font-normal">{ago(audit.opened_at, now_ms)}</span>
            <Link
              to="/inbox/{-$view}/{-$id}"
              params={{ view: 'all', id: audit.conversation_id }}
              className="ml-auto inline-flex items-center gap-1 font-normal underline underline-offset-2 hover:text-ink"
            >
              Conversation <ExternalLink className="size-3" aria-hidden />
            </Link>
          </h2>
          <RichText text={audit.question} />
        </section>
        <section className="rounded-xl border border-line-strong bg-accent-soft/60 px-3.5 py-3">
          <h2 className="mb-1 flex items-center gap-1.5 text-xs font-semibold text-accent">
            <Bot className="size-4" aria-hidden /> It answered alone
          </h2>
          <RichText text={answer.text} />
          <Citations citations={answer.citations} />
        </section>
        {judged ? (
          <p role="status" className="flex flex-wrap items-center gap-2 text-sm text-muted">
            <Badge tone={VERDICTS[judged.verdict].tone}>{VERDICTS[judged.verdict].label}</Badge>
            <span>
              {' '}
              said {judged.by}
              {judged.correction && ', with a correction'}
            </span>
          </p>
        ) : (
          children
        )}
      </div>
      <div className="card min-w-0 overflow-hidden [&>section]:border-b-0">
        <Reasoning decisions={[decision]} selectedId={decision.id} onSelect={() => {}} />
      </div>
    </article>
  );
}
