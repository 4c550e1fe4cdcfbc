/** The lesson on the screen with what can be done about it: buttons, keys, editor and dialogs. */
import { useQuery } from '@tanstack/react-query';
import type { Lesson, LessonDetail, LessonReview } from '@understudy/contract';
import { call } from '../api/client.ts';
import { keys, lessonQuery, queryClient } from '../api/queries.ts';
import { type Command, useCommands } from '../app/commands.ts';
import { complain } from '../app/toasts.ts';
import { Failed, Skeleton } from '../ui/states.tsx';
import { type Wording, WordingForm } from '../ui/wording-form.tsx';
import { HOW_TO_WRITE as HOW_TO_WRITE_A_GUIDE } from '../guides/words.ts';
import { HOW_TO_WRITE } from '../workflows/words.ts';
import { type Action, ActionBar } from './action-bar.tsx';
import { isWaiting } from './deck.ts';
import { LessonItem } from './lesson-item.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { OverrideDialog, whatHolds } from './override-dialog.tsx';
import { PutBackDialog } from './put-back-dialog.tsx';
import { RejectDialog } from './reject-dialog.tsx';
import { TakeBackDialog } from './take-back-dialog.tsx';
import { useLock } from './use-lock.ts';
import { isChange, isProcedure } from './words.ts';

export type Panel =
  | { readonly kind: 'reject' | 'merge' | 'take-back' | 'put-back' }
  | { readonly kind: 'edit'; readonly edit?: Wording | undefined }
  /** A reason is asked for, to approve what was maybe edited before, and whose words the checks may have looked at. */
  | {
      readonly kind: 'override';
      readonly edit?: Wording | undefined;
      readonly findings?: readonly string[];
      readonly reason?: string | undefined;
    };

interface LessonPaneProps {
  readonly id: string;
  /** As the list knows it, which hears of a decision made here first. */
  readonly listed: Lesson | undefined;
  /** Who reviews here; null where they may only look. */
  readonly reviewer: string | null;
  readonly panel: Panel | null;
  readonly onPanel: (panel: Panel | null) => void;
  readonly onReview: (lesson: Lesson, review: LessonReview) => void;
  readonly onUndo: (id: string) => void;
  readonly onSkip: () => void;
  readonly onLocked: (id: string, by: Lesson['locked_by']) => void;
  readonly onChanged: (lesson: Lesson) => void;
}

export function LessonPane(props: LessonPaneProps) {
  const query = useQuery(lessonQuery(props.id));
  if (query.isPending) return <Skeleton rows={4} className="h-28" />;
  if (query.isError)
    return <Failed error={query.error} what="The lesson" onRetry={() => void query.refetch()} />;
  const { listed } = props;
  // What was decided here a moment ago, the server may not have told yet.
  const isAhead = listed && !isWaiting(listed) && isWaiting(query.data);
  return <Open {...props} lesson={isAhead ? { ...query.data, ...listed } : query.data} />;
}

function Open(props: LessonPaneProps & { lesson: LessonDetail }) {
  const { lesson, reviewer, panel, onPanel, onReview, onLocked } = props;
  const obstacle = obstacleTo(lesson, reviewer);
  useLock(reviewer !== null && isWaiting(lesson) ? lesson.id : undefined, onLocked);
  const close = () => onPanel(null);
  const decide = (review: LessonReview) => {
    close();
    onReview(lesson, review);
  };
  const approve = (edit?: Wording) => {
    const isHeld = whatHolds(lesson, edit !== undefined).length > 0;
    if (isHeld) onPanel({ kind: 'override', ...(edit && { edit }) });
    else decide({ verdict: 'approve', ...(edit && { edit }) });
  };
  const edited = panel?.kind === 'edit' || panel?.kind === 'override' ? panel.edit : undefined;
  const merge = (into: string) => decide({ verdict: 'merge', into });
  const actions = actionsFor(props, approve);
  useCommands(commandsFor({ lesson, actions, obstacle, isResting: panel !== null }));
  return (
    <>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <LessonItem
          lesson={lesson}
          mayDecide={obstacle === null && isWaiting(lesson)}
          mayJudge={reviewer !== null}
          onPreview={() => void preview(lesson)}
          onMerge={merge}
          editor={
            panel?.kind === 'edit' || edited ? (
              <WordingForm
                label="Edit the answer"
                textLabel="Text"
                saveLabel="Save and approve"
                wording={edited ?? lesson.proposed}
                hint={HINTS[lesson.kind]}
                first="text"
                className="rounded-xl border border-accent bg-raised p-3.5"
                textClass="min-h-36"
                onSave={approve}
                onLeave={close}
              />
            ) : null
          }
        />
      </div>
      {/* Nobody approves by a slip what was not edited. */}
      {panel?.kind !== 'edit' && !edited && (
        <footer data-dock className="shrink-0 border-t border-line bg-surface px-4 py-2.5 md:px-6">
          <ActionBar actions={actions} obstacle={obstacle} />
        </footer>
      )}
      {panel?.kind === 'reject' && (
        <RejectDialog onClose={close} onReject={(reason) => decide({ verdict: 'reject', reason })} />
      )}
      {panel?.kind === 'merge' && <MergeDialog lesson={lesson} onClose={close} onMerge={merge} />}
      {panel?.kind === 'take-back' && (
        <TakeBackDialog lesson={lesson} onClose={close} onChanged={props.onChanged} />
      )}
      {panel?.kind === 'put-back' && lesson.rollback_id !== null && (
        <PutBackDialog
          lessonId={lesson.id}
          rollbackId={lesson.rollback_id}
          onClose={close}
          onChanged={props.onChanged}
        />
      )}
      {panel?.kind === 'override' && (
        <OverrideDialog
          holds={[...whatHolds(lesson, edited !== undefined), ...(panel.findings ?? [])]}
          reason={panel.reason ?? ''}
          onClose={() => onPanel(edited ? { kind: 'edit', edit: edited } : null)}
          onApprove={(reason) =>
            decide({
              verdict: 'approve',
              override: { reason },
              ...(edited && {
                edit: { ...edited, ...(panel.findings && { shown: [...panel.findings] }) },
              }),
            })
          }
        />
      )}
    </>
  );
}

