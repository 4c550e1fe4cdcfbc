import { Popover } from '@base-ui/react/popover';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { SavedView } from '@understudy/contract';
import { Bookmark, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { call } from '../api/client.ts';
import { savedViewsQuery } from '../api/figure-queries.ts';
import { meQuery, queryClient } from '../api/queries.ts';
import { complain, toast } from '../app/toasts.ts';
import { Button, buttonClass, IconButton } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Panel } from './panel.tsx';

type PageName = SavedView['page'];

/** Views of this page under names: one’s own, and those that others share. */
export function SavedViews({ page }: { page: PageName }) {
  const [isOpen, setOpen] = useState(false);
  const views = useQuery(savedViewsQuery).data?.filter((view) => view.page === page) ?? [];
  const me = useQuery(meQuery).data;
  const navigate = useNavigate();
  const show = (view: SavedView) => {
    setOpen(false);
    void navigate({ href: location.pathname + view.search });
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger className={buttonClass()} aria-label="Saved views">
        <Bookmark className="size-4" aria-hidden />
        <span className="max-sm:sr-only">Views</span>
      </Popover.Trigger>
      <Panel label="Saved views" className="w-[min(320px,calc(100vw-24px))] gap-3 p-3">
        {views.length === 0 && (
          <p className="text-sm text-muted">No views yet. A view keeps the days and what is chosen.</p>
        )}
        <ul className="flex max-h-64 flex-col gap-0.5 overflow-auto">
          {views.map((view) => (
            <li key={view.id} className="flex items-center gap-1">
              <button
                type="button"
                onClick={() => show(view)}
                className="min-w-0 flex-1 rounded-lg px-2 py-1.5 text-left text-sm hover:bg-hover"
              >
                <span className="block truncate">{view.name}</span>
                <span className="block text-xs text-muted">
                  {view.shared ? `shared, by ${view.by}` : 'only you'}
                </span>
              </button>
              {view.by === me?.name && (
                <IconButton label={`Delete ${view.name}`} onClick={() => void forget(view)}>
                  <Trash2 className="size-4" aria-hidden />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
        <SaveForm page={page} />
      </Panel>
    </Popover.Root>
  );
}

function SaveForm({ page }: { page: PageName }) {
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = useMutation({
    mutationFn: () => keep({ page, name: name.trim(), search: location.search, shared }),
    onSuccess: () => setName(''),
    onError: complain,
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-2 border-t border-line pt-3">
      <Field
        label="Save this view as"
        value={name}
        maxLength={60}
        onChange={(event) => setName(event.target.value)}
      />
      <label className="flex items-center gap-2 text-sm">
        <input type="checkbox" checked={shared} onChange={() => setShared(!shared)} />
        Share it with the team
      </label>
      <Button type="submit" disabled={name.trim() === '' || save.isPending}>
        Save
      </Button>
    </form>
  );
}

async function keep(view: Omit<SavedView, 'id' | 'by'>): Promise<void> {
  await call('saveView', { body: view });
  await queryClient.invalidateQueries({ queryKey: savedViewsQuery.queryKey });
}

async function forget({ id, page, name, search, shared }: SavedView): Promise<void> {
  try {
    await call('deleteView', { params: { id } });
    await queryClient.invalidateQueries({ queryKey: savedViewsQuery.queryKey });
    toast(`“${name}” deleted.`, {
      undo: () => void keep({ page, name, search, shared }).catch(complain),
    });
  } catch (error) {
    complain(error);
  }
}
