/** What people do to guides, with an undo where there is one. */
import type { Guide } from '@understudy/contract';
import { call } from '../api/client.ts';
import { keys, queryClient } from '../api/queries.ts';
import { complain, toast } from '../app/toasts.ts';
import type { Wording } from '../ui/wording-form.tsx';

type Named = Pick<Guide, 'id' | 'title'>;

const refresh = () => {
  void queryClient.invalidateQueries({ queryKey: keys.guides });
  void queryClient.invalidateQueries({ queryKey: keys.lessons });
};

export async function setInUse({ id, title }: Named, inUse: boolean): Promise<void> {
  try {
    await call(inUse ? 'restoreGuide' : 'retireGuide', { params: { id } });
    const said = inUse ? 'is in use again.' : 'is retired: no customer is shown it any more.';
    toast(`“${title}” ${said}`, { undo: () => void setInUse({ id, title }, !inUse) });
  } catch (error) {
    complain(error);
  }
  refresh();
}

export async function dismissBreaks({ id, title }: Named): Promise<void> {
  try {
    await call('dismissBreaks', { params: { id } });
    toast(`“${title}” is offered again.`);
  } catch (error) {
    complain(error);
  }
  refresh();
}

/** The undo is one more version, with the words from before. */
export async function edit(guide: Guide, { title, text }: Wording): Promise<boolean> {
  const { id } = guide;
  const texts = linesOf(text);
  try {
    const changed = await call('editGuide', { params: { id }, body: { title, texts } });
    toast(`“${title}” has new words.`, {
      undo: () => void edit(changed, { title: guide.title, text: wordsOf(guide) }),
    });
    refresh();
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}

export const wordsOf = ({ steps }: Pick<Guide, 'steps'>): string => steps.map(({ text }) => text).join('\n');

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Null where it was refused, and who asked has been told why. */
export async function startRecording(resolution_id: string, page_url: string): Promise<string | null> {
  try {
    const { url } = await call('startGuideRecording', { params: { id: resolution_id }, body: { page_url } });
    return url;
  } catch (error) {
    complain(error);
    return null;
  }
}
