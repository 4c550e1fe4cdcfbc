import { Button } from '../ui/button.tsx';
import { CopyCode } from '../ui/copy-code.tsx';
import { Dialog } from '../ui/dialog.tsx';

/** A secret that is never shown again. */
export function SecretOnce({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog title="Its signing secret" onClose={onClose}>
      <div className="flex flex-col gap-4 overflow-y-auto p-4">
        <p className="text-sm text-muted">
          Copy it now: it is shown this once. Your server checks with it that what arrives is from here.
        </p>
        <CopyCode code={secret} label="the secret" />
        <Button kind="primary" size="medium" onClick={onClose}>
          I have copied it
        </Button>
      </div>
    </Dialog>
  );
}
