/** Incidents: bursts of questions, and what people do about them. */
import { changeIncident } from '../../flow/change-incident.ts';
import { readIncident } from '../../read-incident.ts';
import * as store from '../../store/index.ts';
import { topicNames } from '../../topic-names.ts';
import { found } from '../problem.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

type Incidents = Pick<Handlers, 'listIncidents' | 'getIncident' | 'changeIncident'>;

export function incidentHandlers(parts: HttpParts): Incidents {
  const { database, models } = parts;
  const readOne = async (workspace_id: string, id: string) => {
    const topics = await topicNames(models, workspace_id);
    return database.asWorkspace(workspace_id, async (tx) =>
      readIncident(tx, found(await store.getIncident(tx, id), 'incident'), topics),
    );
  };
  return {
    listIncidents: async ({ query, caller }) => {
      const topics = await topicNames(models, caller.workspace_id);
      return database.asWorkspace(caller.workspace_id, async (tx) => {
        const { items, next_cursor } = await store.pageIncidents(tx, query);
        const incidents = [];
        for (const row of items) incidents.push(await readIncident(tx, row, topics));
        const counts = { open: await store.countOpenIncidents(tx) };
        return { items: incidents, next_cursor, counts };
      });
    },
    getIncident: ({ params, caller }) => readOne(caller.workspace_id, params.id),
    changeIncident: async ({ params, body, caller }) => {
      const { workspace_id, name: by } = caller;
      await changeIncident(parts, { workspace_id, id: params.id, by, change: body });
      return readOne(workspace_id, params.id);
    },
  };
}
