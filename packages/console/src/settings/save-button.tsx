import { Button } from '../ui/button.tsx';
import type { Save } from './use-save.ts';

interface SaveButtonProps {
  readonly save: Pick<Save, 'isDirty' | 'isPending'>;
  /** Something in the form cannot be saved as it is. */
  readonly isWrong?: boolean;
}

/** Rests as long as there is nothing to save. */
export function SaveButton({ save, isWrong = false }: SaveButtonProps) {
  return (
    <Button type="submit" kind="primary" size="medium" disabled={!save.isDirty || save.isPending || isWrong}>
      Save
    </Button>
  );
}
