/** What decisions refer to: the resolutions and exemplars among their candidates. */
import type { Decision } from '@understudy/engine';
import * as store from '../../store/index.ts';
import type { Referred } from '../../translate.ts';

export async function referredBy(tx: store.Tx, decisions: readonly store.DecisionRow[]): Promise<Referred> {
  const candidates = decisions.flatMap((row) => (row.decision as Decision).candidates);
  const resolutions = await store.getResolutions(tx, unique(candidates.map((item) => item.resolution_id)));
  const ids = candidates.map((item) => item.exemplar_id).filter((exemplar) => exemplar !== null);
  const exemplars = await store.getExemplars(tx, unique(ids));
  return {
    resolutions: new Map(resolutions.map((row) => [row.id, row])),
    exemplars: new Map(exemplars.map((row) => [row.id, row])),
  };
}

const unique = (ids: readonly string[]) => [...new Set(ids)];
