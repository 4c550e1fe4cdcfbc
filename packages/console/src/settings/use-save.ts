import { useMutation } from '@tanstack/react-query';
import type { Body } from '@understudy/contract';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { keys, queryClient, settingsQuery } from '../api/queries.ts';
import { complain, toast } from '../app/toasts.ts';
import { useUnsaved } from './unsaved.ts';

type Part = Body<'updateSettings'>;

export interface Save {
  readonly isDirty: boolean;
  readonly isPending: boolean;
  readonly send: (part: Part) => void;
}

/** Saves a part of the settings. `draft` is all that the form can change, as it stands. */
export function useSave(draft: unknown): Save {
  const now = JSON.stringify(draft);
  const [kept, setKept] = useState(now);
  const isDirty = now !== kept;
  useUnsaved(isDirty);
  const { mutate, isPending } = useMutation({
    mutationFn: ({ part }: { readonly part: Part; readonly sent: string }) =>
      call('updateSettings', { body: part }),
    onSuccess: (settings, { sent, part }) => {
      queryClient.setQueryData(settingsQuery.queryKey, settings);
      // The name stands above the navigation, too.
      if (part.workspace_name !== undefined) void queryClient.invalidateQueries({ queryKey: keys.me });
      setKept(sent);
      toast('Saved');
    },
    onError: complain,
  });
  return { isDirty, isPending, send: (part) => mutate({ part, sent: now }) };
}