function obstacleTo(lesson: LessonDetail, reviewer: string | null): string | null {
  if (reviewer === null) return 'Reviewing takes the role lead.';
  if (!isWaiting(lesson) || lesson.locked_by === null) return null;
  return `${lesson.locked_by} has this lesson on the screen. Go on to the next; it is free again once they leave it.`;
}

function actionsFor(
  { lesson, reviewer, onPanel, onSkip, onUndo }: LessonPaneProps & { lesson: LessonDetail },
  approve: () => void,
): readonly Action[] {
  const open = (kind: Exclude<Panel['kind'], 'override'>) => () => onPanel({ kind });
  if (!isWaiting(lesson)) {
    const mayUndo = lesson.reviewed?.undo_until != null && lesson.reviewed.by === reviewer;
    return [
      ...(mayUndo ? [{ id: UNDO, label: 'Undo', key: 'u', run: () => onUndo(lesson.id) }] : []),
      ...(lesson.status === 'approved'
        ? [{ id: 'take-back', label: 'Take it back…', key: 't', decides: true, run: open('take-back') }]
        : []),
      ...(lesson.rollback_id === null
        ? []
        : [{ id: 'put-back', label: 'Put back…', key: 'b', decides: true, run: open('put-back') }]),
    ];
  }
  return [
    { id: 'approve', label: 'Approve', key: 'a', kind: 'primary', decides: true, run: () => approve() },
    ...(isChange(lesson) ? [] : [{ id: 'edit', label: 'Edit', key: 'e', decides: true, run: open('edit') }]),
    { id: 'reject', label: 'Reject', key: 'r', decides: true, run: open('reject') },
    ...(isProcedure(lesson) || isChange(lesson)
      ? []
      : [{ id: 'merge', label: 'Merge', key: 'm', decides: true, run: open('merge') }]),
    { id: 'skip', label: 'Skip', key: 's', kind: 'quiet', run: onSkip },
  ];
}

const HINTS: Partial<Record<LessonDetail['kind'], string>> = {
  workflow: HOW_TO_WRITE,
  guide: HOW_TO_WRITE_A_GUIDE,
};

const UNDO = 'undo-this';

interface Hands {
  readonly lesson: LessonDetail;
  readonly actions: readonly Action[];
  readonly obstacle: string | null;
  readonly isResting: boolean;
}

function commandsFor({ lesson, actions, obstacle, isResting }: Hands): readonly Command[] {
  if (isResting) return [];
  // The page has the key of an undo, which is for what was sent last as well.
  const possible = actions.filter((action) => action.id !== UNDO && !(action.decides && obstacle !== null));
  return [
    ...possible.map(
      ({ id, key, run }): Command => ({ id, title: TITLES[id] ?? id, group: 'Review', keys: [key], run }),
    ),
    ...(lesson.previewable ? [previewOf(lesson)] : []),
  ];
}

const previewOf = (lesson: LessonDetail): Command => ({
  id: 'preview',
  title: 'Preview what it would have changed',
  group: 'Review',
  keys: ['p'],
  run: () => void preview(lesson),
});

const TITLES: Readonly<Record<string, string>> = {
  approve: 'Approve the lesson',
  edit: 'Edit and approve',
  reject: 'Reject with a reason',
  merge: 'Merge into a known answer',
  skip: 'Skip for now',
  'take-back': 'Take the lesson back',
  'put-back': 'Put back what was rolled back',
};

/** Asked for twice, it is counted once. */
async function preview({ id, impact }: LessonDetail): Promise<void> {
  if (impact.state === 'running') return;
  const show = (state: 'running' | 'failed') =>
    queryClient.setQueryData<LessonDetail>(
      keys.lesson(id),
      (old) => old && { ...old, impact: { ...old.impact, state, done: 0, total: 0 } },
    );
  show('running');
  try {
    await call('previewLesson', { params: { id } });
  } catch (error) {
    show('failed');
    complain(error);
  }
}
