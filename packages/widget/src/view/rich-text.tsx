/** A reply as nodes. Text goes in as text only, so nothing that anybody writes can become markup. */
import type { ComponentChildren } from 'preact';
import { type Block, type Inline, parseMarkdown } from '../text/markdown.ts';
import { t } from '../text/strings.ts';

export const RichText = ({ text }: { readonly text: string }) => <>{parseMarkdown(text).map(block)}</>;

export function SafeLink({
  href,
  children,
}: {
  readonly href: string;
  readonly children: ComponentChildren;
}) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
      <span class="hidden"> {t('opens_new_tab')}</span>
    </a>
  );
}

function block(part: Block, key: number) {
  if (part.kind === 'code') {
    return (
      // A wide listing scrolls, so the keyboard must reach it.
      <pre key={key} tabIndex={0}>
        <code>{part.text}</code>
      </pre>
    );
  }
  if (part.kind === 'list') {
    const items = part.items.map((item, at) => <li key={at}>{item.map(inline)}</li>);
    return part.ordered ? (
      <ol key={key} start={part.start}>
        {items}
      </ol>
    ) : (
      <ul key={key}>{items}</ul>
    );
  }
  const children = part.children.map(inline);
  return <p key={key}>{part.kind === 'heading' ? <strong>{children}</strong> : children}</p>;
}

function inline(part: Inline, key: number): ComponentChildren {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'break':
      return <br key={key} />;
    case 'code':
      return <code key={key}>{part.text}</code>;
    case 'bold':
      return <strong key={key}>{part.children.map(inline)}</strong>;
    case 'emphasis':
      return <em key={key}>{part.children.map(inline)}</em>;
    case 'link':
      return (
        <SafeLink key={key} href={part.href}>
          {part.text}
        </SafeLink>
      );
  }
}
