/** What can be done with the lesson on the screen; why nothing can be where that is so. */
import { Button } from '../ui/button.tsx';

export interface Action {
  readonly id: string;
  readonly label: string;
  /** As it is pressed. */
  readonly key: string;
  readonly run: () => void;
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  /** Needs the right and the hold to decide; skipping does not. */
  readonly decides?: boolean;
}

interface ActionBarProps {
  readonly actions: readonly Action[];
  /** A plain sentence; null where the lesson may be decided on. */
  readonly obstacle: string | null;
}

/** One click or key each; on a phone it stays within reach of the thumb. */
export function ActionBar({ actions, obstacle }: ActionBarProps) {
  return (
    <div className="flex flex-col gap-1.5">
      {obstacle !== null && (
        <p role="status" className="text-sm text-warn">
          {obstacle}
        </p>
      )}
      <div role="group" aria-label="Review" className="flex gap-1.5 sm:flex-wrap">
        {actions.map((action) => (
          <Button
            key={action.id}
            size="medium"
            kind={action.kind ?? 'plain'}
            aria-keyshortcuts={action.key}
            className="px-2.5! text-sm! max-sm:flex-auto max-sm:px-1.5!"
            disabled={action.decides === true && obstacle !== null}
            onClick={action.run}
          >
            {action.label}
            <kbd aria-hidden className={`max-sm:hidden ${action.kind === 'primary' ? 'text-[11px]' : 'kbd'}`}>
              {action.key}
            </kbd>
          </Button>
        ))}
      </div>
    </div>
  );
}
