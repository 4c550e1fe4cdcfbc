/** One lesson on one screen: what it is, what it says or changes, where it comes from, and all that speaks for or against it. */
import { Link } from '@tanstack/react-router';
import type { LessonDetail } from '@understudy/contract';
import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { GuideSteps } from '../guides/guide-steps.tsx';
import { StageBadge } from '../learning/stage-badge.tsx';
import { Badge } from '../ui/badge.tsx';
import { useNow } from '../ui/use-now.ts';
import { Checks } from './checks.tsx';
import { ImpactPreview } from './impact-preview.tsx';
import { KnownChangePart, NoPreview } from './known-change.tsx';
import { Nearest } from './nearest.tsx';
import { Part } from './part.tsx';
import { Proposal } from './proposal.tsx';
import { QuestionPart, SourceMessages } from './source-messages.tsx';
import { EffectSince, GateResult } from './track-record.tsx';
import { agoInWords, isChange, isProcedure, KIND, learnedFrom, STATUS } from './words.ts';

interface LessonItemProps {
  readonly lesson: LessonDetail;
  readonly mayDecide: boolean;
  readonly mayJudge: boolean;
  readonly onPreview: () => void;
  readonly onMerge: (into: string) => void;
  /** In place of the text, while it is edited. */
  readonly editor: ReactNode;
}

export function LessonItem({ lesson, mayDecide, mayJudge, onPreview, onMerge, editor }: LessonItemProps) {
  const now_ms = useNow();
  const { effect } = lesson;
  // It changes no answer, so that nothing of answers speaks for or against it.
  const isHow = isProcedure(lesson);
  const isWord = lesson.kind === 'glossary';
  // All that it says stands beside where it points.
  const isNewGuide = lesson.kind === 'guide' && lesson.replaces === null;
  // A refusal has a question; the others are about the answers themselves.
  const isAboutKnown = isChange(lesson) && lesson.kind !== 'negative';
  const hasEffect = lesson.status === 'approved' || effect.answers + effect.drafts + effect.audited > 0;
  return (
    <article id={lesson.id} aria-label="Lesson" className="@container flex flex-col gap-5 px-4 py-4 md:px-6">
      <Heading lesson={lesson} now_ms={now_ms} />
      <div className="grid items-start gap-x-8 gap-y-5 @3xl:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="flex min-w-0 flex-col gap-5">
          {!isHow && !isAboutKnown && <QuestionPart lesson={lesson} />}
          {editor ?? (!isWord && !isNewGuide && <Proposal lesson={lesson} />)}
          {lesson.steps && (
            <Part title="Steps, and where they point">
              <GuideSteps steps={lesson.steps} />
            </Part>
          )}
          <KnownChangePart lesson={lesson} />
          {!isHow && !isChange(lesson) && (
            <div className="@3xl:hidden">
              <Checks findings={lesson.all_findings} />
            </div>
          )}
          {!isHow && !isAboutKnown && <SourceMessages lesson={lesson} />}
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          {!isHow && !isChange(lesson) && (
            <div className="@max-3xl:hidden">
              <Checks findings={lesson.all_findings} />
            </div>
          )}
          {lesson.gate && <GateResult gate={lesson.gate} hasQuestion={!isChange(lesson)} />}
          {hasEffect && !isHow && !isWord && <EffectSince effect={effect} />}
          {isHow ? (
            <ProcedureNote lesson={lesson} />
          ) : (
            <>
              {lesson.previewable ? (
                <ImpactPreview lesson={lesson} mayJudge={mayJudge} now_ms={now_ms} onPreview={onPreview} />
              ) : (
                <NoPreview kind={lesson.kind} />
              )}
              {!isChange(lesson) && <Nearest lesson={lesson} isDisabled={!mayDecide} onMerge={onMerge} />}
            </>
          )}
        </div>
      </div>
    </article>
  );
}

function ProcedureNote({ lesson: { kind, resolution_id } }: { lesson: LessonDetail }) {
  if (kind === 'guide')
    return (
      <Part title="What it changes">
        <p className="text-sm">
          No answer. Once approved, “Show me” stands below{' '}
          <Link
            to="/knowledge/{-$id}"
            params={{ id: resolution_id ?? undefined }}
            className="underline underline-offset-2 hover:text-ink"
          >
            the answer of its resolution
          </Link>{' '}
          and leads customers through these steps on the page. Look for names and addresses in the labels:
          customers will read them.
        </p>
      </Part>
    );
  return (
    <Part title="What it changes">
      <p className="text-sm">
        No answer. Once approved, people are shown these steps while they are at such a conversation; see{' '}
        <Link
          to="/knowledge/workflows/{-$id}"
          params={{ id: undefined }}
          className="underline underline-offset-2 hover:text-ink"
        >
          Workflows
        </Link>{' '}
        for what speaks for them.
      </p>
    </Part>
  );
}

function Heading({ lesson, now_ms }: { lesson: LessonDetail; now_ms: number }) {
  const { conversation_id } = lesson.learned_from;
  const { reviewed, status } = lesson;
  const isToldBelow = reviewed !== null && (status === 'approved' || status === 'rejected');
  return (
    <header className="flex flex-col gap-1">
      <h2 className="text-base font-semibold break-words">
        {KIND[lesson.kind]}: “{lesson.title}”
      </h2>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
        <span>
          learned from {learnedFrom(lesson)}, {agoInWords(lesson.at, now_ms)}
        </span>
        {conversation_id !== null && (
          <Link
            to="/inbox/{-$view}/{-$id}"
            params={{ view: 'all', id: conversation_id }}
            className="inline-flex items-center gap-1 underline underline-offset-2 hover:text-ink"
          >
            Conversation <ExternalLink className="size-3" aria-hidden />
          </Link>
        )}
      </p>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted">
        {lesson.status !== 'open' && !isToldBelow && (
          <Badge tone={STATUS[lesson.status].tone}>{STATUS[lesson.status].done}</Badge>
        )}
        {!isChange(lesson) && <StageBadge stage={lesson.stage} />}
        {lesson.stage_why !== '' && <span className="min-w-0 break-words">{lesson.stage_why}</span>}
        {lesson.stakes !== null && (
          <span title="What a wrong answer could touch">
            <Badge tone={lesson.stakes === 'read-only' ? 'plain' : 'warn'}>{lesson.stakes}</Badge>
          </span>
        )}
      </p>
      {reviewed && (
        <p className="text-sm">
          {lesson.status === 'rejected' ? 'Rejected' : 'Approved'} by {reviewed.by},{' '}
          {agoInWords(reviewed.at, now_ms)}
          {reviewed.reason !== null && <span className="text-muted">: “{reviewed.reason}”</span>}
        </p>
      )}
    </header>
  );
}
