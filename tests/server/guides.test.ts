/** Guides over HTTP: recorded or proposed, reviewed like any lesson, offered with the answer, counted, and found broken. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as store from '../../packages/server/src/store/index.ts';
import { AnsweredDesk } from './answered-desk.ts';
import { call, type Caller, startVisitor } from './harness.ts';

let desk: AnsweredDesk;
let customer: Caller;
const owned = <T extends object>(more: T) => ({ ...desk.owner, ...more });

const mark = (name: string) => ({
  role: 'button',
  name,
  test_id: null,
  text: name,
  selector: 'main > button',
});
const STEPS = [
  { route: '/billing', text: 'Open Invoices', fingerprint: mark('Invoices'), advance: 'click' as const },
  {
    route: '/billing/invoices',
    text: 'Press Export',
    fingerprint: mark('Export'),
    advance: 'click' as const,
  },
  {
    route: '/billing/invoices',
    text: 'Look into your mailbox',
    fingerprint: null,
    advance: 'manual' as const,
  },
];
const propose = (steps: readonly (typeof STEPS)[number][] = STEPS, title = 'Export invoices') =>
  call(
    desk.server.url,
    'proposeGuide',
    owned({ body: { resolution_id: desk.resolution_id, title, steps: [...steps] } }),
  );
const lessons = async (status: 'open' | 'approved' = 'open') =>
  (await call(desk.server.url, 'listLessons', owned({ query: { kind: 'guide', status } as never }))).value
    .items;
const review = (id: string, body: object) =>
  call(desk.server.url, 'reviewLesson', owned({ params: { id }, body: body as never }));
const approveNewest = async () => {
  const [lesson] = await lessons();
  await review(lesson?.id ?? '', { verdict: 'approve' });
  return lesson?.id ?? '';
};
const read = async (id: string) => (await call(desk.server.url, 'getGuide', owned({ params: { id } }))).value;
const show = (id: string, who = customer) =>
  call(desk.server.url, 'getVisitorGuide', { ...who, params: { id } });
const tell = (id: string, run_id: string, state: string, step: number, more: object = {}, who = customer) =>
  call(desk.server.url, 'recordGuideRun', {
    ...who,
    params: { id },
    body: { run_id, version: 1, state, step, ...more } as never,
  });
const offered = async ({ conversation_id, visitor }: { conversation_id: string; visitor: Caller }) =>
  (
    await call(desk.server.url, 'getVisitorConversation', {
      ...visitor,
      params: { id: conversation_id },
      query: {} as never,
    })
  ).value.messages.find(({ author, kind }) => author === 'ai' && kind === 'message')?.guide_id;

beforeAll(async () => {
  desk = await AnsweredDesk.inMemory();
  customer = await startVisitor(desk.server.url, desk.workspace.public_key);
}, 120_000);
afterAll(() => desk?.close());

describe('a guide', () => {
  let id = '';

  it('waits for a review, and is shown to nobody until then', async () => {
    const { value } = await propose();
    id = value.id;
    expect(value).toMatchObject({ state: 'proposed', version: 1, author: 'Ada', steps: STEPS });
    expect((await show(id)).problem?.code).toBe('not-found');
    const [lesson] = await lessons();
    expect(lesson).toMatchObject({ kind: 'guide', status: 'open', title: 'Export invoices' });
    const { value: detail } = await call(
      desk.server.url,
      'getLesson',
      owned({ params: { id: lesson?.id ?? '' } }),
    );
    expect(detail).toMatchObject({
      proposed: { text: 'Open Invoices\nPress Export\nLook into your mailbox' },
      replaces: null,
      previewable: false,
      steps: STEPS,
    });
    expect(await desk.ledger('guide')).toEqual([]);
  });

  it('keeps one line a step when its reviewer edits the words, and can be unreviewed', async () => {
    const [lesson] = await lessons();
    const lesson_id = lesson?.id ?? '';
    const edit = { title: 'Export', text: 'Open Invoices\nPress Export' };
    const refused = await review(lesson_id, { verdict: 'approve', edit });
    expect(refused.problem?.detail).toBe('Expected 3 lines, one a step; found 2.');
    const words = { title: 'Export', text: 'Choose Invoices\nPress Export\nWait for the mail' };
    await review(lesson_id, { verdict: 'approve', edit: words });
    expect(await read(id)).toMatchObject({ state: 'in-force', version: 2, title: 'Export' });
    expect((await show(id)).value.steps).toMatchObject([
      { text: 'Choose Invoices', fingerprint: STEPS[0]?.fingerprint },
      { text: 'Press Export' },
      { text: 'Wait for the mail' },
    ]);
    await call(desk.server.url, 'undoReview', owned({ params: { id: lesson_id } }));
    expect(await read(id)).toMatchObject({ state: 'proposed', version: 1, title: 'Export invoices' });
    await review(lesson_id, { verdict: 'approve' });
    expect(await read(id)).toMatchObject({ state: 'in-force', version: 1 });
  });

  it('comes with the answer of its resolution, by catch-up and by stream', async () => {
    const answered = await desk.answered();
    expect(await offered(answered)).toBe(id);
    const told = desk.events.seen.filter(({ data }) => JSON.stringify(data).includes(`"guide_id":"${id}"`));
    expect(told.length).toBeGreaterThan(0);
  });

  it('is found by a customer of this workspace alone, by its id', async () => {
    expect((await show(id)).value).toEqual({ id, title: 'Export invoices', version: 1, steps: STEPS });
    expect((await show(`gde_${'x'.repeat(24)}`)).problem?.code).toBe('not-found');
  });

  it('counts how far people came, once a run', async () => {
    for (const [run, state, step] of [
      ['run-one-1', 'started', 0],
      ['run-one-1', 'step', 1],
      ['run-one-1', 'completed', 2],
      ['run-one-1', 'left', 0], // what came to its end stays there
      ['run-two-2', 'started', 0],
      ['run-two-2', 'left', 1],
      ['run-old-3', 'started', 0],
    ] as const)
      await tell(id, run, state, step);
    await tell(id, 'run-ver-4', 'started', 0, { version: 7 });
    await tell(id, 'run-far-5', 'started', 29);
    expect((await read(id)).runs).toEqual({
      started: 3,
      completed: 1,
      broken: 0,
      steps: [
        { left: 1, broken: 0 },
        { left: 1, broken: 0 },
        { left: 0, broken: 0 },
      ],
    });
  });

  it('is broken where three did not find their way, offered to nobody, and works again once a person says so', async () => {
    const answered = await desk.answered();
    const visitor = () => startVisitor(desk.server.url, desk.workspace.public_key);
    for (const run of ['well-0001', 'well-0002', 'well-0003', 'well-0004', 'well-0005', 'well-0006'])
      await tell(id, run, 'started', 0, {}, await visitor());
    // One visitor whose page is odd breaks nothing, however often.
    for (const run of ['broken-001', 'broken-002', 'broken-003']) await tell(id, run, 'broken', 1);
    await tell(id, 'broken-001', 'broken', 2);
    await tell(id, 'broken-004', 'broken', 1, {}, await visitor());
    expect(await read(id)).toMatchObject({ state: 'in-force', runs: { broken: 4 } });
    const third = await visitor();
    await tell(id, 'broken-005', 'broken', 1, {}, third);
    await tell(id, 'broken-005', 'left', 1, {}, third);
    expect(await read(id)).toMatchObject({ state: 'broken', runs: { broken: 5 } });
    expect((await read(id)).runs.steps[1]).toEqual({ left: 5, broken: 5 });
    expect((await show(id)).problem?.code).toBe('not-found');
    expect(await offered(answered)).toBeUndefined();
    const listed = await call(desk.server.url, 'listGuides', owned({ query: { state: 'broken' } as never }));
    expect(listed.value).toMatchObject({ broken: 1, items: [{ id, state: 'broken' }] });
    const alarms = async (state: 'open' | 'settled') =>
      (await call(desk.server.url, 'listAlarms', owned({ query: { state } as never }))).value.items;
    expect(await alarms('open')).toMatchObject([{ kind: 'broken-guide', link: '/knowledge/guides' }]);
    const words = { title: 'T', texts: ['a', 'b', 'c'] };
    const edited = await call(desk.server.url, 'editGuide', owned({ params: { id }, body: words }));
    expect(edited.problem?.code).toBe('conflict');
    await call(desk.server.url, 'dismissBreaks', owned({ params: { id } }));
    expect([await alarms('open'), await alarms('settled')]).toMatchObject([
      [],
      [{ settled: { by: null, note: 'A person says that the guide works.' } }],
    ]);
    expect(await offered(answered)).toBe(id);
    // What was dismissed does not count again.
    await tell(id, 'broken-006', 'broken', 1);
    expect((await read(id)).state).toBe('in-force');
  });

  it('gets other words at once, is retired and restored', async () => {
    const texts = ['Open Invoices', 'Press Export', 'Call ann@example.com'];
    const body = { title: 'Export invoices', texts };
    const { value } = await call(desk.server.url, 'editGuide', owned({ params: { id }, body }));
    expect(value).toMatchObject({ state: 'in-force', version: 2 });
    expect(value.steps[2]?.text).toBe('Call [email]');
    const [lesson] = await lessons('approved');
    expect(lesson).toMatchObject({ stage: 'suggest', reviewed: { by: 'Ada' } });
    await call(desk.server.url, 'retireGuide', owned({ params: { id } }));
    expect((await show(id)).problem?.code).toBe('not-found');
    await call(desk.server.url, 'restoreGuide', owned({ params: { id } }));
    expect((await show(id)).value.version).toBe(2);
  });

  it('goes back to the version before when its lesson is rolled back, and comes again with the undo', async () => {
    const [newest] = await lessons('approved');
    const scope = { kind: 'lessons', ids: [newest?.id] };
    const rolled = await call(desk.server.url, 'startRollback', owned({ body: { scope } as never }));
    expect(await read(id)).toMatchObject({ state: 'in-force', version: 1 });
    const params = { id: rolled.value.rollback?.id ?? '' };
    await call(desk.server.url, 'undoRollback', owned({ params }));
    expect(await read(id)).toMatchObject({ state: 'in-force', version: 2 });
  });
});

describe('a recording', () => {
  const start = (page_url: string) =>
    call(
      desk.server.url,
      'startGuideRecording',
      owned({ params: { id: desk.resolution_id }, body: { page_url } }),
    );
  const finish = (token: string, origin = 'https://app.example', workspace = desk.workspace.public_key) =>
    call(desk.server.url, 'finishGuideRecording', {
      headers: { origin },
      body: { workspace, token, steps: [...STEPS] },
    });
  const tokenOf = (url: string) => new URL(url).hash.replace('#understudy-record=', '');

  beforeAll(async () => {
    const { value } = await call(desk.server.url, 'getSettings', desk.owner);
    const widget = { ...value.widget, origins: ['https://app.example'] };
    await call(desk.server.url, 'updateSettings', owned({ body: { widget } }));
  });

  it('opens only pages that may embed the widget', async () => {
    expect((await start('https://elsewhere.example/billing')).problem).toMatchObject({
      code: 'conflict',
      detail: 'The widget may not be embedded at https://elsewhere.example: see Settings.',
    });
    expect((await start('javascript:alert(1)')).problem?.code).toBe('invalid-request');
    const { value } = await start('https://app.example/billing?tab=2#top');
    expect(value.url).toMatch(/^https:\/\/app\.example\/billing\?tab=2#understudy-record=ey/);
  });

  it('is handed in once, from a page of ours, as a proposal of who recorded it', async () => {
    const { value } = await start('https://app.example/billing');
    const token = tokenOf(value.url);
    expect((await finish(token, 'https://elsewhere.example')).problem?.code).toBe('forbidden');
    expect((await finish(`${token}x`)).problem?.code).toBe('conflict');
    const elsewhere = await finish(token, 'https://app.example', 'pk_of_another_desk');
    expect(elsewhere.problem).toMatchObject({
      code: 'forbidden',
      detail: expect.stringContaining('another'),
    });
    expect((await finish(token)).value).toEqual({ ok: true });
    expect((await finish(token)).problem?.detail).toContain('handed in already');
    const [lesson] = await lessons();
    expect(lesson).toMatchObject({ status: 'open', stage_why: 'a person recorded it' });
    expect(lesson?.learned_from.author).toBe('Ada');
    const log = await call(desk.server.url, 'listAuditLog', owned({ query: {} as never }));
    expect(log.value.items.some(({ action }) => action === 'finishGuideRecording')).toBe(true);
  });

  it('runs out, and a visitor’s token is none', async () => {
    const { value } = await start('https://app.example/billing');
    await desk.tx((tx) =>
      tx
        .updateTable('guide_recordings')
        .set({ expires_at: new Date(0) })
        .execute(),
    );
    expect((await finish(tokenOf(value.url))).problem?.code).toBe('conflict');
    const visitor = (customer.headers?.['authorization'] ?? '').replace('Bearer ', '');
    expect((await finish(visitor)).problem?.code).toBe('conflict');
  });

  it('takes no label with an address in it, and once approved mends a broken guide', async () => {
    const first = { ...STEPS[0], fingerprint: { ...mark('Invoices of ann@example.com'), text: null } };
    const { value } = await propose([first as never, ...STEPS.slice(1)]);
    const detail = await call(desk.server.url, 'getLesson', owned({ params: { id: value.proposal ?? '' } }));
    expect(detail.value.steps?.[0]?.fingerprint?.name).toBe('Invoices of [email]');
    await desk.tx((tx) => store.setGuide(tx, value.id, { broken_version: value.version }));
    expect((await read(value.id)).state).toBe('broken');
    await approveNewest();
    // Another version stands for itself.
    expect(await read(value.id)).toMatchObject({ state: 'in-force', runs: { started: 0 } });
  });
});
