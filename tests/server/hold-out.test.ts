/** The hold-out: drawn with the share that the lead has set, logged for both arms, and said to people; on real rows. */
import type { Decision } from '@understudy/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideReply } from '../../packages/server/src/flow/decide-reply.ts';
import { holdOut } from '../../packages/server/src/hold-out.ts';
import { FIRST_MODEL } from '../../packages/server/src/read-worth.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { toPolicySettings, toWireSettings } from '../../packages/server/src/translate.ts';
import { templateWriter } from '../../packages/server/src/writer/template-writer.ts';
import { addConversation, addWorkspace, engines } from '../database/databases.ts';

const ANSWER = 'Open Billing, choose Invoices, then press Export.';
const alone: Decision = {
  action: 'answer',
  resolution_id: 'res_export1',
  confidence: 0.97,
  candidates: [],
  reasons: [{ code: 'certified', text: 'Certified.' }],
  propensity: 1,
  audited: true,
  audit_probability: 0.2,
  model_version: 1,
} as never;

describe('holdOut', () => {
  const drawn = (share: number) =>
    Array.from({ length: 4_000 }, (_, seed) => holdOut(alone, { share, seed: String(seed) }));

  it('holds the share that was set, as drafts that are no audits, and logs the probability of both arms', () => {
    const all = drawn(0.1);
    const held = all.filter(({ draw }) => draw?.held);
    // Four standard errors of 4,000 draws.
    expect(Math.abs(held.length / 4_000 - 0.1)).toBeLessThan(4 * Math.sqrt((0.1 * 0.9) / 4_000));
    for (const { decision } of held)
      expect(decision).toMatchObject({ action: 'draft', audited: false, reasons: [{ code: 'held-out' }] });
    expect(new Set(all.map(({ draw }) => draw?.probability))).toEqual(new Set([0.1]));
    const others = all.filter(({ draw }) => draw?.held === false);
    expect(others.every(({ decision }) => decision === alone)).toBe(true);
  });

  it('draws nothing at 0, and nothing of what would not have been answered alone', () => {
    expect(drawn(0).every(({ draw, decision }) => draw === null && decision === alone)).toBe(true);
    for (const action of ['draft', 'clarify', 'hand_off'] as const)
      expect(holdOut({ ...alone, action }, { share: 0.2, seed: '1' }).draw).toBeNull();
  });
});

describe.each(engines)('the hold-out on $name', ({ open, missing }) => {
  let database: store.Database;
  beforeAll(async () => {
    if (!missing) database = await open();
  }, 60_000);
  afterAll(() => database?.close());

  it.skipIf(missing)(
    'a conversation that is held out goes to people with its draft; nothing is drawn unless the lead says so',
    async () => {
      const workspace_id = await addWorkspace(database);
      const tx = <T>(work: (open: store.Tx) => Promise<T>) => database.asWorkspace(workspace_id, work);
      const at = new Date(Date.UTC(2026, 0, 5));
      const enqueued: { name: string; data: object }[] = [];
      const settings = await tx(async (open) =>
        toPolicySettings(toWireSettings(await store.getWorkspace(open))),
      );
      const parts = {
        database,
        jobs: {
          enqueue: async (_: unknown, name: string, data: object) => void enqueued.push({ name, data }),
        },
        models: { settings: async () => settings, decide: async () => alone, catchUp: async () => 1 },
        encoder: {
          id: 'none',
          dimensions: 16,
          encode: async (texts: string[]) => texts.map(() => new Float32Array(16)),
        },
        writer: templateWriter,
        log: { debug: () => undefined, info: () => undefined, warn: () => undefined },
        now_ms: () => at.getTime(),
        turn_window_ms: 0,
      } as never;
      await tx((open) =>
        store.createResolution(open, {
          id: 'res_export1',
          title: 'Export',
          text: ANSWER,
          links: [],
          stakes: 'read-only',
          stage: 'auto',
          sources: [],
          source_key: null,
          author: 'Ada',
          at,
        }),
      );
      const ask = async (id: string) => {
        await tx(async (open) => {
          await addConversation(open, id);
          const message = { id: `msg_${id}`, conversation_id: id, author: 'customer' as const, at };
          await store.appendMessage(open, { ...message, kind: 'message', text: 'How do I export invoices?' });
        });
        await decideReply(parts, {
          workspace_id,
          conversation_id: id,
          message_id: `msg_${id}`,
          generation: 0,
        });
        return tx(async (open) => (await store.listDecisions(open, id))[0]);
      };
      expect(await ask('cnv_before')).toMatchObject({ action: 'answer', draft_state: null });

      await tx((open) => store.putCostModel(open, { model: { ...FIRST_MODEL, hold_out: 0.2 }, at }));
      const ids = Array.from({ length: 12 }, (_, index) => `cnv_after${index}`);
      for (const id of ids) await ask(id);
      const draws = await tx((open) =>
        open.selectFrom('hold_out_draws').selectAll().orderBy('conversation_id').execute(),
      );
      expect(draws.map(({ conversation_id }) => conversation_id)).toEqual(ids.toSorted());
      expect(new Set(draws.map(({ probability }) => probability))).toEqual(new Set([0.2]));
      const held = draws.filter((draw) => draw.held);
      // As the ids fall: some of either arm.
      expect(held.length).toBeGreaterThan(0);
      expect(held.length).toBeLessThan(12);
      for (const { conversation_id, held: isHeld } of draws) {
        const [decision] = await tx((open) => store.listDecisions(open, conversation_id));
        expect(decision?.action).toBe(isHeld ? 'draft' : 'answer');
        const next = enqueued.find(
          ({ name, data }) =>
            ['hand-off', 'send-reply'].includes(name) &&
            'decision_id' in data &&
            data.decision_id === decision?.id,
        );
        expect(next?.name).toBe(isHeld ? 'hand-off' : 'send-reply');
        if (!isHeld) continue;
        expect(decision?.draft_text).toContain('Export');
        expect(JSON.stringify(decision?.decision)).toContain('Held out to measure');
      }
    },
  );
});
