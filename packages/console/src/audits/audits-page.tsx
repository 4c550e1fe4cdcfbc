/** One answer at a time, judged with one key: what went out alone and was drawn for a person to check. */
import type { Audit, Verdict } from '@understudy/contract';
import { ClipboardCheck } from 'lucide-react';
import { useMemo, useState } from 'react';
import { type Command, useCommands } from '../app/commands.ts';
import { ProgressBar } from '../learning/progress-bar.tsx';
import { count } from '../ui/format.ts';
import { Page } from '../ui/page.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { AuditCard } from './audit-card.tsx';
import { CorrectionDialog } from './correction-dialog.tsx';
import { useDeck } from './use-deck.ts';
import { VerdictBar } from './verdict-bar.tsx';
import { VERDICT_NAMES, VERDICTS } from './verdicts.ts';

export function AuditsPage() {
  const { list, current, judge, undo, go, progress } = useDeck();
  const [correcting, setCorrecting] = useState<Audit | null>(null);
  const commands = useMemo(
    () => (correcting ? [] : commandsFor({ current, judge, undo, go, onCorrect: setCorrecting })),
    [correcting, current, judge, undo, go],
  );
  useCommands(commands);
  return (
    <Page
      title="Audits"
      lead="Answers that it gave alone, drawn at random. Your verdict decides how much it may answer."
      actions={
        current && (
          <div className="flex w-full items-center gap-3 sm:w-48 sm:flex-col sm:items-stretch sm:gap-1">
            <p className="figures text-right text-xs whitespace-nowrap text-muted max-sm:order-last">
              {count(progress.at)} of {count(progress.total)}
            </p>
            <div className="max-sm:flex-1">
              <ProgressBar label="Judged" done={progress.judged} total={progress.total} />
            </div>
          </div>
        )
      }
    >
      {list.isPending && <Skeleton rows={3} className="h-36" />}
      {list.isError && <Failed error={list.error} what="Audits" onRetry={() => void list.refetch()} />}
      {list.data && !current && <Nothing judged={list.data.counts.judged} />}
      {current && (
        <AuditCard key={current.id} audit={current}>
          <VerdictBar
            onVerdict={(verdict) => void judge(current, verdict, null)}
            onCorrect={() => setCorrecting(current)}
          />
        </AuditCard>
      )}
      {current && progress.judged === progress.total && (
        <p className="text-sm text-muted">That was the last one. New ones appear here by themselves.</p>
      )}
      {correcting && (
        <CorrectionDialog
          answeredId={correcting.decision.candidates[0]?.resolution_id}
          onClose={() => setCorrecting(null)}
          onCorrect={(verdict, correction) => {
            void judge(correcting, verdict, correction);
            setCorrecting(null);
          }}
        />
      )}
    </Page>
  );
}

function Nothing({ judged }: { judged: number }) {
  return (
    <div className="card flex min-h-72">
      <Empty icon={<ClipboardCheck />} title="Nothing to check">
        Some of the answers that it gives alone are drawn at random and appear here.
        {judged > 0 && ` ${count(judged)} were judged so far.`}
      </Empty>
    </div>
  );
}

interface Actions {
  readonly current: Audit | undefined;
  readonly judge: (audit: Audit, verdict: Verdict, correction: null) => Promise<void>;
  readonly undo: () => Promise<void>;
  readonly go: (step: 1 | -1) => void;
  readonly onCorrect: (audit: Audit) => void;
}

function commandsFor({ current, judge, undo, go, onCorrect }: Actions): readonly Command[] {
  const open = current?.judged === null ? current : undefined;
  const own = { group: 'Audit' } as const;
  return [
    ...(open
      ? VERDICT_NAMES.map((verdict) => ({
          ...own,
          id: `verdict-${verdict}`,
          title: VERDICTS[verdict].label,
          keys: [VERDICTS[verdict].key],
          run: () => void judge(open, verdict, null),
        }))
      : []),
    ...(open
      ? [{ ...own, id: 'correct', title: 'Correct it', keys: ['c'], run: () => onCorrect(open) }]
      : []),
    { ...own, id: 'undo-verdict', title: 'Take the last verdict back', keys: ['u'], run: () => void undo() },
    {
      ...own,
      id: 'next-audit',
      title: 'Next answer',
      keys: ['j', 'ArrowDown', 'ArrowRight'],
      keysOnly: true,
      run: () => go(1),
    },
    {
      ...own,
      id: 'previous-audit',
      title: 'Previous answer',
      keys: ['k', 'ArrowUp', 'ArrowLeft'],
      keysOnly: true,
      run: () => go(-1),
    },
  ];
}
