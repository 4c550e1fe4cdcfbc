import type { ComponentProps } from 'react';

type Kind = 'primary' | 'plain' | 'quiet' | 'danger';
const KIND: Record<Kind, string> = {
  primary: 'bg-accent-solid text-white border-transparent hover:bg-accent-strong',
  plain: 'bg-raised text-ink border-line-strong hover:bg-hover',
  quiet: 'bg-transparent text-muted border-transparent hover:bg-hover hover:text-ink',
  danger: 'bg-raised text-bad border-line-strong hover:bg-bad-soft',
};
const SIZE = { small: 'h-7 px-2 text-xs gap-1.5', medium: 'h-9 px-3.5 text-base gap-2' };

export const buttonClass = (kind: Kind = 'plain', size: keyof typeof SIZE = 'small') =>
  `inline-flex shrink-0 items-center justify-center rounded-lg border font-medium whitespace-nowrap transition-colors disabled:opacity-50 ${KIND[kind]} ${SIZE[size]}`;

export function Button({
  kind,
  size,
  className = '',
  ...rest
}: ComponentProps<'button'> & { kind?: Kind; size?: keyof typeof SIZE }) {
  return <button type="button" className={`${buttonClass(kind, size)} ${className}`} {...rest} />;
}

/** A square button with an icon only; its label is spoken and shown as a tooltip. */
export function IconButton({ label, className = '', ...rest }: ComponentProps<'button'> & { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`inline-flex size-8 shrink-0 items-center justify-center rounded-lg text-muted transition-colors hover:bg-hover hover:text-ink ${className}`}
      {...rest}
    />
  );
}
