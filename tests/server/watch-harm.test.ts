/** What the watches alarm about is held once, told once, and let go when it has recovered; on real rows, with a model that says so. */
import type { HarmStanding } from '@understudy/engine';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { watchHarm } from '../../packages/server/src/flow/watch-harm.ts';
import { watchInputs } from '../../packages/server/src/flow/watch-inputs.ts';
import { watchLessons } from '../../packages/server/src/flow/watch-lessons.ts';
import { compareInputs } from '../../packages/server/src/models/compare-inputs.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { addConversation, addWorkspace } from '../database/databases.ts';
import { pgliteTemplate } from '../database/pglite-template.ts';

const DAY_MS = 86_400_000;
const NOW_MS = Date.UTC(2026, 5, 1);
const RESOLUTION = 'res_export1';
const TOPIC = 'topic-exm_1';

let database: store.Database;
let workspace_id: string;
let enqueued: string[];

beforeAll(async () => {
  database = await store.openDatabase({ memory: true, template: await pgliteTemplate() });
}, 120_000);
afterAll(() => database?.close());
beforeEach(async () => {
  workspace_id = await addWorkspace(database);
  enqueued = [];
  const at = new Date(NOW_MS - 40 * DAY_MS);
  await tx(async (open) => {
    await store.createResolution(open, {
      id: RESOLUTION,
      title: 'Export invoices',
      text: 'Open Billing and press Export.',
      links: [],
      stakes: 'read-only',
      stage: 'suggest',
      sources: [],
      source_key: null,
      author: 'Ada',
      at,
    });
    await addConversation(open, 'cnv_1');
    await store.insertLesson(open, {
      id: 'les_1',
      kind: 'new-exemplar',
      stage: 'suggest',
      status: 'open',
      title: 'Export invoices',
      question: 'How do I export invoices?',
      resolution_id: RESOLUTION,
      exemplar_id: 'exm_1',
      conversation_id: 'cnv_1',
      author: 'Ada',
      source: 'human-reply',
      source_key: 'les_1',
      at,
    });
  });
  await decided('How do I export invoices?', NOW_MS - DAY_MS);
});

const tx = <T>(work: (open: store.Tx) => Promise<T>): Promise<T> => database.asWorkspace(workspace_id, work);
let n = 0;

async function decided(
  text: string,
  at_ms: number,
  resolution_id: string | null = RESOLUTION,
): Promise<void> {
  const [id, conversation_id, message_id] = ['dec', 'cnv', 'msg'].map((kind) => `${kind}_d${n}`);
  n += 1;
  const at = new Date(at_ms);
  await tx(async (open) => {
    await addConversation(open, conversation_id);
    const author = 'customer' as const;
    await store.appendMessage(open, { id: message_id, conversation_id, author, kind: 'message', text, at });
    await store.insertDecision(open, {
      id,
      conversation_id,
      message_id,
      generation: 0,
      action: 'answer',
      resolution_id,
      confidence: 0.9,
      audited: false,
      model_version: 1,
      question: { id: message_id, text },
      decision: { candidates: [], novelty_p: 1 },
      at,
    });
  });
}

function standing(given: Partial<HarmStanding>): HarmStanding {
  const quiet = { evidence: 2, acts_at: 4_000, run: { answers: 9, wrong: 1 }, alarm: null };
  const usual = {
    level: 'topic',
    id: TOPIC,
    source: 'complaints',
    by_model: false,
    recovered: false,
  } as const;
  return { ...quiet, ...usual, ...given };
}
const alarmed = (given: Partial<HarmStanding>, at_ms = NOW_MS - DAY_MS) =>
  standing({ ...given, alarm: { at_ms, why: 'Customers complained of 9 of the last 12 answers.' } });

/** Jobs that follow are written down, not run. */
function parts(standings: readonly HarmStanding[] = []) {
  const topics = [{ id: TOPIC, resolutions: [RESOLUTION], terms: ['export'] }];
  const engine = { insights: { topicOfResolution: (id: string) => `top_${id}` } };
  const answers: Record<string, (args: never) => unknown> = {
    harm: () => standings,
    topicStandings: () => topics.map(({ id }) => ({ id, autonomy: 'auto', switches: [], resolutions: [] })),
    vetoes: ({ ids }: { ids: readonly string[] }) => ids.map(() => null),
    inputDrift: (args) => compareInputs(engine as never, args),
  };
  const models = {
    catchUp: async () => 0,
    topics: async () => topics,
    settings: async () => ({ topics: [] }),
    certificates: async () => [],
    ask: async (_: string, call: string, args: never) => answers[call]?.(args),
  };
  const enqueue = async (_: unknown, name: string) => void enqueued.push(name);
  const nothing = () => undefined;
  const log = { info: nothing };
  const encoder = { id: 'none', dimensions: 16 };
  return {
    database,
    models,
    jobs: { enqueue },
    log,
    encoder,
    now_ms: () => NOW_MS,
    libraries: { drop: nothing },
  } as never;
}
const watch = (...standings: HarmStanding[]) => watchHarm(parts(standings), { workspace_id });
const alarms = (is_open: boolean) =>
  tx(async (open) => {
    const rows = await open.selectFrom('alarms').selectAll().orderBy('raised_at').execute();
    return rows.filter(({ settled_at }) => (settled_at === null) === is_open);
  });
const switchOf = async () => {
  const { settings } = await tx((open) => store.getWorkspace(open));
  const { topics = [] } = settings as { topics?: { topic_id: string; autonomy: string }[] };
  return topics.find(({ topic_id }) => topic_id === TOPIC)?.autonomy ?? null;
};

