/**
 * `GET /metrics` for Prometheus: this process, how long its requests take, and how the caller's workspace stands.
 *
 * Of the workspace everything is read when it is asked for, so that several nodes say the same. Figures of
 * conversations are gauges, not counters: one that was assumed resolved may be reopened, and what is erased is no longer
 * counted. Labels come from closed lists, never from what somebody wrote.
 */
import { streams } from '@understudy/contract';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';
import { toWireEstimate } from '../translate-insights.ts';
import { admit, type Gate } from './register-endpoints.ts';
import type { MemberPrincipal } from './principal.ts';

type MetricsParts = Pick<Parts, 'database' | 'models' | 'now_ms'> & Gate;

/** Seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** They stay open as long as a page does. */
const OPEN_ENDED: ReadonlySet<string> = new Set([streams.events.path, streams.widgetEvents.path]);
const REASON = 'handed-off:';

export function serveMetrics(app: FastifyInstance, parts: MetricsParts): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  timeRequests(app, registry);
  const { path, access } = streams.metrics;
  app.get(path, { schema: { hide: true } }, async (request, reply) => {
    const caller = await parts.identify(request);
    await admit(parts.calls, { name: 'metrics', method: 'GET', access }, caller);
    const { workspace_id } = caller as MemberPrincipal;
    const own = await ofWorkspace(parts, workspace_id);
    void reply.type(registry.contentType);
    return `${await registry.metrics()}\n${await own.metrics()}`;
  });
}

function timeRequests(app: FastifyInstance, registry: Registry): void {
  const durations = new Histogram({
    name: 'understudy_http_request_duration_seconds',
    help: 'How long requests took, by route and status.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: BUCKETS,
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    // A method that no route has was made up by the caller.
    const { url: route, method } = request.routeOptions;
    const known = route !== undefined && method !== undefined;
    if (known && OPEN_ENDED.has(route)) return;
    const labels = {
      method: known ? request.method : 'other',
      route: route ?? 'none',
      status: reply.statusCode,
    };
    durations.observe(labels, reply.elapsedTime / 1_000);
  });
}

async function ofWorkspace(parts: MetricsParts, workspace_id: string): Promise<Registry> {
  const now_ms = parts.now_ms();
  const risk = toWireEstimate(await parts.models.estimate(workspace_id, now_ms), now_ms);
  const certificates = await parts.models.certificates(workspace_id);
  const { gauges, needs, jobs } = await parts.database.asWorkspace(workspace_id, async (tx) => ({
    gauges: await store.readGauges(tx),
    needs: await store.countNeeds(tx),
    jobs: await store.countJobs(tx, workspace_id),
  }));
  const registry = new Registry();
  const tell = gaugesIn(registry);
  const { conversations, decisions, lessons, measures } = gauges;
  tell('conversations', 'Conversations by who has the word', ['status'], by(conversations, 'status'));
  tell('decisions', 'Decisions of the AI agent by what was done', ['action'], by(decisions, 'action'));
  const isReason = ({ measure }: { readonly measure: string }) => measure.startsWith(REASON);
  const outcomes = measures.filter((each) => !isReason(each));
  tell(
    'measured_conversations',
    'Conversations by what became of them; docs/figures.md says what each measure means',
    ['measure'],
    by(outcomes, 'measure'),
  );
  tell(
    'handed_off_conversations',
    'Conversations that came to people by the reason',
    ['reason'],
    measures.filter(isReason).map(({ measure, n }) => [{ reason: measure.slice(REASON.length) }, n]),
  );
  const risks = risk === null ? [] : [{ ...risk, stakes: 'all' }, ...risk.by_stakes];
  const bounds = [
    ['estimated_risk_ratio', 'Estimated share wrong among answers given alone', 'wrong'],
    ['estimated_risk_low_ratio', 'Lower bound of the estimated share wrong', 'low'],
    ['estimated_risk_high_ratio', 'Upper bound of the estimated share wrong', 'high'],
  ] as const;
  for (const [name, help, bound] of bounds) {
    const values = risks.map((each) => [{ stakes: each.stakes }, each[bound]] as const);
    tell(name, help, ['stakes'], values);
  }
  tell(
    'certified',
    '1 where a cell is certified to be answered alone',
    ['cell'],
    certificates.map(({ cell, threshold }) => [{ cell }, threshold === null ? 0 : 1]),
  );
  const byKind = Object.entries(needs).map(([kind, n]) => [{ kind }, n] as const);
  tell('open', 'What waits for people by kind', ['kind'], byKind);
  const staged = lessons.map(({ status, stage, n }) => [{ status, stage }, n] as const);
  tell('lessons', 'Lessons by their review and stage', ['status', 'stage'], staged);
  const planned = jobs.map(({ name, n }) => [{ job: name }, n] as const);
  tell('waiting_jobs', 'Jobs that are due or planned by kind', ['job'], planned);
  tell('ledger_position', 'Position of the last event of the ledger', [], [[{}, gauges.ledger_head]]);
  const stopped = gauges.stopped_webhooks;
  tell('stopped_webhooks', 'Webhooks to which nothing is sent any more', [], [[{}, stopped]]);
  return registry;
}

type Values = readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];

const by = <K extends string>(
  rows: readonly (Readonly<Record<K, string>> & { readonly n: number })[],
  key: K,
) => rows.map((row): Values[number] => [{ [key]: row[key] }, row.n]);

const gaugesIn =
  (registry: Registry) =>
  (name: string, help: string, labelNames: readonly string[], values: Values): void => {
    const given = { name: `understudy_${name}`, help, labelNames, registers: [registry] };
    const gauge = new Gauge(given);
    for (const [labels, value] of values) gauge.set(labels, value);
  };
