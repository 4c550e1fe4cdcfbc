/** How people do their work: mined from what they did, proposed, approved, shown at work, checked, and taken back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proposeWorkflows } from '../../packages/server/src/flow/propose-workflows.ts';
import { AnsweredDesk } from './answered-desk.ts';
import { call } from './harness.ts';

const INVOICE =
  'Your invoice is on its way again: look into the mailbox that stands under Billing, Contacts.';
const PARCEL = 'A parcel that is late is searched for: open Orders, choose Track, then press Search.';
let desk: AnsweredDesk;

const PAID = ['look_up_invoice', '?paid', 'send invoice', 'close ticket'];
const UNPAID = ['look-up-invoice', '?not paid', 'ask for payment', 'close ticket'];
/** What was done, and by whom, ticket by ticket. */
const DONE: readonly (readonly string[])[] = [
  ...Array.from({ length: 14 }, () => PAID),
  ...Array.from({ length: 8 }, () => UNPAID),
  ['look up invoice', '?paid', 'close ticket'],
  ['send invoice', 'look up invoice', '?paid', 'close ticket'],
  ['look up invoice', '?paid', 'send invoice', 'call back', 'close ticket'],
];

function tickets() {
  const ticket = (n: number, text: string, answer: string, actions: readonly string[]) => ({
    id: `t${n}`,
    at: new Date(Date.UTC(2026, 0, 1 + n)).toISOString(),
    text,
    actions,
    meta: { account: `account ${n % 5}`, solved: true },
    messages: [
      { role: 'customer', text },
      { role: 'agent', text: answer, by: n % 2 === 0 ? 'Grace' : 'Ben' },
    ],
  });
  return [
    ...DONE.map((steps, n) => ticket(n, `Please send me invoice number ${n} again`, INVOICE, steps)),
    // Only one person does it, and too seldom to be told how.
    ...[0, 2, 4].map((n) =>
      ticket(n + 100, `Parcel ${n} is late, when does it come?`, PARCEL, ['track', 'search']),
    ),
  ];
}

const owned = <T extends object>(more: T) => ({ ...desk.owner, ...more });
const workflows = async (q = '') =>
  (await call(desk.server.url, 'listWorkflows', owned({ query: { q } }))).value;
const lessons = async (query: Record<string, string> = {}) =>
  (await call(desk.server.url, 'listLessons', owned({ query: { kind: 'workflow', ...query } }))).value.items;
const open = async (id: string) => call(desk.server.url, 'getWorkflow', owned({ params: { id } }));
const review = (id: string, body: object) =>
  call(desk.server.url, 'reviewLesson', owned({ params: { id }, body: body as never }));
const nextStep = async (id: string, done: readonly string[] = []) =>
  (await call(desk.server.url, 'getNextStep', owned({ params: { id }, query: { done: done.join('\n') } })))
    .value;
const lessonsWith = (ids: readonly string[]) => ({ kind: 'lessons', ids }) as const;
const rollBack = async (scope: object) =>
  (await call(desk.server.url, 'startRollback', owned({ body: { scope } as never }))).value.rollback;
const topicAbout = async (word: string) =>
  (await call(desk.server.url, 'listTopics', desk.owner)).value.items.find(({ question }) =>
    question?.includes(word),
  )?.id ?? '';

beforeAll(async () => {
  desk = await AnsweredDesk.inMemory();
  const body = tickets()
    .map((ticket) => JSON.stringify(ticket))
    .join('\n');
  const headers = { ...desk.owner.headers, 'content-type': 'application/x-ndjson' };
  await fetch(`${desk.server.url}/v1/imports?source=desk`, { method: 'POST', headers, body });
  // Behind the import, the night's work is done at once.
  await desk.waitFor(async () => (await lessons()).length > 0);
}, 120_000);
afterAll(() => desk?.close());

