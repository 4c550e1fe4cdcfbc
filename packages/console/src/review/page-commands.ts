/** What the keys of the review do that do not decide on the one lesson: moving, picking, undoing, filtering. */
import type { Lesson } from '@understudy/contract';
import type { Command } from '../app/commands.ts';

interface PageHands {
  /** Something is being written or asked. */
  readonly isResting: boolean;
  readonly isReviewer: boolean;
  /** The one on the screen, where it may be approved together with others. */
  readonly pickable: Lesson | undefined;
  readonly onMove: (step: 1 | -1) => void;
  readonly onUndo: () => void;
  readonly onPick: (id: string) => void;
  readonly onPickAlike: (lesson: Lesson) => void;
  readonly onApprovePicked: () => void;
  readonly onFilter: () => void;
}

const group = 'Review';

export function pageCommands(hands: PageHands): readonly Command[] {
  if (hands.isResting) return [];
  return [
    {
      id: 'next-lesson',
      title: 'Next lesson',
      group,
      keys: ['j', 'ArrowDown', 'ArrowRight'],
      keysOnly: true,
      run: () => hands.onMove(1),
    },
    {
      id: 'previous-lesson',
      title: 'Previous lesson',
      group,
      keys: ['k', 'ArrowUp', 'ArrowLeft'],
      keysOnly: true,
      run: () => hands.onMove(-1),
    },
    { id: 'filter-lessons', title: 'Filter lessons', group, keys: ['/'], run: hands.onFilter },
    ...(hands.isReviewer ? decisions(hands) : []),
  ];
}

const decisions = ({ pickable, ...hands }: PageHands): readonly Command[] => [
  { id: 'undo-review', title: 'Take the last review back', group, keys: ['u'], run: hands.onUndo },
  ...(pickable
    ? [
        {
          id: 'pick',
          title: 'Pick for approval together',
          group,
          keys: ['x'],
          run: () => hands.onPick(pickable.id),
        } as const,
        {
          id: 'pick-alike',
          title: 'Pick all that say the same',
          group,
          keys: ['X'],
          run: () => hands.onPickAlike(pickable),
        } as const,
      ]
    : []),
  { id: 'approve-picked', title: 'Approve those picked', group, keys: ['A'], run: hands.onApprovePicked },
];
