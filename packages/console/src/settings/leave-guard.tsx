import { useBlocker } from '@tanstack/react-router';
import { Dialog } from '../ui/dialog.tsx';
import { FormButtons } from '../ui/form-buttons.tsx';
import { hasUnsaved } from './unsaved.ts';

/** Asks before a page is left whose forms hold changes that are not saved. */
export function LeaveGuard() {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && hasUnsaved(),
    enableBeforeUnload: hasUnsaved,
    withResolver: true,
  });
  if (status !== 'blocked') return null;
  return (
    <Dialog title="Leave without saving?" onClose={reset}>
      <form
        className="flex flex-col gap-4 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          proceed();
        }}
      >
        <p className="text-sm text-muted">What you changed on this page is not saved yet.</p>
        <FormButtons onCancel={reset} danger>
          Leave
        </FormButtons>
      </form>
    </Dialog>
  );
}