describe('a workflow', () => {
  let id = '';
  let proposal = '';

  it('is proposed where people work steadily, and nowhere else', async () => {
    const [lesson, ...others] = await lessons({ status: 'open' });
    expect(others).toEqual([]);
    expect(lesson).toMatchObject({ kind: 'workflow', status: 'open', stage: 'captured' });
    expect(lesson?.stage_why).toBe(
      'mined from 25 conversations of 2 people: 56 % went the most frequent way, about 96 % ended well',
    );
    expect(lesson?.learned_from).toMatchObject({ author: null, source: 'workflow', conversation_id: null });
    const { items, rule } = await workflows();
    expect(rule).toEqual({ paths: 10, agents: 2 });
    expect(items).toMatchObject([{ state: 'proposed', version: 1, steps: 4, proposal: lesson?.id }]);
    expect(items[0]?.text).toBe(
      '1. Look up invoice\n2. If not paid: Ask for payment\n3. If paid: Send invoice\n4. Close ticket',
    );
    id = items[0]?.id ?? '';
    proposal = lesson?.id ?? '';
    const { value } = await open(id);
    expect(value.evidence).toMatchObject({ paths: 25, agents: 2, main_share: 14 / 25 });
    expect(value.versions).toEqual([]);
    const detail = (await call(desk.server.url, 'getLesson', owned({ params: { id: proposal } }))).value;
    expect(detail).toMatchObject({ proposed: { text: items[0]?.text }, replaces: null, nearest: [] });
  });

  it('is proposed once, whatever the nights', async () => {
    const models = {
      catchUp: async () => 0,
      ask: async (_: string, __: string, { without }: { without: readonly string[] }) => {
        expect(without).toHaveLength(1);
        return [];
      },
    };
    const parts = { ...desk.parts(), models };
    expect(await proposeWorkflows(parts as never, { workspace_id: desk.workspace.id })).toEqual([]);
  });

  it('is retired or edited by nobody before it was approved', async () => {
    const body = { title: 'Another', text: 'Look up invoice' };
    const refused = [
      await call(desk.server.url, 'retireWorkflow', owned({ params: { id } })),
      await call(desk.server.url, 'editWorkflow', owned({ params: { id }, body })),
      await call(
        desk.server.url,
        'writeWorkflow',
        owned({ body: { ...body, topic_id: await topicAbout('invoice') } }),
      ),
    ];
    expect(refused.map(({ problem }) => problem.code)).toEqual(['conflict', 'conflict', 'conflict']);
  });

  it('changes no answer: neither stages nor previews nor merges', async () => {
    const { resolution_id } = (await lessons())[0] ?? { resolution_id: '' };
    const refused = [
      await call(
        desk.server.url,
        'setLessonStage',
        owned({ params: { id: proposal }, body: { stage: 'auto' as const } }),
      ),
      await call(desk.server.url, 'previewLesson', owned({ params: { id: proposal } })),
      await review(proposal, { verdict: 'merge', into: resolution_id }),
    ];
    expect(refused.map(({ problem }) => problem.code)).toEqual(['conflict', 'conflict', 'conflict']);
  });

  it('stands once it is approved, in the reviewer’s words, and not before; the undo takes both back', async () => {
    const told = (await desk.ledger('resolution-upserted')).length;
    const { conversation_id } = await desk.ask('Please send me my invoice again, number 77');
    expect((await nextStep(conversation_id)).workflow).toBeNull();
    const edit = {
      title: 'An invoice again',
      text: 'Look up invoice\nIf paid: Send it [send-invoice]\nClose ticket',
    };
    const wrong = await review(proposal, { verdict: 'approve', edit: { ...edit, text: 'Greet\nback to 1' } });
    expect(wrong.problem.detail).toContain('Line 2 leads back always');
    await review(proposal, { verdict: 'approve', edit });
    expect((await open(id)).value).toMatchObject({ state: 'in-force', version: 2, ...edit, proposal: null });
    expect((await nextStep(conversation_id)).workflow).toEqual({ id, ...edit });
    await call(desk.server.url, 'undoReview', owned({ params: { id: proposal } }));
    expect((await open(id)).value).toMatchObject({ state: 'proposed', version: 1, proposal });
    expect((await nextStep(conversation_id)).workflow).toBeNull();
    await review(proposal, { verdict: 'approve' });
    expect((await open(id)).value).toMatchObject({ state: 'in-force', version: 1, author: null });
    expect((await desk.ledger('resolution-upserted')).length).toBe(told);
  });

  it('tells where people deviate, as counted by hand', async () => {
    const { value } = await open(id);
    const paths = DONE.map((steps) => steps.map((step) => step.replaceAll(/[_-]/g, ' ')));
    const having = (step: string) => paths.filter((steps) => steps.includes(step)).length;
    const seenWithout = (seen: string, step: string) =>
      paths.filter((steps) => steps.includes(seen) && !steps.includes(step)).length;
    expect(
      value.lines.map(({ when, followed }) => [when, followed?.due, followed?.done, followed?.skipped]),
    ).toEqual([
      [null, 25, having('look up invoice'), 0],
      [
        'not paid',
        having('?not paid'),
        having('ask for payment'),
        seenWithout('?not paid', 'ask for payment'),
      ],
      ['paid', having('?paid'), having('send invoice'), seenWithout('?paid', 'send invoice')],
      [null, 25, 25, 0],
    ]);
    expect(value.lines[2]?.followed).toMatchObject({ due: 17, done: 16, skipped: 1, agents: 2 });
    // One sent before looking, one forgot to send, one called back.
    expect(value).toMatchObject({ paths: 25, followed: 22 });
    expect(value.lines.map(({ followed }) => followed?.out_of_order).reduce((a = 0, b = 0) => a + b, 0)).toBe(
      1,
    );
    expect(value.extra).toMatchObject([{ words: 'Call back', paths: 1 }]);
    const skipped = await desk.read(value.lines[2]?.followed?.skipped_in ?? '');
    expect(skipped.subject).toContain('invoice number 22');
    const called = await desk.read(value.extra[0]?.example ?? '');
    expect(called.subject).toContain('invoice number 24');
  });

  it('tells a human agent what people usually do next, where that is supported', async () => {
    const { conversation_id } = await desk.ask('Please send me my invoice again, number 78');
    const first = await nextStep(conversation_id);
    expect(first.next).toMatchObject({
      step: 'look-up-invoice',
      words: 'Look up invoice',
      count: 24,
      of: 25,
    });
    const second = await nextStep(conversation_id, ['Look up invoice']);
    expect(second.next).toMatchObject({ step: 'send-invoice', count: 15, of: 25 });
    expect(second.next?.probability).toBeGreaterThan(0.5);
    expect(
      (await nextStep(conversation_id, ['Look up invoice', 'Send invoice', 'Close ticket'])).next,
    ).toBeNull();
    const parcel = await desk.ask('Parcel 9 is late, when does it come?');
    expect(await nextStep(parcel.conversation_id)).toEqual({ workflow: null, next: null });
  });

  it('gets another text by hand, which is a lesson; taken back, it says again what it said', async () => {
    const since = new Date().toISOString();
    const body = { title: 'An invoice again', text: 'Look up invoice\nSend invoice' };
    const edited = await call(desk.server.url, 'editWorkflow', owned({ params: { id }, body }));
    expect(edited.value).toMatchObject({ ...body, version: 2, author: 'Ada', state: 'in-force' });
    await call(desk.server.url, 'editWorkflow', owned({ params: { id }, body }));
    const [lesson] = await lessons({ status: 'approved' });
    expect(lesson).toMatchObject({ title: body.title, learned_from: { author: 'Ada', source: 'workflow' } });
    expect(lesson?.reviewed).toMatchObject({ by: 'Ada', undo_until: null });
    expect((await open(id)).value.versions.map(({ version }) => version)).toEqual([2, 1]);
    const { replaces } = (
      await call(desk.server.url, 'getLesson', owned({ params: { id: lesson?.id ?? '' } }))
    ).value;
    expect(replaces?.text).toContain('If paid: Send invoice');
    const rollback = await rollBack({ kind: 'since', at: since });
    expect(rollback).toMatchObject({ state: 'done', lessons: 1, retired: 0, reverted: 0 });
    expect((await open(id)).value).toMatchObject({ version: 1, steps: 4 });
    await call(desk.server.url, 'undoRollback', owned({ params: { id: rollback?.id ?? '' } }));
    expect((await open(id)).value).toMatchObject({ version: 2, text: body.text });
  });

  it('is gone when all its lessons are taken back, and its resolution is not', async () => {
    const all = await lessons({ status: 'approved' });
    const resolution = { params: { id: all[0]?.resolution_id ?? '' } };
    const before = (await desk.ledger('events-forgotten')).length;
    const rollback = await rollBack(lessonsWith(all.map((lesson) => lesson.id)));
    expect((await open(id)).problem.code).toBe('not-found');
    expect((await workflows()).items).toEqual([]);
    expect((await call(desk.server.url, 'getResolution', owned(resolution))).value.retired_at).toBeNull();
    expect((await desk.ledger('events-forgotten')).length).toBe(before);
    await call(desk.server.url, 'undoRollback', owned({ params: { id: rollback?.id ?? '' } }));
    expect((await open(id)).value).toMatchObject({ version: 2, state: 'in-force' });
  });

  it('does not keep its resolution alive: that goes with the lessons that taught it', async () => {
    const query = { resolution_id: (await lessons())[0]?.resolution_id ?? '' };
    const teaching = (await call(desk.server.url, 'listLessons', owned({ query }))).value.items.filter(
      ({ kind }) => kind !== 'workflow',
    );
    const rollback = await rollBack(lessonsWith(teaching.map((lesson) => lesson.id)));
    expect(rollback).toMatchObject({ retired: 1 });
    await call(desk.server.url, 'undoRollback', owned({ params: { id: rollback?.id ?? '' } }));
  });

  it('is taken out of use and back', async () => {
    const { conversation_id } = await desk.ask('Please send me my invoice again, number 79');
    await call(desk.server.url, 'retireWorkflow', owned({ params: { id } }));
    expect((await workflows('invoice')).items).toMatchObject([{ id, state: 'retired' }]);
    expect((await nextStep(conversation_id)).workflow).toBeNull();
    await call(desk.server.url, 'restoreWorkflow', owned({ params: { id } }));
    expect((await nextStep(conversation_id)).workflow?.id).toBe(id);
    const none = await call(desk.server.url, 'retireWorkflow', owned({ params: { id: 'wfl_nothing' } }));
    expect(none.problem.code).toBe('not-found');
  });

  it('is written by hand for a topic that has none', async () => {
    const body = { title: 'A late parcel', text: 'Track\nSearch', topic_id: await topicAbout('Parcel') };
    const { value } = await call(desk.server.url, 'writeWorkflow', owned({ body }));
    expect(value).toMatchObject({ title: 'A late parcel', state: 'in-force', steps: 2, author: 'Ada' });
    const detail = (await open(value.id)).value;
    expect(detail).toMatchObject({ paths: 3, followed: 3, evidence: null });
    const twice = await call(desk.server.url, 'writeWorkflow', owned({ body }));
    expect(twice.problem.code).toBe('conflict');
    const nowhere = await call(
      desk.server.url,
      'writeWorkflow',
      owned({ body: { ...body, topic_id: 'topic-none' } }),
    );
    expect(nowhere.problem.code).toBe('not-found');
    expect((await workflows('parcel')).items.map(({ title }) => title)).toEqual(['A late parcel']);
  });

  it('leaves its entries in the audit log', async () => {
    const { items } = (
      await call(desk.server.url, 'listAuditLog', owned({ query: { category: 'knowledge' } }))
    ).value;
    const found = items.filter(({ action, outcome }) => action.endsWith('Workflow') && outcome === 'done');
    expect(new Set(found.map(({ action }) => action))).toEqual(
      new Set(['writeWorkflow', 'editWorkflow', 'retireWorkflow', 'restoreWorkflow']),
    );
    for (const { subject } of found) expect(subject?.kind).toBe('workflow');
  });
});
