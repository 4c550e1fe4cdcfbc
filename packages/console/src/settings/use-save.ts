import { useMutation } from '@tanstack/react-query';
import type { Body } from '@understudy/contract';
import { call } from '../api/client.ts';
import { queryClient, settingsQuery } from '../api/queries.ts';
import { toast } from '../app/toasts.ts';

/** Saves a part of the settings. */
export function useSave() {
  return useMutation({
    mutationFn: (part: Body<'updateSettings'>) => call('updateSettings', { body: part }),
    onSuccess: (settings) => {
      queryClient.setQueryData(settingsQuery.queryKey, settings);
      toast('Saved');
    },
    onError: (error) => toast(error.message, { tone: 'bad' }),
  });
}
