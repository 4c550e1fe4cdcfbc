/** A product changes: its answer is held by itself, people are told, and what they answer instead goes out again. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../database/databases.ts';
import { AnsweredDesk, KNOWN } from './answered-desk.ts';
import { call, startTestServer } from './harness.ts';

const NEW =
  'Invoices are in the finance portal now: open Finance, choose the year, and press Download to get the CSV file.';

describe.each(engines.filter((engine) => !engine.missing))(
  'an answer that became wrong, on $name',
  (engine) => {
    let desk: AnsweredDesk;
    beforeEach(async () => {
      const database = await engine.open();
      desk = await AnsweredDesk.open(await startTestServer(database, {}, { audit_undo_ms: 0 }));
    }, 60_000);
    afterEach(() => desk?.close());

    const url = () => desk.server.url;
    const judge = (id: string, verdict: 'right' | 'wrong') =>
      call(url(), 'judgeAudit', {
        ...desk.owner,
        params: { id },
        body: { verdict, correction: null } as never,
      });
    const alarms = async (state: 'open' | 'settled') => {
      const { items } = (await call(url(), 'listAlarms', { ...desk.owner, query: { limit: 50 } as never }))
        .value;
      return items.filter(({ settled }) => (settled === null) === (state === 'open'));
    };
    const drift = async () => (await call(url(), 'getDrift', desk.owner)).value;
    const resolutions = async () =>
      (await call(url(), 'listResolutions', { ...desk.owner, query: { limit: 100 } })).value.items;

    it('is held with the second wrong audit, told, replaced by what a person says, and the alarm settles', async () => {
      const old = desk.resolution_id;
      const first = await desk.answered();
      const second = await desk.answered();
      await judge(first.decision_id, 'wrong');
      await judge(second.decision_id, 'wrong');
      await desk.waitFor(async () => (await alarms('open')).length > 0);

      // Nobody finds it any more, and everybody knows why.
      const [alarm] = await alarms('open');
      expect(alarm).toMatchObject({ kind: 'harm', severity: 'acts' });
      expect(alarm?.text).toContain('audits found it wrong twice');
      expect(alarm?.done).toContain('goes out no more');
      const lesson_id = alarm?.link.replace('/review/', '') ?? '';
      const lesson = (await call(url(), 'getLesson', { ...desk.owner, params: { id: lesson_id } })).value;
      expect(lesson).toMatchObject({ status: 'quarantined' });
      // Told in the transaction that takes it back; the model hears of it a moment later.
      await expect.poll(() => desk.ledger('events-forgotten'), { timeout: 20_000 }).not.toEqual([]);
      const third = await desk.ask('how do I export invoices as CSV');
      expect((await desk.read(third.conversation_id)).draft?.text).not.toBe(KNOWN);
      const held = (await drift()).harm.find(({ id }) => id === old);
      expect(held).toMatchObject({ level: 'resolution', state: 'held', link: alarm?.link });
      expect(held?.action).toContain('comes back when a person approves');

      // One human resolution, in a conversation that the old answer had failed.
      await desk.reply(second.conversation_id, NEW);
      const isNew = ({ text }: { readonly text: string }) => text === NEW;
      await desk.waitFor(async () => (await resolutions()).some(isNew));
      expect(await alarms('settled')).toEqual([]);
      desk.resolution_id = (await resolutions()).find(isNew)?.id ?? '';
      const again = await desk.answered();
      await judge(again.decision_id, 'right');
      await desk.waitFor(async () => (await alarms('settled')).length > 0);
      const [settled] = await alarms('settled');
      expect(settled?.id).toBe(alarm?.id);
      expect(settled?.settled?.note).toContain('goes out in its place');
      expect((await drift()).harm.filter(({ state }) => state === 'held')).toEqual([]);
    }, 60_000);
  },
);
