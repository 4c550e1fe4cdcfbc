/** Figures, drill-down, saved views and worth of the double. */
import type { Body, FigureRow, Params, Query, Recomputation, Result, SavedView } from '@understudy/contract';
import type { Desk } from './desk.ts';
import { totals } from './figure-days.ts';
import { type Figures, overviewOf, qualityOf, twinOf } from './figures.ts';
import { before } from './fixtures.ts';
import { Refusal } from './refusal.ts';
import { dayBefore } from './watch-days.ts';
import { worthOf } from './worth.ts';

type Range = Query<'getQuality'>;
const rangeOf = ({ from = dayBefore(89), to = dayBefore(0) }: Range) => [from, to] as const;

export function figureHandlers(desk: Desk) {
  return {
    getOverview: ({ query }: { query: Range }) => overviewOf(desk.figures, ...rangeOf(query)),
    getQuality: ({ query }: { query: Range }) => qualityOf(figuresOf(desk, query), ...rangeOf(query)),
    getTwin: ({ query }: { query: Range }) => twinOf(figuresOf(desk, query), ...rangeOf(query)),
    getDrift: () => desk.figures.drift,
    getWorth: ({ query }: { query: Query<'getWorth'> }) =>
      worthOf(desk.figures.worth, desk.figures.days, ...rangeOf(query)),
    changeCostModel: ({ body }: { body: Body<'changeCostModel'> }) => (desk.figures.worth.model = body),
    listFigureRows: ({ query }: { query: Query<'listFigureRows'> }) => rowsOf(desk, query),
    recomputeFigures: () => (desk.figures.recomputation = running(desk, 0)),
    getRecomputation: (): Recomputation => {
      const { state, done, total } = desk.figures.recomputation;
      if (state === 'running')
        desk.figures.recomputation = done < total ? running(desk, total) : finished(desk);
      return desk.figures.recomputation;
    },
    listSavedViews: () => ({ items: desk.figures.views }),
    saveView: ({ body }: { body: Body<'saveView'> }): SavedView => {
      const view = { ...body, id: `viw_added${desk.figures.views.length}`, by: desk.me.name };
      desk.figures.views = [...desk.figures.views, view];
      return view;
    },
    deleteView: ({ params }: { params: Params<'deleteView'> }) => {
      if (!desk.figures.views.some(({ id }) => id === params.id)) throw new Refusal(404, 'not-found');
      desk.figures.views = desk.figures.views.filter(({ id }) => id !== params.id);
      return { ok: true as const };
    },
  };
}

/** Of one topic: a twentieth of each day. */
function figuresOf({ figures }: Desk, { topic_id }: Range): Figures {
  if (topic_id === undefined) return figures;
  const days = figures.days.map(({ day, counts }) => {
    const of = Object.entries(counts).map(([measure, count]) => [measure, Math.round(count / 20)] as const);
    return { day, counts: Object.fromEntries(of) };
  });
  const estimate = figures.estimate && {
    ...figures.estimate,
    answers: 180,
    audited: 21,
    low: 0.004,
    high: 0.12,
  };
  return { ...figures, days, estimate };
}

const conversationsOf = ({ figures }: Desk): number => totals(figures.days).conversations ?? 0;

const running = (desk: Desk, done: number): Recomputation => ({
  state: 'running',
  done,
  total: conversationsOf(desk),
  started_at: before(0),
  finished_at: null,
  differences: [],
  different: 0,
});
const finished = (desk: Desk): Recomputation => ({
  ...running(desk, conversationsOf(desk)),
  state: 'done',
  finished_at: before(0),
  differences: [{ day: dayBefore(3), topic_id: null, measure: 'assumed', kept: 31, counted: 32 }],
  different: 1,
});

/** As many rows as the figure says; the first ones are conversations of the inbox. */
function rowsOf(desk: Desk, query: Query<'listFigureRows'>): Result<'listFigureRows'> {
  const [from, to] = rangeOf(query);
  const { measure = 'conversations', cursor, limit = 50 } = query;
  const { days } = figuresOf(desk, query);
  const total =
    countedElsewhere(desk, query) ?? totals(days.filter(({ day }) => day >= from && day <= to))[measure] ?? 0;
  const start = Number(cursor ?? 0);
  const end = Math.min(total, start + Number(limit));
  return {
    items: Array.from({ length: end - start }, (_, at) => rowOf(desk, measure, start + at)),
    next_cursor: end < total ? String(end) : null,
    total,
  };
}

function countedElsewhere({ watch }: Desk, asked: Query<'listFigureRows'>): number | undefined {
  const { incident_id, insight_id, account } = asked;
  return (
    watch.incidents.find(({ id }) => id === incident_id)?.conversations ??
    watch.insights.items.find(({ id }) => id === insight_id)?.count ??
    watch.health.items.find((health) => health.account === account)?.contacts
  );
}

function rowOf(desk: Desk, measure: FigureRow['measures'][number], at: number): FigureRow {
  const known = desk.conversations[at % Math.max(1, desk.conversations.length)];
  return {
    conversation_id:
      at < desk.conversations.length && known ? known.id : `cnv_x${String(at).padStart(6, '0')}`,
    opened_at: before(90 + at * 41),
    subject: known?.subject ?? 'Question',
    topic_id: 'topic-exm_1',
    topic: 'invoice address, old address',
    resolution_id: 'res_address1',
    account: `account-${at % 37}`,
    plan: at % 3 === 0 ? 'free' : 'team',
    route: '/billing',
    release: '2026.11.2',
    language: 'en',
    stakes: null,
    confidence: 0.62 + (at % 30) / 100,
    measures: ['conversations', measure],
    handle_minutes: at % 2 === 0 ? 7 : null,
    first_reply_minutes: 3,
  };
}
