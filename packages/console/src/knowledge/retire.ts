/** Takes a resolution out of use and back, with an undo. */
import type { ResolutionDetail } from '@understudy/contract';
import { call } from '../api/client.ts';
import { queryClient, resolutionQuery } from '../api/queries.ts';
import { complain, toast } from '../app/toasts.ts';

export async function setInUse(
  { id, title }: Pick<ResolutionDetail, 'id' | 'title'>,
  inUse: boolean,
): Promise<void> {
  try {
    await call(inUse ? 'restoreResolution' : 'retireResolution', { params: { id } });
    const said = inUse ? 'is in use again.' : 'is retired: nobody is answered with it any more.';
    toast(`“${title}” ${said}`, { undo: () => void setInUse({ id, title }, !inUse) });
  } catch (error) {
    complain(error);
  }
  void queryClient.invalidateQueries({ queryKey: resolutionQuery(id).queryKey });
  void queryClient.invalidateQueries({ queryKey: ['resolutions'] });
}