describe('a topic whose customers complain', () => {
  it('becomes drafts, once, and people are told', async () => {
    await watch(alarmed({}));
    expect(await switchOf()).toBe('draft');
    expect(await alarms(true)).toMatchObject([
      { kind: 'harm', severity: 'acts', title: 'Held: answers like “Export invoices”', link: '/autonomy' },
    ]);
    const events = await tx((open) => store.readEvents(open, { after_seq: 0, encoder_id: 'none' }));
    expect(events.at(-1)?.payload).toMatchObject({
      kind: 'settings-changed',
      settings: { topics: [{ topic_id: TOPIC, autonomy: 'draft' }] },
    });
    await watch(alarmed({}));
    expect(await alarms(true)).toHaveLength(1);
    expect((await tx((open) => store.openHarmHolds(open))).length).toBe(1);
  });

  it('goes out alone again when its drafts were right often enough', async () => {
    await watch(alarmed({}));
    await watch(alarmed({ recovered: true }));
    expect(await switchOf()).toBeNull();
    expect(await alarms(true)).toEqual([]);
    expect((await alarms(false))[0]?.settled_note).toContain('right often enough');
    // The same alarm again is history.
    await watch(alarmed({ recovered: true }));
    expect(await switchOf()).toBeNull();
  });

  it('is let go when a lead puts the switch back, and stays so', async () => {
    await watch(alarmed({}));
    await tx((open) => store.updateWorkspace(open, { name: 'Desk', settings: {} }));
    await watch(alarmed({}));
    expect(await alarms(true)).toEqual([]);
    expect((await alarms(false))[0]?.settled_note).toBe('A lead put its switch back.');
    expect(await switchOf()).toBeNull();
  });

  it('is left alone where that is long ago, or where its switch allows less already', async () => {
    await watch(alarmed({}, NOW_MS - 15 * DAY_MS));
    expect(await switchOf()).toBeNull();
    const switches = [{ topic_id: TOPIC, autonomy: 'off', resolutions: [RESOLUTION] }];
    await tx((open) => store.updateWorkspace(open, { name: 'Desk', settings: { topics: switches } }));
    await watch(alarmed({}));
    expect(await switchOf()).toBe('off');
    expect(await alarms(true)).toEqual([]);
  });
});

describe('an answer of which customers complain', () => {
  const harm = alarmed({ level: 'resolution', id: RESOLUTION });
  it('loses its lessons, is told, and comes back when a person approves', async () => {
    await watch(harm);
    expect(enqueued).toContain('watch-lessons');
    await watchLessons(parts(), { workspace_id });
    expect(await tx((open) => store.getLesson(open, 'les_1'))).toMatchObject({ status: 'quarantined' });
    expect(await alarms(true)).toMatchObject([{ title: 'Held: “Export invoices”', link: '/review/les_1' }]);
    await watch(harm);
    expect(await alarms(true)).toHaveLength(1);
    // As an approval leaves it.
    const back = { status: 'approved', proposal: null } as const;
    await tx((open) => open.updateTable('lessons').set(back).where('id', '=', 'les_1').execute());
    await watch(harm);
    expect((await alarms(false))[0]?.settled_note).toBe('A person has decided about its lesson.');
    // It is not taken back again for the same complaints.
    expect(await watchLessons(parts(), { workspace_id })).toEqual([]);
  });
});

describe('complaints about everything', () => {
  it('hold nothing and only tell; the alarm ends two weeks after the last one', async () => {
    await watch(alarmed({ level: 'workspace', id: 'all' }));
    expect(await alarms(true)).toMatchObject([{ severity: 'informs', done: null, link: '/audits' }]);
    expect(await tx((open) => store.openHarmHolds(open))).toEqual([]);
    await watch(alarmed({ level: 'workspace', id: 'all' }, NOW_MS - 15 * DAY_MS));
    expect(await alarms(true)).toEqual([]);
  });
});

describe('what the model holds by itself', () => {
  it('is shown as held for as long as it is', async () => {
    const locked = alarmed({ level: 'area', id: 'read-only', source: 'audits', by_model: true }, 5);
    await watch(locked);
    expect(await tx((open) => store.openHarmHolds(open))).toMatchObject([
      { level: 'area', subject_id: 'read-only' },
    ]);
    await watch({ ...locked, alarm: null });
    expect(await tx((open) => store.openHarmHolds(open))).toEqual([]);
  });
});

describe('inputs', () => {
  const ask = async (
    text: (i: number) => string,
    resolution: string | null,
    from_day: number,
    count: number,
  ) => {
    for (let i = 0; i < count; i++)
      await decided(text(i), NOW_MS - (from_day - (i / count) * 6) * DAY_MS, resolution);
  };

  it('that moved are told and act on nothing; the alarm ends when they are as before', async () => {
    await ask((i) => `export invoice number ${i % 7}`, RESOLUTION, 20, 60);
    await ask((i) => `toner drum cartridge jam ${i % 7}`, null, 6.5, 40);
    await watchInputs(parts(), { workspace_id });
    const rows = await tx((open) => store.listInputDrifts(open, '2026-01-01'));
    const moved = rows.filter((row) => row.moved).map(({ name }) => name);
    expect(moved.toSorted()).toEqual(['topic-mix', 'vocabulary']);
    // Vectors that were not kept are not compared.
    expect(rows.find(({ name }) => name === 'meaning')).toMatchObject({ p: null, day: '2026-06-01' });
    expect(await alarms(true)).toMatchObject([{ kind: 'input-drift', severity: 'informs', done: null }]);
    await tx((open) => open.deleteFrom('decisions').where('resolution_id', 'is', null).execute());
    await ask((i) => `export invoice number ${i % 7}`, RESOLUTION, 6.5, 40);
    await watchInputs(parts(), { workspace_id });
    expect(await alarms(true)).toEqual([]);
  });
});
