import { Link } from '@tanstack/react-router';
import type { Decision } from '@understudy/contract';
import type { ReactNode } from 'react';
import { Badge } from '../ui/badge.tsx';
import { clock, percent } from '../ui/format.ts';
import { ConfidenceBar } from './confidence-bar.tsx';
import { contextWords } from './context-words.ts';
import { PaneSection } from './pane-section.tsx';

const ACTION: Record<Decision['action'], string> = {
  answer: 'Answered alone',
  draft: 'Wrote a draft for a person',
  clarify: 'Asked back',
  hand_off: 'Handed to a person',
};

interface ReasoningProps {
  readonly decisions: readonly Decision[];
  readonly selectedId: string | null;
  readonly onSelect: (id: string) => void;
  /** What people say of the question, below the reasons. */
  readonly said?: (decision: Decision) => ReactNode;
}

export function Reasoning({ decisions, selectedId, onSelect, said }: ReasoningProps) {
  const decision = decisions.find((item) => item.id === selectedId) ?? decisions.at(-1);
  if (!decision) {
    return (
      <PaneSection title="The AI agent’s reasoning">
        <p className="text-sm text-muted">It has not decided anything here.</p>
      </PaneSection>
    );
  }
  return (
    <PaneSection title="The AI agent’s reasoning">
      <div className="flex flex-col gap-4">
        {decisions.length > 1 && (
          <select
            aria-label="Decision"
            value={decision.id}
            onChange={(event) => onSelect(event.target.value)}
            className="field h-8! text-sm"
          >
            {decisions.map((item) => (
              <option key={item.id} value={item.id}>
                {clock(item.at)} · {ACTION[item.action]}
              </option>
            ))}
          </select>
        )}
        <div>
          <p className="mb-2 flex items-center gap-2 font-medium">
            {ACTION[decision.action]}
            {decision.audited && <Badge tone="warn">Audit</Badge>}
          </p>
          <ConfidenceBar
            value={decision.confidence}
            low={decision.confidence_low}
            high={decision.confidence_high}
            threshold={decision.threshold}
          />
        </div>
        <ul className="flex list-disc flex-col gap-1 pl-4 text-sm marker:text-faint">
          {decision.reasons.map((reason) => (
            <li key={reason.code + reason.text}>{reason.text}</li>
          ))}
        </ul>
        {said?.(decision)}
        <Candidates decision={decision} />
        <Provenance decision={decision} />
      </div>
    </PaneSection>
  );
}

function Candidates({ decision }: { decision: Decision }) {
  if (decision.candidates.length === 0)
    return <p className="text-sm text-muted">Nothing that it knows comes close.</p>;
  return (
    <div>
      <h4 className="mb-1.5 text-xs font-medium text-muted">What it considered</h4>
      <ol className="flex flex-col gap-3">
        {decision.candidates.map((candidate) => (
          <li key={candidate.resolution_id}>
            <div className="flex items-baseline gap-2 text-sm">
              <Link
                to="/knowledge/{-$id}"
                params={{ id: candidate.resolution_id }}
                className="min-w-0 flex-1 truncate hover:underline"
              >
                {candidate.title}
              </Link>
              <span className="figures text-xs text-muted">{percent(candidate.probability)}</span>
            </div>
            <div aria-hidden className="mt-1 h-1 rounded-full bg-sunken">
              <div
                className="h-full rounded-full bg-accent"
                style={{ width: `${candidate.probability * 100}%` }}
              />
            </div>
            {candidate.exemplar && (
              <p className="mt-1 line-clamp-2 text-xs text-muted">Like: “{candidate.exemplar.text}”</p>
            )}
            {candidate.context_said?.map((said) => (
              <p key={said.token} className="mt-1 text-xs break-words text-muted">
                {contextWords(said)}
              </p>
            ))}
          </li>
        ))}
      </ol>
    </div>
  );
}

function Provenance({ decision }: { decision: Decision }) {
  const rows: readonly (readonly [string, string])[] = [
    ['Model version', String(decision.model_version)],
    ['Encoder', decision.encoder_id],
    ['Seed', String(decision.seed)],
    ['Cell', decision.cell],
    ['Audit probability', percent(decision.audit_probability)],
    ['Why so probable', decision.audit_why?.replaceAll('-', ' ') ?? 'not told'],
    ['Decision', decision.id],
  ];
  return (
    <details className="text-xs text-muted">
      <summary className="rounded-md hover:text-ink">How to replay it</summary>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd className="font-mono break-all text-ink">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
