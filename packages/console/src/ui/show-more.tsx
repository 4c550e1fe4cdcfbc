import type { ComponentProps } from 'react';
import { Button } from './button.tsx';

interface Pages {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  fetchNextPage(): Promise<unknown>;
}

type ShowMoreProps = { readonly list: Pages } & Pick<ComponentProps<typeof Button>, 'size' | 'className'>;

/** The next page of a list; nothing where it was the last one. */
export function ShowMore({ list, ...look }: ShowMoreProps) {
  if (!list.hasNextPage) return null;
  return (
    <Button {...look} disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
      Show more
    </Button>
  );
}
