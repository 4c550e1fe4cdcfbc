import type { Quality } from '@understudy/contract';
import { Lock, MoveVertical, ShieldCheck } from 'lucide-react';
import { ChartFrame } from '../charts/frame.tsx';
import { dayWords } from '../charts/days.ts';
import { percent } from '../ui/format.ts';

const LOOKS = {
  unlocked: { icon: ShieldCheck, tone: 'text-good', name: 'Unlocked' },
  moved: { icon: MoveVertical, tone: 'text-accent', name: 'Moved' },
  locked: { icon: Lock, tone: 'text-warn', name: 'Locked' },
} as const;

/** What became of certificates, newest first. */
export function CertificateHistory({ quality }: { quality: Quality }) {
  const { certificate_history: history } = quality;
  const [newest] = history;
  return (
    <ChartFrame
      title="Certificates over time"
      says={newest && `Last: ${newest.cell}, ${dayWords(newest.at)}.`}
      definition="A certificate states that at most the accepted share of answers of one kind is wrong. It unlocks answers alone from a confidence on, moves as labels come in, and is locked again where harm shows."
      empty={history.length === 0 ? 'No certificate was unlocked, moved or locked in these days.' : null}
      table={{
        columns: [
          { name: 'When' },
          { name: 'Kind' },
          { name: 'Change' },
          { name: 'From confidence', say: percent },
          { name: 'Why' },
        ],
        rows: history.map(({ at, cell, change, threshold, text }) => [
          dayWords(at),
          cell,
          LOOKS[change].name,
          threshold,
          text,
        ]),
      }}
    >
      <ol className="flex max-h-72 flex-col overflow-y-auto" tabIndex={0}>
        {history.map(({ at, cell, change, text }) => {
          const { icon: Icon, tone, name } = LOOKS[change];
          return (
            <li key={`${at} ${cell}`} className="relative ml-2.5 border-l border-line pb-3 pl-5 text-sm">
              <span
                className={`absolute top-0 -left-2.5 flex size-5 items-center justify-center rounded-full bg-surface ${tone}`}
              >
                <Icon className="size-4" aria-label={name} />
              </span>
              <p>
                <span className="font-medium">{cell}</span> <span className="text-muted">{dayWords(at)}</span>
              </p>
              <p className="text-muted">{text}</p>
            </li>
          );
        })}
      </ol>
    </ChartFrame>
  );
}
