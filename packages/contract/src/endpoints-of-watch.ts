/** The part of the table of endpoints that watches: figures, drift, incidents, alarms, worth. */
import { z } from 'zod';
import * as alarms from './alarm.ts';
import { define, done, member, page, pageOf } from './endpoint.ts';
import * as figures from './figures.ts';
import { conversationId } from './ids.ts';
import * as found from './incident.ts';
import * as worth from './worth.ts';

const lead = member('lead', 'knowledge:read');
const leadChanges = member('lead', 'knowledge:write');
const owner = member('owner', 'admin');
/** Of all, whatever the page shows. */
const counts = z.object({ open: z.number().int() });

export const watchEndpoints = define({
  // Figures
  getOverview: {
    method: 'GET',
    path: '/v1/overview',
    summary: 'Is it learning, is it safe, what needs people, what is it worth',
    access: lead,
    query: figures.figuresRange,
    response: figures.overview,
  },
  getQuality: {
    method: 'GET',
    path: '/v1/quality',
    summary: 'Outcomes by tier with intervals, estimated risk, calibration, certificates',
    access: lead,
    query: figures.figuresRange,
    response: figures.quality,
  },
  getTwin: {
    method: 'GET',
    path: '/v1/quality/twin',
    summary: 'Week by week against the frozen twin',
    access: lead,
    query: figures.figuresRange,
    response: figures.twin,
  },
  getForecast: {
    method: 'GET',
    path: '/v1/quality/forecast',
    summary: 'Coverage in the next weeks, and what would speed it up',
    access: lead,
    response: figures.forecast,
  },
  listTopicFigures: {
    method: 'GET',
    path: '/v1/topics/figures',
    summary: 'Figures, trend, gap and place of each topic',
    access: lead,
    query: figures.figuresRange,
    response: z.object({
      items: z.array(figures.topicFigures).max(1_000),
      as_of: z.iso.datetime().nullable(),
    }),
  },
  listFigureRows: {
    method: 'GET',
    path: '/v1/figures/conversations',
    summary: 'The conversations behind a figure, an incident or an insight, newest first',
    access: lead,
    query: page.extend(found.figureRowsAsked.shape),
    response: pageOf(figures.figureRow).extend({ total: z.number().int().nonnegative() }),
  },
  recomputeFigures: {
    method: 'POST',
    path: '/v1/figures/recomputation',
    summary: 'Count everything anew, and put right what differs',
    access: leadChanges,
    response: figures.recomputation,
  },
  getRecomputation: {
    method: 'GET',
    path: '/v1/figures/recomputation',
    summary: 'How far the count is, and where it differed',
    access: lead,
    response: figures.recomputation,
  },
  listSavedViews: {
    method: 'GET',
    path: '/v1/saved-views',
    summary: 'Saved views: one’s own and those that are shared',
    access: lead,
    response: z.object({ items: z.array(figures.savedView) }),
  },
  saveView: {
    method: 'POST',
    path: '/v1/saved-views',
    summary: 'Save a view of a page under a name',
    access: leadChanges,
    body: figures.savedView.omit({ id: true, by: true }).strict(),
    response: figures.savedView,
  },
  deleteView: {
    method: 'DELETE',
    path: '/v1/saved-views/:id',
    summary: 'Delete a saved view of one’s own',
    access: leadChanges,
    params: z.object({ id: figures.savedViewId }),
    response: done,
  },

  // What the watch found
  getDrift: {
    method: 'GET',
    path: '/v1/drift',
    summary: 'Did inputs move, and did answers get worse',
    access: lead,
    response: found.drift,
  },
  listIncidents: {
    method: 'GET',
    path: '/v1/incidents',
    summary: 'Incidents, the newest first',
    access: lead,
    query: page.extend({ state: found.incidentState.optional() }),
    response: pageOf(found.incident).extend({ counts }),
  },
  getIncident: {
    method: 'GET',
    path: '/v1/incidents/:id',
    summary: 'One incident with its evidence',
    access: lead,
    params: z.object({ id: found.incidentId }),
    response: found.incident,
  },
  changeIncident: {
    method: 'PATCH',
    path: '/v1/incidents/:id',
    summary: 'Name, close or reopen an incident; set a banner; hold answers; add a note',
    access: leadChanges,
    params: z.object({ id: found.incidentId }),
    body: found.incidentChange,
    response: found.incident,
  },
  getInsights: {
    method: 'GET',
    path: '/v1/insights',
    summary: 'Where and when questions come more often than elsewhere',
    access: lead,
    response: found.insights,
  },
  changeInsight: {
    method: 'PATCH',
    path: '/v1/insights/:id',
    summary: 'Dismiss what is known or of no use, or take it back',
    access: leadChanges,
    params: z.object({ id: found.insightId }),
    body: z.strictObject({ dismissed: z.boolean() }),
    response: found.insight,
  },
  getPriority: {
    method: 'GET',
    path: '/v1/conversations/:id/priority',
    summary: 'How soon a conversation should be taken, and why',
    access: member('agent', 'conversations:read'),
    params: z.object({ id: conversationId }),
    response: found.priority.nullable(),
  },
  listAccountHealth: {
    method: 'GET',
    path: '/v1/accounts/health',
    summary: 'Health of accounts from what they asked, the worst first',
    access: lead,
    query: page,
    response: pageOf(found.accountHealth).extend({ backtest: found.healthBacktest }),
  },

  // Alarms and where they go
  listAlarms: {
    method: 'GET',
    path: '/v1/alarms',
    summary: 'Alarms, newest first',
    access: lead,
    query: page.extend({ state: z.enum(['open', 'settled']).optional() }),
    response: pageOf(alarms.alarm).extend({ counts }),
  },
  settleAlarm: {
    method: 'PATCH',
    path: '/v1/alarms/:id',
    summary: 'Settle an alarm with a note, or open it again',
    access: leadChanges,
    params: z.object({ id: alarms.alarmId }),
    body: z.strictObject({ settled: z.boolean(), note: z.string().trim().max(2_000).nullable() }),
    response: alarms.alarm,
  },
  listWebhooks: {
    method: 'GET',
    path: '/v1/webhooks',
    summary: 'Webhooks',
    access: owner,
    response: z.object({ items: z.array(alarms.webhook) }),
  },
  createWebhook: {
    method: 'POST',
    path: '/v1/webhooks',
    summary: 'Add a webhook; its secret is shown once',
    access: owner,
    body: alarms.webhookChange,
    response: alarms.webhook.extend({ secret: z.string() }),
  },
  changeWebhook: {
    method: 'PATCH',
    path: '/v1/webhooks/:id',
    summary: 'Change a webhook',
    access: owner,
    params: z.object({ id: alarms.webhookId }),
    body: alarms.webhookChange.partial(),
    response: alarms.webhook,
  },
  rotateWebhookSecret: {
    method: 'POST',
    path: '/v1/webhooks/:id/secret',
    summary: 'A new secret, shown once; the old one signs, too, for a day',
    access: owner,
    params: z.object({ id: alarms.webhookId }),
    response: alarms.webhook.extend({ secret: z.string() }),
  },
  deleteWebhook: {
    method: 'DELETE',
    path: '/v1/webhooks/:id',
    summary: 'Delete a webhook and its log',
    access: owner,
    params: z.object({ id: alarms.webhookId }),
    response: done,
  },
  testWebhook: {
    method: 'POST',
    path: '/v1/webhooks/:id/test',
    summary: 'Send a test event now',
    access: owner,
    params: z.object({ id: alarms.webhookId }),
    response: alarms.delivery,
  },
  listDeliveries: {
    method: 'GET',
    path: '/v1/webhooks/:id/deliveries',
    summary: 'What was sent, and what was answered, newest first',
    access: owner,
    params: z.object({ id: alarms.webhookId }),
    query: page,
    response: pageOf(alarms.delivery),
  },
  replayDelivery: {
    method: 'POST',
    path: '/v1/webhooks/:id/deliveries/:delivery_id/replay',
    summary: 'Send it once more, signed anew',
    access: owner,
    params: z.object({ id: alarms.webhookId, delivery_id: alarms.deliveryId }),
    response: alarms.delivery,
  },
  getNotices: {
    method: 'GET',
    path: '/v1/notices',
    summary: 'Who hears of alarms and summaries by e-mail',
    access: lead,
    response: alarms.notices,
  },
  changeNotices: {
    method: 'PUT',
    path: '/v1/notices',
    summary: 'Change who hears of alarms and summaries by e-mail',
    access: owner,
    body: alarms.notices,
    response: alarms.notices,
  },
  sendSummary: {
    method: 'POST',
    path: '/v1/notices/summary',
    summary: 'Send the summary now',
    access: owner,
    response: z.object({ sent_to: z.array(z.string()) }),
  },

  // Worth
  getWorth: {
    method: 'GET',
    path: '/v1/worth',
    summary: 'Hours and money saved, with intervals and how they are computed',
    access: lead,
    query: figures.figuresRange.omit({ topic_id: true }),
    response: worth.worth,
  },
  changeCostModel: {
    method: 'PUT',
    path: '/v1/worth/model',
    summary: 'Change the cost model',
    access: leadChanges,
    body: worth.costModel,
    response: worth.costModel,
  },
});
