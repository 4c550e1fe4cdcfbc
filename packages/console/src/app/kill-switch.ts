/** One key stops the AI agent from answering alone; people go on with its drafts, and one click lets it go on. */
import { call } from '../api/client.ts';
import { autonomyQuery, queryClient, settingsQuery } from '../api/queries.ts';
import type { Command } from './commands.ts';
import { complain, toast } from './toasts.ts';

export const KILL_SWITCH: Command = {
  id: 'kill-switch',
  title: 'Stop the AI agent: a person sends every reply',
  group: 'General',
  keys: ['!'],
  inDialog: true,
  run: () => void stop(),
};

async function stop(): Promise<void> {
  try {
    const { autonomy } = await queryClient.fetchQuery(settingsQuery);
    if (autonomy !== 'auto') {
      toast(`The AI agent answers nothing alone: it is set to “${autonomy}”.`);
      return;
    }
    await set('draft');
    toast('Stopped. A person sends every reply from now on.', { undo: () => void resume() });
  } catch (error) {
    complain(error);
  }
}

const resume = () => set('auto').catch(complain);

async function set(autonomy: 'draft' | 'auto'): Promise<void> {
  const settings = await call('updateSettings', { body: { autonomy } });
  queryClient.setQueryData(settingsQuery.queryKey, settings);
  await queryClient.invalidateQueries({ queryKey: autonomyQuery.queryKey });
}
