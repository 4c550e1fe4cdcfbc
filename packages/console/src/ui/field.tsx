import { type ComponentProps, type ReactNode, useId } from 'react';

interface Common {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
}

export function Field({ label, hint, error, ...rest }: Common & ComponentProps<'input'>) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        className="field"
        aria-describedby={`${id}-hint`}
        aria-invalid={error ? true : undefined}
        {...rest}
      />
      <div id={`${id}-hint`} className={`mt-1 text-xs ${error ? 'text-bad' : 'text-muted'}`}>
        {error ?? hint}
      </div>
    </div>
  );
}

export function Choice({ label, hint, children, ...rest }: Common & ComponentProps<'select'>) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      <select id={id} className="field" {...rest}>
        {children}
      </select>
      {hint && <div className="mt-1 text-xs text-muted">{hint}</div>}
    </div>
  );
}

export function TextField({ label, hint, error, ...rest }: Common & ComponentProps<'textarea'>) {
  const id = useId();
  const below = error ?? hint;
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      <textarea
        id={id}
        className="field"
        aria-describedby={below ? `${id}-hint` : undefined}
        aria-invalid={error ? true : undefined}
        {...rest}
      />
      {below && (
        <p id={`${id}-hint`} className={`mt-1 text-xs ${error ? 'text-bad' : 'text-muted'}`}>
          {below}
        </p>
      )}
    </div>
  );
}
