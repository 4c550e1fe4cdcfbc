/** What Prometheus reads, and that the dashboard asks for nothing else. */
import { readFileSync } from 'node:fs';
import { conversationStatus, type LessonStatus, measure, stakes } from '@understudy/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raiseAlarm } from '../../packages/server/src/raise-alarm.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { addWorkspace } from '../database/databases.ts';
import { pgliteTemplate } from '../database/pglite-template.ts';
import { AnsweredDesk } from './answered-desk.ts';
import { call, type Caller, startTestServer } from './harness.ts';

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}
interface Family {
  readonly help: string;
  readonly type: string;
  readonly samples: readonly Sample[];
}

/** The text format 0.0.4, strictly: every line is a help, a type, or a sample of the metric that was named last. */
function parse(text: string): Map<string, Family> {
  const families = new Map<string, Family & { samples: Sample[]; type: string }>();
  let last = '';
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const help = /^# HELP ([a-z_:][a-z0-9_:]*) (.+)$/.exec(line);
    const type = /^# TYPE (\S+) (counter|gauge|histogram|summary)$/.exec(line);
    const sample = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/.exec(line);
    if (help?.[1] !== undefined) {
      expect(families.has(help[1])).toBe(false);
      families.set((last = help[1]), { help: help[2] ?? '', type: '', samples: [] });
    } else if (type !== null) {
      expect(type[1]).toBe(last);
      (families.get(last) as { type: string }).type = type[2] ?? '';
    } else if (sample !== null) {
      const [, name = '', inner = '', value] = sample;
      expect(name.replace(/_(bucket|sum|count)$/, '')).toBe(last.replace(/_(bucket|sum|count)$/, ''));
      const labels = [...inner.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, own]) => [key, own]);
      // Prometheus reads it so; of the event loop between two readings that follow at once.
      if (!/^nan$/i.test(value ?? '')) expect(Number(value)).not.toBeNaN();
      families.get(last)?.samples.push({ name, labels: Object.fromEntries(labels), value: Number(value) });
    } else throw new Error(`not a line of the format: ${line}`);
  }
  return families;
}

