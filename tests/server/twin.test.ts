/** The frozen twin on real rows: it stays as it was at the first question, follows what is forgotten, and is counted beside. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEncoder } from '../../packages/server/src/encoder/index.ts';
import { followFigures } from '../../packages/server/src/flow/follow-figures.ts';
import { shadowTwin } from '../../packages/server/src/flow/shadow-twin.ts';
import { ModelHost } from '../../packages/server/src/models/model-host.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { engines } from '../database/databases.ts';
import { AnsweredDesk } from './answered-desk.ts';
import { call, startTestServer } from './harness.ts';

const { signal } = new AbortController();

describe.each(engines)('the frozen twin on $name', ({ open, missing }) => {
  let desk: AnsweredDesk;
  let models: ModelHost;
  let encoder: ReturnType<typeof openEncoder>;

  beforeAll(async () => {
    if (missing) return;
    desk = await AnsweredDesk.open(await startTestServer(await open()));
    encoder = openEncoder(desk.server.env.encoder);
    await encoder.ready;
    const { database } = desk.server;
    models = new ModelHost({ database, encoder, format: 'test', log: { warn: () => undefined } as never });
  }, 120_000);
  afterAll(async () => {
    await models?.stop();
    await encoder?.close();
    await desk?.close();
  });

  const ask = () => {
    const parts = { ...desk.parts(), models, encoder };
    return shadowTwin(parts, { workspace_id: desk.workspace.id, judges: true }, signal);
  };
  const decisions = () =>
    desk.tx((tx) => tx.selectFrom('twin_decisions').selectAll().orderBy('at').execute());

  it.skipIf(missing)('what was learned since is what it does not know', async () => {
    const { conversation_id } = await desk.ask('How can I export an invoice as CSV?');
    const { draft } = await desk.read(conversation_id);
    expect(draft).not.toBeNull();
    await desk.reply(conversation_id, draft?.text ?? '', {
      decision_id: draft?.decision_id ?? '',
      use: 'accepted',
    });
    await ask();

    const [first, second, ...more] = await decisions();
    expect(more).toEqual([]);
    // The twin was frozen at the first question, of which neither knew anything.
    expect(first).toMatchObject({ answered: false, resolution_id: null, twin_resolution_id: null });
    expect(second).toMatchObject({
      conversation_id,
      resolution_id: desk.resolution_id,
      twin_resolution_id: null,
      was_right: true,
      twin_was_right: false,
    });
    await followFigures({ ...desk.parts(), models, encoder }, { workspace_id: desk.workspace.id });
    const { value } = await call(desk.server.url, 'getTwin', desk.owner);
    expect(value.frozen_at).toBe(first?.at.toISOString());
    expect(value.weeks).toHaveLength(1);
    expect(value.weeks[0]).toMatchObject({
      conversations: 2,
      alone: { value: 0 },
      right: { value: 1 },
      twin_right: { value: 0, low: 0 },
    });
  });

  it.skipIf(missing)(
    'asked again it decides nothing twice, and a gone conversation is gone from it',
    async () => {
      const before = await decisions();
      await ask();
      expect(await decisions()).toEqual(before);
      const [, second] = before;
      await desk.tx((tx) =>
        tx
          .deleteFrom('decisions')
          .where('id', '=', second?.decision_id ?? '')
          .execute(),
      );
      expect((await decisions()).map(({ decision_id }) => decision_id)).toEqual([before[0]?.decision_id]);
    },
  );

  it.skipIf(missing)(
    'what the lead sets holds for the twin, too; what was learned behind it does not',
    async () => {
      const twin = await desk.tx(store.findTwin);
      const learned: string[] = [];
      const rows = await desk.tx((tx) => store.readEvents(tx, { after_seq: 0, encoder_id: encoder.id }));
      for (const { seq, kind } of rows) if (seq > (twin?.frozen_seq ?? 0)) learned.push(kind);
      expect(learned).toContain('lesson-applied');
      const { conversation_id } = await desk.ask('Exporting an invoice to CSV, how does it work?');
      const [decision] = await desk.tx((tx) => store.listDecisions(tx, conversation_id));
      const question = { ...(decision?.question as object), vector: null } as never;
      const { id: workspace_id } = desk.workspace;
      const as_of = (frozen_seq: number) =>
        models.askTwin({ workspace_id, frozen_seq }, { asked: [{ question, seed: 1 }], signal });
      const [then] = await as_of(twin?.frozen_seq ?? 0);
      const [live] = await as_of(rows.at(-1)?.seq ?? 0);
      expect(then?.candidates).toEqual([]);
      expect(live?.candidates[0]?.resolution_id).toBe(desk.resolution_id);
    },
  );
});
