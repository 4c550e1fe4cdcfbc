/** What people do to workflows, each with an undo. */
import type { Workflow } from '@understudy/contract';
import { call } from '../api/client.ts';
import { keys, queryClient } from '../api/queries.ts';
import { complain, toast } from '../app/toasts.ts';
import type { Wording } from '../ui/wording-form.tsx';

const refresh = () => {
  void queryClient.invalidateQueries({ queryKey: keys.workflows });
  void queryClient.invalidateQueries({ queryKey: keys.lessons });
};

export async function setInUse({ id, title }: Pick<Workflow, 'id' | 'title'>, inUse: boolean): Promise<void> {
  try {
    await call(inUse ? 'restoreWorkflow' : 'retireWorkflow', { params: { id } });
    const said = inUse ? 'is in use again.' : 'is retired: nobody is shown it at work any more.';
    toast(`“${title}” ${said}`, { undo: () => void setInUse({ id, title }, !inUse) });
  } catch (error) {
    complain(error);
  }
  refresh();
}

/** Null where it was refused, and who wrote it has been told why. */
export async function write(topic_id: string, words: Wording): Promise<Workflow | null> {
  try {
    const workflow = await call('writeWorkflow', { body: { topic_id, ...words } });
    toast(`“${workflow.title}” is in use.`, { undo: () => void setInUse(workflow, false) });
    refresh();
    return workflow;
  } catch (error) {
    complain(error);
    return null;
  }
}

/** The undo is one more version, with the text from before. */
export async function edit(workflow: Workflow, words: Wording): Promise<boolean> {
  const { id, title, text } = workflow;
  try {
    await call('editWorkflow', { params: { id }, body: words });
    toast(`“${words.title}” has a new text.`, {
      undo: () => void edit({ ...workflow, ...words }, { title, text }),
    });
    refresh();
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}