describe('metrics', () => {
  let desk: AnsweredDesk;
  let key: Caller;
  const read = async (caller: Caller) => {
    const response = await fetch(`${desk.server.url}/metrics`, { headers: { ...caller.headers } });
    return { response, text: await response.text() };
  };
  const families = async (caller: Caller = key) => parse((await read(caller)).text);
  const value = (all: Map<string, Family>, name: string, labels: Readonly<Record<string, string>> = {}) =>
    all
      .get(`understudy_${name}`)
      ?.samples.find((sample) => Object.entries(labels).every(([k, v]) => sample.labels[k] === v))?.value;

  beforeAll(async () => {
    const database = await store.openDatabase({ memory: true, template: await pgliteTemplate() });
    desk = await AnsweredDesk.open(await startTestServer(database));
    const body = { name: 'Prometheus', scopes: ['metrics:read' as const] };
    const { secret } = (await call(desk.server.url, 'createApiKey', { ...desk.owner, body })).value;
    key = { headers: { authorization: `Bearer ${secret}` } };
  }, 120_000);
  afterAll(() => desk?.close());

  it('are for the owner and for keys with their scope', async () => {
    const { response } = await read(key);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(response.status).toBe(200);
    expect((await read(desk.owner)).response.status).toBe(200);
    expect((await read({})).response.status).toBe(401);
  });

  it('count what is there, of the caller’s workspace only', async () => {
    await desk.ask('Where is my parcel?');
    const raise = (workspace_id: string) =>
      desk.server.database.asWorkspace(workspace_id, (tx) =>
        raiseAlarm(desk.parts(), tx, {
          workspace_id,
          key: 'k',
          kind: 'input-drift',
          severity: 'informs',
          title: 'T',
          text: 'T',
          done: null,
          link: '/quality',
        }),
      );
    await raise(desk.workspace.id);
    await raise(await addWorkspace(desk.server.database));
    const all = await families();
    const { counts } = (await call(desk.server.url, 'listConversations', { ...desk.owner, query: {} })).value;
    expect(value(all, 'conversations', { status: 'waiting' })).toBe(counts.waiting);
    expect(value(all, 'open', { kind: 'waiting' })).toBe(counts.waiting);
    expect(value(all, 'open', { kind: 'alarm' })).toBe(1);
    expect(value(all, 'lessons', { status: 'open' })).toBe(1);
    expect(value(all, 'ledger_position')).toBeGreaterThan(0);
    expect(value(all, 'stopped_webhooks')).toBe(0);
    // Nothing was audited: no figure, rather than a wrong one.
    expect(all.get('understudy_estimated_risk_ratio')?.samples).toEqual([]);
    await desk.answered();
    expect(value(await families(), 'decisions', { action: 'answer' })).toBe(1);
  });

  it('time requests by the pattern of the route, whatever address was asked for', async () => {
    for (const id of ['cnv_aaaaaa', 'cnv_bbbbbb'])
      await call(desk.server.url, 'getConversation', { ...desk.owner, params: { id } });
    await fetch(`${desk.server.url}/v1/made/up/${'x'.repeat(50)}`);
    const all = await families();
    const seen = all.get('understudy_http_request_duration_seconds')?.samples ?? [];
    const counted = seen.filter(({ name }) => name.endsWith('_count'));
    const found = (route: string, status: string) =>
      counted.find(({ labels }) => labels['route'] === route && labels['status'] === status)?.value;
    expect(found('/v1/conversations/:id', '404')).toBe(2);
    expect(JSON.stringify(counted)).not.toMatch(/cnv_|xxxx|\/v1\/events/);
    const [bucket] = seen.filter(({ labels }) => labels['le'] === '+Inf' && labels['route'] === '/metrics');
    expect(bucket?.value).toBeGreaterThan(0);
  });

  it('are named as Prometheus asks, with labels from closed lists', async () => {
    const all = await families();
    const own = [...all].filter(([name]) => name.startsWith('understudy_'));
    for (const [name, { help, type, samples }] of own) {
      expect([name, help.length > 10, type]).toEqual([
        name,
        true,
        expect.stringMatching(/^(gauge|histogram)$/),
      ]);
      // Only counters are totals; units are base units.
      expect(name).toMatch(/^understudy_[a-z_]+$/);
      expect(name).not.toMatch(/_(total|count|sum|bucket|ms|milliseconds|percent)$/);
      const distinct = new Set(samples.map((sample) => JSON.stringify([sample.name, sample.labels])));
      expect(distinct.size).toBe(samples.length);
    }
    for (const known of ['process_cpu_seconds_total', 'nodejs_eventloop_lag_p99_seconds'])
      expect(all.has(known)).toBe(true);
    const docs = readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8');
    for (const [name] of own) {
      const short = name.replace('understudy_estimated_risk', '…');
      expect([name, docs.includes(name) || docs.includes(short)]).toEqual([name, true]);
    }
  });

  it('hold all that the dashboard asks for, by labels and values that exist, and it leaves none out', async () => {
    const file = new URL('../../examples/grafana/understudy.json', import.meta.url);
    const dashboard = JSON.parse(readFileSync(file, 'utf8')) as Dashboard;
    const [variable] = dashboard.templating.list;
    expect(variable).toMatchObject({ name: 'datasource', type: 'datasource', query: 'prometheus' });
    const panels = dashboard.panels.filter(({ type }) => type !== 'row');
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    expect(panels.length).toBeGreaterThan(15);
    // Reasons are counted some seconds after the conversation was handed over.
    await expect
      .poll(async () => (await families()).get('understudy_handed_off_conversations')?.samples.length, {
        timeout: 30_000,
      })
      .toBeGreaterThan(0);
    const all = await families();
    for (const { title, datasource, targets = [] } of panels) {
      expect([title, datasource.uid]).toEqual([title, `\${${variable?.name}}`]);
      for (const { expr } of targets) {
        const names = [...expr.matchAll(/\b(understudy|process|nodejs)_\w+/g)].map(([name]) => name);
        expect([expr, names.length > 0]).toEqual([expr, true]);
        for (const name of names)
          expect([expr, all.has(name.replace(/_(bucket|sum|count)$/, '')) || all.has(name)]).toEqual([
            expr,
            true,
          ]);
        for (const [label, value] of selectorsOf(expr)) {
          const known = VALUES[label] ?? valuesOf(all, names, label);
          for (const each of value.split('|'))
            expect([expr, label, [...known]]).toEqual([expr, label, expect.arrayContaining([each])]);
        }
        for (const [, label = ''] of expr.matchAll(/by \((\w+)\)/g))
          expect([expr, [...labelsOf(all, names)]]).toEqual([expr, expect.arrayContaining([label])]);
      }
      expect([title, new Set(targets.map(({ refId }) => refId)).size]).toEqual([title, targets.length]);
    }
    const asked = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)).join(' ');
    const own = [...all.keys()].filter((name) => name.startsWith('understudy_'));
    expect(own.filter((name) => !asked.includes(name))).toEqual([]);
    overlapping(dashboard.panels);
  });
});

/** Where a young desk has not had each yet. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  measure: measure.options,
  status: [...conversationStatus.options, 'approved' satisfies LessonStatus],
  stakes: ['all', ...stakes.options],
};

/** `{label="value"}`, `!=` and `=~` alike. */
const selectorsOf = (expr: string) =>
  [...expr.matchAll(/(\w+)(?:=~|!=|=)"([^"]*)"/g)].map(
    ([, label = '', value = '']) => [label, value] as const,
  );

const samplesOf = (all: ReadonlyMap<string, Family>, names: readonly string[]) =>
  names.flatMap(
    (name) => (all.get(name) ?? all.get(name.replace(/_(bucket|sum|count)$/, '')))?.samples ?? [],
  );
const valuesOf = (all: ReadonlyMap<string, Family>, names: readonly string[], label: string) =>
  new Set(samplesOf(all, names).flatMap(({ labels }) => labels[label] ?? []));
const labelsOf = (all: ReadonlyMap<string, Family>, names: readonly string[]) =>
  new Set(samplesOf(all, names).flatMap(({ labels }) => Object.keys(labels)));

interface Dashboard {
  readonly templating: { readonly list: readonly { name: string; type: string; query: string }[] };
  readonly panels: readonly {
    readonly id: number;
    readonly type: string;
    readonly title: string;
    readonly datasource: { readonly uid: string };
    readonly targets?: readonly { readonly expr: string; readonly refId: string }[];
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  }[];
}

/** No panel lies over another one, and none beyond the 24 columns. */
function overlapping(panels: Dashboard['panels']): void {
  const taken = new Set<string>();
  for (const { gridPos, title } of panels)
    for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
      for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
        expect([title, x < 24, taken.has(`${x} ${y}`)]).toEqual([title, true, false]);
        taken.add(`${x} ${y}`);
      }
}
