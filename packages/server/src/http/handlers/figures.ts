/** What became of conversations: overview, quality, topics, the conversations behind each figure, and saved views. */
import type { SavedView } from '@understudy/contract';
import { rangeOf } from '../../figures-range.ts';
import { readRecomputation, requestRecomputation } from '../../flow/recompute-figures.ts';
import { newId } from '../../ids.ts';
import { readOverview } from '../../read-overview.ts';
import { readQuality } from '../../read-quality.ts';
import { readTopicFigures } from '../../read-topic-figures.ts';
import * as store from '../../store/index.ts';
import { topicNames } from '../../topic-names.ts';
import { toWireFigureRow } from '../../translate-figures.ts';
import { ProblemError } from '../problem.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

type Figures = Pick<
  Handlers,
  | 'getOverview'
  | 'getQuality'
  | 'listTopicFigures'
  | 'listFigureRows'
  | 'recomputeFigures'
  | 'getRecomputation'
  | 'listSavedViews'
  | 'saveView'
  | 'deleteView'
>;

const MOST_VIEWS = 500;

export function figureHandlers(parts: HttpParts): Figures {
  const { database, models, now_ms } = parts;
  return {
    getOverview: async ({ query, caller: { workspace_id } }) =>
      readOverview(parts, workspace_id, rangeOf(query, now_ms())),
    getQuality: async ({ query, caller }) =>
      readQuality(parts, caller.workspace_id, rangeOf(query, now_ms())),
    listTopicFigures: async ({ query, caller }) =>
      readTopicFigures(parts, caller.workspace_id, rangeOf(query, now_ms())),
    listFigureRows: async ({ query, caller: { workspace_id } }) => {
      const names = await topicNames(models, workspace_id);
      const asked = { ...query, ...rangeOf(query, now_ms()) };
      return database.asWorkspace(workspace_id, async (tx) => {
        const { items, next_cursor } = await store.pageFigureRows(tx, asked);
        const total = await store.countFigureRows(tx, asked);
        return { items: items.map((row) => toWireFigureRow(row, names)), next_cursor, total };
      });
    },
    recomputeFigures: async ({ caller }) => requestRecomputation(parts, caller.workspace_id),
    getRecomputation: async ({ caller }) => readRecomputation(parts, caller.workspace_id),
    listSavedViews: async ({ caller }) => {
      const rows = await database.asWorkspace(caller.workspace_id, (tx) =>
        store.listSavedViews(tx, caller.member_id),
      );
      return { items: rows.map(toWireView) };
    },
    saveView: async ({ body, caller, note }) => {
      const at = new Date(now_ms());
      const { member_id, name: by } = caller;
      const row = { id: newId('saved_view', at.getTime()), ...body, member_id, by, at };
      note({ subject_id: row.id });
      const isSaved = await database.asWorkspace(caller.workspace_id, (tx) =>
        store.insertSavedView(tx, row, MOST_VIEWS),
      );
      if (!isSaved)
        throw new ProblemError('conflict', `There are ${MOST_VIEWS} views already; delete one first.`);
      return toWireView(row);
    },
    deleteView: async ({ params, caller }) => {
      const own = { id: params.id, member_id: caller.member_id };
      const isDone = await database.asWorkspace(caller.workspace_id, (tx) => store.deleteSavedView(tx, own));
      if (!isDone) throw new ProblemError('not-found', 'No such view of yours.');
      return { ok: true };
    },
  };
}

const toWireView = ({ id, page, name, search, by, shared }: store.SavedViewRow): SavedView => {
  return { id, page, name, search, by, shared };
};
