/** The table of stages at work, on real rows: what rises, what is taken back until a person looks, and what stays. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { watchLessons } from '../../packages/server/src/flow/watch-lessons.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { addConversation, addWorkspace } from '../database/databases.ts';
import { pgliteTemplate } from '../database/pglite-template.ts';

const DAY_MS = 86_400_000;
const NOW_MS = Date.UTC(2026, 5, 1);
const LEARNED = new Date(NOW_MS - 2 * DAY_MS);
const RESOLUTION = 'res_1';
const LESSON = 'les_1';

let database: store.Database;
let workspace_id: string;
let n = 0;

beforeAll(async () => {
  database = await store.openDatabase({ memory: true, template: await pgliteTemplate() });
}, 120_000);
afterAll(() => database?.close());
beforeEach(async () => {
  workspace_id = await addWorkspace(database);
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
      at: LEARNED,
    });
  });
  await addLesson(LESSON, {});
});

const tx = <T>(work: (open: store.Tx) => Promise<T>): Promise<T> => database.asWorkspace(workspace_id, work);

/** In force, taught by a conversation of its own. */
async function addLesson(id: string, set: { readonly author?: string; readonly at?: Date }): Promise<void> {
  const conversation_id = `cnv_${id}`;
  await tx(async (open) => {
    await addConversation(open, conversation_id);
    await store.insertLesson(open, {
      id,
      kind: 'new-exemplar',
      stage: 'suggest',
      status: 'open',
      title: 'Export invoices',
      question: 'How do I export invoices?',
      resolution_id: RESOLUTION,
      exemplar_id: `exm_${id}`,
      conversation_id,
      author: 'Ada',
      source: 'human-reply',
      source_key: id,
      at: LEARNED,
      ...set,
    });
  });
}

/** A decision for the lesson's resolution, in which the example of this lesson spoke loudest. */
async function decided(
  set: Partial<Pick<store.NewDecision, 'action' | 'at'>> = {},
  of = LESSON,
): Promise<{ decision_id: string; conversation_id: string }> {
  const [decision_id, conversation_id, message_id] = ['dec', 'cnv', 'msg'].map((kind) => `${kind}_${n}`);
  n += 1;
  const at = new Date(NOW_MS - 3_600_000);
  await tx(async (open) => {
    await addConversation(open, conversation_id);
    const author = 'customer' as const;
    const text = 'How do I export invoices?';
    await store.appendMessage(open, { id: message_id, conversation_id, author, kind: 'message', text, at });
    await store.insertDecision(open, {
      id: decision_id,
      conversation_id,
      message_id,
      generation: 0,
      action: 'answer',
      resolution_id: RESOLUTION,
      confidence: 0.9,
      audited: true,
      model_version: 1,
      question: { id: message_id, text },
      decision: { candidates: [{ resolution_id: RESOLUTION, exemplar_id: `exm_${of}` }] },
      at,
      ...set,
    });
  });
  return { decision_id, conversation_id };
}

async function audited(verdict: 'right' | 'wrong' | 'harmless', of = LESSON): Promise<void> {
  const { decision_id, conversation_id } = await decided({}, of);
  const at = new Date(NOW_MS);
  await tx(async (open) => {
    await store.openAudit(open, { decision_id, conversation_id, audit_rate: 0.1, opened_at: at });
    const judged = { correction: null, judge_id: null, judged_by: 'Ada', judged_at: at };
    await store.setVerdict(open, { decision_id, verdict, ...judged });
    await store.settleAudit(open, { id: decision_id, at });
  });
}

/** A draft that a person sent, so much of it changed. */
async function sentDraft(edit_distance: number): Promise<void> {
  const { decision_id, conversation_id } = await decided({ action: 'draft' });
  const state = edit_distance === 0 ? 'accepted' : 'edited';
  await tx(async (open) => {
    await open.updateTable('decisions').set({ draft_state: state }).where('id', '=', decision_id).execute();
    await store.appendOutcome(open, {
      id: `out_${decision_id}`,
      conversation_id,
      decision_id,
      kind: `draft-${state}`,
      source_event: decision_id,
      detail: { edit_distance },
      at: new Date(NOW_MS),
    });
  });
}

/** What the model says: certificates, and what it holds back. */
interface Said {
  readonly certified?: boolean;
  readonly veto?: string;
  readonly now_ms?: number;
}

/** With a model that says this; jobs that follow are not run. */
function watch({ certified = false, veto, now_ms = NOW_MS }: Said = {}) {
  const nothing = () => undefined;
  const models = {
    catchUp: async () => 0,
    certificates: async () => [{ cell: 'read-only', threshold: certified ? 0.8 : null }],
    ask: async (_: string, __: string, { ids }: { readonly ids: readonly string[] }) =>
      ids.map((id) => (id === RESOLUTION ? (veto ?? null) : null)),
  };
  const parts = {
    database,
    models,
    jobs: { enqueue: async () => undefined },
    log: { info: nothing },
    now_ms: () => now_ms,
    libraries: { drop: nothing },
  };
  return watchLessons(parts as never, { workspace_id });
}

