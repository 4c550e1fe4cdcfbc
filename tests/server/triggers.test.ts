/** What takes lessons back until a person looks: an author who is suspended, a validity that ends, a page that changes. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchLessons } from '../../packages/server/src/flow/watch-lessons.ts';
import { engines } from '../database/databases.ts';
import { AnsweredDesk, client_id } from './answered-desk.ts';
import { call, type Caller, cookieOf, openEvents, OWNER, startTestServer } from './harness.ts';

const DAY_MS = 86_400_000;
const BOBS =
  'Refunds of yearly plans: open Plans, choose Cancel, and tick “Pay back the rest” before you confirm.';

describe.each(engines.slice(0, 1))('triggers on $name', ({ open }) => {
  let desk: AnsweredDesk;
  beforeEach(async () => {
    desk = await AnsweredDesk.open(await startTestServer(await open()));
  }, 60_000);
  afterEach(() => desk?.close());

  const url = () => desk.server.url;
  const lessons = async () => (await call(url(), 'listLessons', desk.owner)).value.items;
  const statuses = async () =>
    Object.fromEntries((await lessons()).map(({ question, status }) => [question, status]));
  const settled = (fits: (found: Record<string, string>) => boolean) =>
    desk.waitFor(async () => fits(await statuses()));

  describe('a suspended author', () => {
    const FIRST = 'How do I get the rest of my yearly plan paid back?';
    const AGAIN = 'I cancelled my yearly plan, where is the rest of the money?';
    let bob: Caller & { readonly id: string };

    async function addPerson(name: string): Promise<Caller & { readonly id: string }> {
      const person = { name, email: `${name.toLowerCase()}@example.com`, password: OWNER.password };
      const body = { ...person, role: 'agent' as const };
      const { value } = await call(url(), 'addMember', { ...desk.owner, body });
      const { headers } = await call(url(), 'signIn', { body: person });
      return { id: value.id, headers: { cookie: cookieOf(headers) } };
    }

    async function teach(who: Caller, question: string): Promise<void> {
      const { conversation_id: id } = await desk.ask(question);
      const body = { client_id: client_id(), kind: 'message' as const, text: BOBS };
      await call(url(), 'postAgentMessage', { ...who, params: { id }, body });
      await settled((found) => found[question] === 'open');
    }

    const suspend = (id: string, suspended: boolean, hold_lessons = false, who: Caller = desk.owner) =>
      call(url(), 'suspendMember', { ...who, params: { id }, body: { suspended, hold_lessons } });

    beforeEach(async () => {
      bob = await addPerson('Bob');
      await teach(bob, FIRST);
      await teach(await addPerson('Carol'), AGAIN);
    });

    it('is nobody at once, and what they taught waits, with what others added to it, until they are back', async () => {
      const stream = await openEvents(url(), '/v1/events', bob);
      const before = await statuses();
      expect((await suspend(bob.id, true, true)).value).toMatchObject({ name: 'Bob', holds_lessons: true });
      expect((await call(url(), 'me', bob)).problem.code).toBe('unauthenticated');
      const credentials = { email: 'bob@example.com', password: OWNER.password };
      expect((await call(url(), 'signIn', { body: credentials })).problem.code).toBe('forbidden');
      await settled((found) => found[FIRST] === 'quarantined');
      const held = await statuses();
      expect(held).toEqual({ ...before, [FIRST]: 'quarantined', [AGAIN]: 'quarantined' });
      // Their own stream ended with that.
      const end = desk.events.seen.find(({ data }) => data.type === 'suspended')?.id ?? 0;
      expect(end).toBeGreaterThan(0);
      expect(stream.seen.filter(({ id }) => id >= end)).toEqual([]);

      expect((await suspend(bob.id, false)).value.suspended_at).toBeNull();
      expect(await statuses()).toEqual(before);
      expect((await call(url(), 'signIn', { body: credentials })).status).toBe(200);
      const { conversation_id } = await desk.ask('Who pays me the rest of my yearly plan back?');
      const titles = (await desk.read(conversation_id)).decisions
        .at(-1)
        ?.candidates.map((each) => each.excerpt);
      expect(titles).toContain(BOBS);
    });

    it('may leave what they taught as it is; what a person approves since stands', async () => {
      const before = await statuses();
      await suspend(bob.id, true);
      expect(await statuses()).toEqual(before);
      await suspend(bob.id, true, true);
      await settled((found) => found[FIRST] === 'quarantined');
      const lesson = (await lessons()).find(({ question }) => question === FIRST);
      const review = {
        ...desk.owner,
        params: { id: lesson?.id ?? '' },
        body: { verdict: 'approve' as const },
      };
      await call(url(), 'reviewLesson', review);
      expect(await watch()).toEqual([]);
      expect((await statuses())[FIRST]).toBe('approved');
    });

    it('whose lessons are taken back for good does not bring them back along, whether or not they waited', async () => {
      const roll = (dry_run: boolean) =>
        call(url(), 'startRollback', {
          ...desk.owner,
          body: { scope: { kind: 'author', author: 'Bob' }, dry_run },
        });
      await suspend(bob.id, true, true);
      await settled((found) => found[FIRST] === 'quarantined');
      expect((await roll(true)).value.preview.lessons).toBe(1);
      const { value } = await roll(false);
      expect(await statuses()).toMatchObject({ [FIRST]: 'rolled-back', [AGAIN]: 'quarantined' });
      await call(url(), 'undoRollback', { ...desk.owner, params: { id: value.rollback?.id ?? '' } });
      expect(await statuses()).toMatchObject({ [FIRST]: 'quarantined', [AGAIN]: 'quarantined' });
      await roll(false);
      await suspend(bob.id, false);
      expect(await statuses()).toMatchObject({ [FIRST]: 'rolled-back' });
      const { conversation_id } = await desk.ask('Who pays me the rest of my yearly plan back?');
      const found = (await desk.read(conversation_id)).decisions.at(-1)?.candidates ?? [];
      expect(found.map((each) => each.excerpt)).not.toContain(BOBS);
    });

    it('is not oneself, nor the last owner', async () => {
      const me = (await call(url(), 'me', desk.owner)).value.id;
      expect((await suspend(me, true)).problem.detail).toContain('yourself');
      const body = { name: 'admin', scopes: ['admin' as const] };
      const { secret } = (await call(url(), 'createApiKey', { ...desk.owner, body })).value;
      const key = { headers: { authorization: `Bearer ${secret}` } };
      expect((await suspend(me, true, false, key)).problem.detail).toContain('last owner');
      expect((await suspend('mem_nobody0', true)).problem.code).toBe('not-found');
    });
  });

  /** As the night does it, at another time. */
  async function watch(now_ms = Date.now()) {
    const models = {
      catchUp: async () => 0,
      certificates: async () => [],
      ask: async (_: string, __: string, { ids }: { readonly ids: readonly string[] }) => ids.map(() => null),
    };
    const libraries = { drop: () => undefined };
    const parts = { ...desk.parts(() => now_ms), models, libraries } as never;
    return watchLessons(parts, { workspace_id: desk.workspace.id });
  }

  describe('a validity', () => {
    const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
    const holdsUntil = (valid_until: string | null) =>
      call(url(), 'setValidity', {
        ...desk.owner,
        params: { id: desk.resolution_id },
        body: { valid_until },
      });

    it('holds through its last day, and what taught the answer waits from the next one', async () => {
      const today = dayOf(Date.now());
      await holdsUntil(today);
      const read = await call(url(), 'getResolution', { ...desk.owner, params: { id: desk.resolution_id } });
      expect(read.value.valid_until).toBe(today);
      expect(await watch(Date.parse(`${today}T23:59:59Z`))).toEqual([]);
      expect(await watch(Date.parse(`${today}T00:00:00Z`) + DAY_MS)).toMatchObject([{ trigger: 'expired' }]);
      expect(new Set(Object.values(await statuses()))).toEqual(new Set(['quarantined']));
    });

    it('that is over already takes effect by itself; whoever approves afterwards has looked', async () => {
      await holdsUntil(dayOf(Date.now() - 3 * DAY_MS));
      await settled((found) => Object.values(found).includes('quarantined'));
      const [lesson] = await lessons();
      expect(lesson?.stage_why).toBe('the time for which it holds is over');
      const review = {
        ...desk.owner,
        params: { id: lesson?.id ?? '' },
        body: { verdict: 'approve' as const },
      };
      await call(url(), 'reviewLesson', review);
      expect(await watch()).toEqual([]);
      expect(
        (
          await call(url(), 'setValidity', {
            ...desk.owner,
            params: { id: 'res_nobody0' },
            body: { valid_until: null },
          })
        ).problem.code,
      ).toBe('not-found');
    });
  });

  describe('a page', () => {
    const TITLE = 'How do I change the language of the interface?';
    const OLD = 'Open Settings, choose Profile, and pick your language from the list called Interface.';
    const NEW =
      'Click your picture in the top right corner, choose Language, and confirm. Sign in again afterwards.';

    async function load(text: string): Promise<void> {
      const headers = { ...desk.owner.headers, 'content-type': 'application/x-ndjson' };
      const document = {
        kind: 'article',
        id: 'language',
        title: TITLE,
        text,
        url: 'https://help.example.com/language',
      };
      const body = JSON.stringify(document);
      const response = await fetch(`${url()}/v1/imports?source=help`, { method: 'POST', headers, body });
      const { id } = (await response.json()) as { id: string };
      await desk.waitFor(async () => {
        const { value } = await call(url(), 'getImport', { ...desk.owner, params: { id } });
        return value.state === 'done';
      });
    }
    const ofPage = async () => (await lessons()).filter(({ question }) => question === TITLE);

    it('that says something else takes its lesson back, and the new text waits for a person', async () => {
      await load(OLD);
      await load(OLD);
      expect((await ofPage()).map(({ status }) => status)).toEqual(['approved']);
      await load(NEW);
      await desk.waitFor(async () => (await ofPage()).some(({ status }) => status === 'quarantined'));
      const [one, two] = await ofPage();
      const [old, fresh] = one?.status === 'quarantined' ? [one, two] : [two, one];
      expect(old?.stage_why).toBe('the page that it was drawn from says something else now');
      expect(fresh).toMatchObject({ status: 'open', stage: 'captured', findings: [{ verdict: 'doubt' }] });
      const asked = await desk.ask(TITLE);
      expect(JSON.stringify((await desk.read(asked.conversation_id)).decisions)).not.toContain('Profile');

      // The same text again asks nobody anew, and approving it brings it into force.
      await load(NEW);
      expect(await ofPage()).toHaveLength(2);
      const review = {
        ...desk.owner,
        params: { id: fresh?.id ?? '' },
        body: { verdict: 'approve' as const },
      };
      await call(url(), 'reviewLesson', review);
      await load(NEW);
      expect(await watch()).toEqual([]);
      expect((await ofPage()).map(({ status }) => status).toSorted()).toEqual(['approved', 'quarantined']);
    });
  });
});
