/** What the watch found about places, releases and accounts, which conversations come first, and what it is worth. */
import type { Priority } from '@understudy/contract';
import { priorityOf, waitPart } from '@understudy/engine';
import { changesBetween } from '../../audit-log.ts';
import { rangeOf } from '../../figures-range.ts';
import { FIRST_MODEL, readWorth } from '../../read-worth.ts';
import { readForecast } from '../../read-forecast.ts';
import * as store from '../../store/index.ts';
import { topicNames } from '../../topic-names.ts';
import { toWireBacktest, toWireHealth, toWireInsight, toWirePriority } from '../../translate-found.ts';
import { found } from '../problem.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

type Found = Pick<
  Handlers,
  | 'getInsights'
  | 'changeInsight'
  | 'getPriority'
  | 'listAccountHealth'
  | 'getWorth'
  | 'changeCostModel'
  | 'getForecast'
>;

const MOST_RELEASES = 50;

export function insightHandlers(parts: HttpParts): Found {
  const { database, models, now_ms } = parts;
  return {
    getInsights: async ({ caller }) => {
      const names = await topicNames(models, caller.workspace_id);
      return database.asWorkspace(caller.workspace_id, async (tx) => {
        const search = await store.lastInsightSearch(tx);
        const releases = await store.listReleases(tx, MOST_RELEASES);
        const rows = await store.listInsights(tx);
        return {
          // A topic that was merged away is found again under its new name, tonight.
          items: rows.flatMap((row) => {
            const topic = names.get(row.topic_id);
            return topic === undefined ? [] : [toWireInsight(row, topic)];
          }),
          annotations: releases.map(({ name, at }) => ({
            at: at.toISOString(),
            kind: 'release' as const,
            id: name,
            text: `Release ${name}`,
          })),
          tested: search?.tested ?? 0,
          as_of: search?.at.toISOString() ?? null,
        };
      });
    },
    changeInsight: async ({ params, body, caller }) => {
      const names = await topicNames(models, caller.workspace_id);
      const at = body.dismissed ? new Date(now_ms()) : null;
      const row = await database.asWorkspace(caller.workspace_id, (tx) =>
        store.dismissInsight(tx, { id: params.id, at }),
      );
      const insight = found(row, 'insight');
      return toWireInsight(insight, names.get(insight.topic_id) ?? insight.topic_id);
    },
    getPriority: async ({ params, caller }) =>
      database.asWorkspace(caller.workspace_id, (tx) => readPriority(tx, params.id, now_ms())),
    listAccountHealth: async ({ query, caller }) =>
      database.asWorkspace(caller.workspace_id, async (tx) => {
        const { items, next_cursor } = await store.listAccountHealth(tx, query);
        const search = await store.lastInsightSearch(tx);
        return { items: items.map(toWireHealth), next_cursor, backtest: toWireBacktest(search?.backtest) };
      }),
    getWorth: ({ query, caller: { workspace_id } }) =>
      readWorth(parts, { workspace_id, ...rangeOf(query, now_ms()) }),
    changeCostModel: async ({ body: model, caller, note }) => {
      await database.asWorkspace(caller.workspace_id, async (tx) => {
        const before = (await store.getCostModel(tx)) ?? FIRST_MODEL;
        await store.putCostModel(tx, { model, at: new Date(now_ms()) });
        note({ detail: { changes: changesBetween(before, model) } });
      });
      return model;
    },
    getForecast: ({ caller }) => readForecast(parts, caller),
  };
}

/** Null where it does not wait, or was not weighed yet. */
async function readPriority(tx: store.Tx, id: string, now_ms: number): Promise<Priority | null> {
  const conversation = found(await store.getConversation(tx, id), 'conversation');
  const row = await store.getPriority(tx, id);
  const { status, waiting_since } = conversation;
  if (status !== 'waiting' || waiting_since === null || row === undefined) return null;
  const { weights } = await store.getWeights(tx);
  const values = { ...row.parts, wait: waitPart(now_ms - waiting_since.getTime()) };
  return toWirePriority(priorityOf(values, weights));
}
