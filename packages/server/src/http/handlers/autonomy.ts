/** What may go out without a person, by stakes and by topic; and what a change of it would have meant. */
import type { NamedTopic } from '@understudy/engine';
import { changedSettings, topicsOfChange } from '../../changed-settings.ts';
import * as store from '../../store/index.ts';
import { topicsAround } from '../../topic-switches.ts';
import { toPolicySettings, toWireSettings } from '../../translate.ts';
import { toWireAuditLogEntry } from '../../translate-audit-log.ts';
import {
  lastChanges,
  toPastDecision,
  toWireCell,
  toWirePreview,
  toWireTopicAutonomy,
} from '../../translate-autonomy.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

type Autonomy = Pick<Handlers, 'getAutonomy' | 'previewAutonomy'>;

const MOST_TOPICS = 200;
/** Changes of settings that are looked through for the last one of each. */
const MOST_CHANGES = 200;
const WINDOW_MS = 90 * 86_400_000;
const MOST_DECISIONS = 5_000;

export function autonomyHandlers(parts: HttpParts): Autonomy {
  const { database, models } = parts;
  return {
    getAutonomy: async ({ caller: { workspace_id } }) => {
      const all = await models.topics(workspace_id);
      const { topics: switches = [] } = await models.settings(workspace_id);
      const shown = [...new Set([...mostAsked(all), ...topicsAround(all, { switches, ids: [] })])];
      const standings = await models.ask(workspace_id, 'topicStandings', { topics: shown });
      const certificates = await models.certificates(workspace_id);
      const read = await database.asWorkspace(workspace_id, async (tx) => ({
        settings: toWireSettings(await store.getWorkspace(tx)),
        entries: await store.listAuditLog(tx, { category: 'settings', limit: MOST_CHANGES }),
      }));
      const { autonomy, max_error, max_error_by_stakes } = read.settings;
      const changes = lastChanges(read.entries.items.map(toWireAuditLogEntry));
      const known = { topics: new Set(all.map(({ id }) => id)), changes };
      const ofError = ['max_error', 'max_error_by_stakes.read-only', 'max_error_by_stakes.account-changing'];
      const errorChanges = ofError.flatMap((name) => changes.get(name) ?? []);
      return {
        autonomy,
        max_error,
        max_error_by_stakes,
        cells: certificates.map(toWireCell),
        topics: shown.map((topic, i) => toWireTopicAutonomy(topic, standings[i], known)),
        topics_in_all: all.length,
        last_change: {
          autonomy: changes.get('autonomy') ?? null,
          max_error: errorChanges.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0] ?? null,
        },
      };
    },
    previewAutonomy: async ({ body: change, caller: { workspace_id } }) => {
      const known = await topicsOfChange(models, { workspace_id, change });
      const since = new Date(parts.now_ms() - WINDOW_MS);
      const { before, decisions } = await database.asWorkspace(workspace_id, async (tx) => ({
        before: toWireSettings(await store.getWorkspace(tx)),
        decisions: await store.pastDecisions(tx, { since, limit: MOST_DECISIONS }),
      }));
      const settings = toPolicySettings(changedSettings(before, change, known));
      const past = decisions.map(toPastDecision);
      return toWirePreview(await models.ask(workspace_id, 'previewPolicy', { settings, decisions: past }));
    },
  };
}

const mostAsked = (topics: readonly NamedTopic[]): readonly NamedTopic[] =>
  topics.toSorted((a, b) => b.tickets - a.tickets || (a.id < b.id ? -1 : 1)).slice(0, MOST_TOPICS);