const lesson = async (id = LESSON) => tx((open) => store.getLesson(open, id));
const set = (change: Partial<Pick<store.Lesson, 'stage' | 'stage_why' | 'reviewed_at' | 'author'>>) =>
  tx((open) => open.updateTable('lessons').set(change).where('id', '=', LESSON).execute());
const retired = async () => (await tx((open) => store.getResolution(open, RESOLUTION)))?.retired_at !== null;

describe('a lesson rises', () => {
  const ready = { certified: true };
  beforeEach(async () => {
    await sentDraft(0);
    await set({ reviewed_at: LEARNED });
  });

  it('once it is approved, of use to another customer, a day old, and its cell is certified', async () => {
    expect(await watch(ready)).toEqual([]);
    expect(await lesson()).toMatchObject({ stage: 'auto', stage_why: expect.stringContaining('certified') });
    expect((await tx((open) => store.getResolution(open, RESOLUTION)))?.stage).toBe('auto');
    // Under the lesson's id, so that it is taken back with it.
    const promises = await tx((open) =>
      open.selectFrom('outbox').select('payload').where('id', 'like', `${LESSON}.%`).execute(),
    );
    const told = [{ kind: 'resolution-upserted', resolution: { stage: 'auto' } }];
    expect(promises).toMatchObject([{ payload: told }]);
  });

  it('and falls back when the certificate is gone, unless a person set the stage', async () => {
    await watch(ready);
    await watch({ certified: false });
    expect(await lesson()).toMatchObject({ stage: 'suggest', status: 'open' });
    await set({ stage: 'auto', stage_why: 'a person approved it' });
    await watch({ certified: false });
    expect((await lesson())?.stage).toBe('auto');
  });

  it.each<[string, () => Promise<unknown>, Said]>([
    ['nothing is certified', async () => undefined, {}],
    [
      'it is an hour too young',
      async () => undefined,
      { ...ready, now_ms: LEARNED.getTime() + DAY_MS - 3_600_000 },
    ],
    ['nobody approved it', () => set({ reviewed_at: null }), ready],
  ])('not where %s', async (_, prepare, said) => {
    await prepare();
    await watch(said);
    expect((await lesson())?.stage).toBe('suggest');
  });
});

describe('what speaks against an example', () => {
  it('takes that lesson back: two audits that found it wrong, not one, and not what was right or harmless', async () => {
    await addLesson('les_2', {});
    await audited('wrong');
    await audited('right');
    await audited('harmless');
    // The same resolution, but another example spoke.
    await audited('wrong', 'les_2');
    expect(await watch()).toEqual([]);
    await audited('wrong');
    const why = 'audits found it wrong twice';
    expect(await watch()).toEqual([{ lesson_id: LESSON, trigger: 'bad-audits', why }]);
    expect(await lesson()).toMatchObject({ status: 'quarantined', stage: 'shadow', stage_why: why });
    expect((await lesson('les_2'))?.status).toBe('open');
    expect(await retired()).toBe(false);
    // It is not in force any more.
    expect(await watch()).toEqual([]);
  });

  it('takes the resolution with the last lesson that taught it', async () => {
    await audited('wrong');
    await audited('wrong');
    await watch();
    expect(await retired()).toBe(true);
  });
});

describe('what speaks against an answer', () => {
  beforeEach(() => addLesson('les_2', {}));
  const both = (found: readonly { lesson_id: string }[]) =>
    found.map(({ lesson_id }) => lesson_id).toSorted();

  it('takes all lessons back that teach it: a veto by its labels', async () => {
    await decided();
    const why = '3 of 5 were wrong.';
    const found = await watch({ veto: why });
    expect(both(found)).toEqual([LESSON, 'les_2']);
    expect(found.map(({ trigger, why: said }) => [trigger, said])).toEqual([
      ['veto', why],
      ['veto', why],
    ]);
    expect(await lesson('les_2')).toMatchObject({ status: 'quarantined', stage: 'shadow', stage_why: why });
    expect(await retired()).toBe(true);
  });

  it('so do drafts that people rewrite: more than two fifths of the median of three', async () => {
    for (const share of [0.9, 0.1]) await sentDraft(share);
    expect(await watch()).toEqual([]);
    await sentDraft(0.41);
    const found = await watch();
    expect(both(found)).toEqual([LESSON, 'les_2']);
    expect(new Set(found.map(({ trigger }) => trigger))).toEqual(new Set(['heavy-edits']));
  });

  it('but not drafts that are touched up, nor those of a text that was replaced since', async () => {
    for (const share of [0.4, 0.4, 0.4]) await sentDraft(share);
    expect(await watch()).toEqual([]);
    for (const share of [0.9, 0.9, 0.9, 0.9]) await sentDraft(share);
    await tx((open) =>
      store.reviseResolution(open, {
        id: RESOLUTION,
        title: 'Export invoices',
        text: 'Open Billing, then Invoices, and press Export.',
        links: [],
        author: 'Ada',
        at: new Date(NOW_MS),
      }),
    );
    expect(await watch()).toEqual([]);
  });
});

describe('lessons whose resolution nobody needed for a quarter', () => {
  it('are left as they are', async () => {
    await decided({ at: new Date(NOW_MS - 91 * DAY_MS) });
    expect(await watch({ veto: '3 of 5 were wrong.' })).toEqual([]);
  });
});
