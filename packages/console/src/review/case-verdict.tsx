/** Right or wrong: what a reviewer says of an answer that the preview shows. A second click takes it back. */
import type { CaseVerdict, ImpactCase, LessonDetail } from '@understudy/contract';
import { Check, X } from 'lucide-react';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { keys, queryClient } from '../api/queries.ts';
import { announce, complain } from '../app/toasts.ts';
import { Badge } from '../ui/badge.tsx';

interface CaseVerdictsProps {
  readonly lesson_id: string;
  readonly shown: ImpactCase;
  readonly mayJudge: boolean;
}

export function CaseVerdicts({ lesson_id, shown, mayJudge }: CaseVerdictsProps) {
  const { verdict, answer_id, after, question } = shown;
  /** What is on its way to the server; undefined: nothing. */
  const [sent, setSent] = useState<CaseVerdict | null>();
  if (answer_id === null) return null;
  if (!mayJudge)
    return verdict && <Badge tone={verdict === 'right' ? 'good' : 'bad'}>a reviewer says {verdict}</Badge>;
  const isSending = sent !== undefined;
  const pressed = isSending ? sent : verdict;
  const say = async (wish: CaseVerdict) => {
    if (isSending) return;
    const next = verdict === wish ? null : wish;
    setSent(next);
    await judge(lesson_id, { decision_id: shown.decision_id, resolution_id: answer_id, verdict: next });
    setSent(undefined);
  };
  return (
    <div
      role="group"
      aria-label={`Is ${after.title === null ? 'this' : `“${after.title}”`} right for “${question}”?`}
      aria-busy={isSending}
      className="flex gap-1.5 pt-1"
    >
      {CHOICES.map(({ wish, label, Icon, look }) => (
        <button
          key={wish}
          type="button"
          aria-pressed={pressed === wish}
          title={pressed === wish ? 'Click again to take it back' : undefined}
          className={`inline-flex h-7 items-center gap-1 rounded-lg border border-line-strong bg-raised px-2 text-xs text-muted hover:bg-hover hover:text-ink aria-pressed:font-medium ${look} ${isSending ? 'animate-pulse' : ''}`}
          onClick={() => void say(wish)}
        >
          <Icon className="size-3.5" aria-hidden />
          {label}
        </button>
      ))}
    </div>
  );
}

const CHOICES = [
  {
    wish: 'right',
    label: 'Right',
    Icon: Check,
    look: 'aria-pressed:border-transparent aria-pressed:bg-good-soft aria-pressed:text-good',
  },
  {
    wish: 'wrong',
    label: 'Wrong',
    Icon: X,
    look: 'aria-pressed:border-transparent aria-pressed:bg-bad-soft aria-pressed:text-bad',
  },
] as const;

const SPOKEN = { right: 'Noted as right.', wrong: 'Noted as wrong.' } as const;

async function judge(
  id: string,
  body: { decision_id: string; resolution_id: string; verdict: CaseVerdict | null },
): Promise<void> {
  const queryKey = keys.lesson(id);
  try {
    const impact = await call('judgeCase', { params: { id }, body });
    // What is being read may be older than this.
    await queryClient.cancelQueries({ queryKey });
    queryClient.setQueryData<LessonDetail>(queryKey, (old) => old && { ...old, impact });
    announce(body.verdict === null ? 'Taken back.' : SPOKEN[body.verdict]);
  } catch (error) {
    complain(error);
    void queryClient.invalidateQueries({ queryKey });
  }
}
