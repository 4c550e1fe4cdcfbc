import { Popover } from '@base-ui/react/popover';
import { useQuery } from '@tanstack/react-query';
import { Shapes, X } from 'lucide-react';
import { useState } from 'react';
import { topicFiguresQuery } from '../api/figure-queries.ts';
import { useFigures } from '../figures/use-figures.ts';
import { buttonClass, IconButton } from '../ui/button.tsx';
import { count } from '../ui/format.ts';
import { SearchList } from '../ui/search-list.tsx';
import { listed } from '../topics/listing.ts';
import { Panel } from '../figures/panel.tsx';

const SHOWN = 50;

/** Which topic the page is of: all, or one of those that came in these days. */
export function TopicPicker() {
  const { search, range, change } = useFigures();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const topics = useQuery({ ...topicFiguresQuery(range), enabled: isOpen || search.about !== undefined });
  const items = topics.data?.items ?? [];
  const chosen = items.find(({ id }) => id === search.about);
  const choose = (about: string | undefined) => {
    change({ about });
    setOpen(false);
    setText('');
  };
  return (
    <span className="flex min-w-0 items-center">
      <Popover.Root open={isOpen} onOpenChange={setOpen}>
        <Popover.Trigger className={`${buttonClass()} max-w-64`}>
          <Shapes className="size-4 shrink-0" aria-hidden />
          <span className="truncate">
            <span className="sr-only">Topic: </span>
            {search.about === undefined ? 'All topics' : chosen?.name || 'One topic'}
          </span>
        </Popover.Trigger>
        <Panel label="Topic" className="max-h-96 w-[min(380px,calc(100vw-24px))]">
          <SearchList
            list="topics"
            label="Search topics"
            placeholder="Search topics"
            options="Topics"
            found={listed(items, { q: text, sort: 'volume' }).slice(0, SHOWN)}
            text={text}
            onText={setText}
            onChoose={({ id }) => choose(id)}
            nothing={
              topics.isError
                ? 'The topics could not be loaded.'
                : topics.isPending
                  ? 'Loading …'
                  : 'Nothing found'
            }
            optionClass="items-baseline py-1.5"
          >
            {({ name, conversations }) => (
              <>
                <span className="min-w-0 flex-1 break-words">{name || 'Without words'}</span>
                <span className="figures shrink-0 text-xs text-muted">{count(conversations)}</span>
              </>
            )}
          </SearchList>
        </Panel>
      </Popover.Root>
      {search.about !== undefined && (
        <IconButton label="All topics" className="size-7!" onClick={() => choose(undefined)}>
          <X className="size-4" aria-hidden />
        </IconButton>
      )}
    </span>
  );
}
