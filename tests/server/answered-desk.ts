/** A desk with one known resolution, and a way to have the AI agent answer with it alone: certified by decree, sent for real. */
import type { Decision } from '@understudy/engine';
import { sendReply } from '../../packages/server/src/flow/send-reply.ts';
import type { Parts } from '../../packages/server/src/parts.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { templateWriter } from '../../packages/server/src/writer/template-writer.ts';
import { pgliteTemplate } from '../database/pglite-template.ts';
import {
  call,
  type Caller,
  type EventReader,
  openEvents,
  setUp,
  startTestServer,
  startVisitor,
} from './harness.ts';
import type { TestServer } from './harness.ts';

export const KNOWN =
  'Open Billing, choose Invoices, then click Export and pick the CSV format. The file arrives within five minutes.';

export interface Answered {
  readonly visitor: Caller;
  readonly conversation_id: string;
  readonly decision_id: string;
  readonly message_id: string;
}

let counter = 0;
export const client_id = () => `client-${String(counter++).padStart(6, '0')}`;

export class AnsweredDesk {
  readonly server: TestServer;
  readonly owner: Caller;
  readonly workspace: { readonly id: string; readonly public_key: string };
  readonly events: EventReader;
  /** What everybody is answered with. */
  resolution_id = '';

  private constructor(
    server: TestServer,
    owner: Caller,
    workspace: AnsweredDesk['workspace'],
    events: EventReader,
  ) {
    this.server = server;
    this.owner = owner;
    this.workspace = workspace;
    this.events = events;
  }

  /** On an embedded database of its own. */
  static async inMemory(timing?: Parameters<typeof startTestServer>[2]): Promise<AnsweredDesk> {
    const database = await store.openDatabase({ memory: true, template: await pgliteTemplate() });
    return AnsweredDesk.open(await startTestServer(database, {}, timing));
  }

  static async open(server: TestServer): Promise<AnsweredDesk> {
    const { owner, me } = await setUp(server);
    const events = await openEvents(server.url, '/v1/events', owner);
    const desk = new AnsweredDesk(server, owner, me.workspace, events);
    const first = await desk.ask('How do I export my invoices as a CSV file?');
    await desk.reply(first.conversation_id, KNOWN);
    await desk.waitFor(async () => (await desk.ledger('lesson-applied')).length > 0);
    const { items } = (await call(server.url, 'listResolutions', owner)).value;
    desk.resolution_id = items[0]?.id ?? '';
    return desk;
  }

  /** A stranger's question, which waits for the team. */
  async ask(text: string, visitor?: Caller) {
    const who = visitor ?? (await startVisitor(this.server.url, this.workspace.public_key));
    const body = { client_id: client_id(), text };
    const { message } = (await call(this.server.url, 'postVisitorMessage', { ...who, body })).value;
    await this.waitFor(async () => (await this.read(message.conversation_id)).status === 'waiting');
    return { visitor: who, conversation_id: message.conversation_id };
  }

  async reply(
    conversation_id: string,
    text: string,
    draft?: { decision_id: string; use: 'accepted' | 'edited' },
  ) {
    const body = { client_id: client_id(), kind: 'message' as const, text, ...(draft && { draft }) };
    await call(this.server.url, 'postAgentMessage', { ...this.owner, params: { id: conversation_id }, body });
  }

  /** A question that the AI agent answers alone, drawn for an audit with probability .25 where `audited` says so. */
  async answered({
    audited = true,
    visitor,
  }: {
    audited?: boolean;
    visitor?: Caller;
  } = {}): Promise<Answered> {
    const asked = await this.ask('export invoices as CSV please', visitor);
    const { conversation_id } = asked;
    await call(this.server.url, 'handBack', { ...this.owner, params: { id: conversation_id } });
    const decision_id = `dec_${conversation_id.slice(4)}`;
    await this.tx((tx) => this.#decide(tx, { conversation_id, decision_id, audited }));
    await sendReply(this.parts(), { workspace_id: this.workspace.id, decision_id });
    const { messages } = await this.read(conversation_id);
    const message_id = messages.find((message) => message.decision_id === decision_id)?.id ?? '';
    return { visitor: asked.visitor, conversation_id, decision_id, message_id };
  }

  async #decide(
    tx: store.Tx,
    {
      conversation_id,
      decision_id,
      audited,
    }: { conversation_id: string; decision_id: string; audited: boolean },
  ) {
    const at = new Date();
    const text = 'And how do I export last year’s invoices?';
    const author = 'customer' as const;
    const message_id = `msg_q${conversation_id.slice(4)}`;
    await store.appendMessage(tx, { id: message_id, conversation_id, author, kind: 'message', text, at });
    const [first] = await store.listDecisions(tx, conversation_id);
    const conversation = await store.getConversation(tx, conversation_id);
    const { resolution_id } = this;
    const alone = { action: 'answer', resolution_id, threshold: 0.8, confidence: 0.9 } as const;
    const drawn = { audited, audit_probability: 0.25, least_propensity: 0.05 };
    const decision = { ...(first?.decision as Decision), ...alone, ...drawn };
    const question = { ...(first?.question as object), id: message_id, text };
    const generation = conversation?.generation ?? 0;
    const ids = { id: decision_id, conversation_id, message_id, generation, resolution_id };
    const row = { ...ids, action: alone.action, confidence: 0.9, audited, model_version: 1 };
    await store.insertDecision(tx, { ...row, question, decision, at });
  }

  /** What a step needs to be done by hand; nobody is woken by it. */
  parts(now_ms: () => number = Date.now): Parts {
    const jobs = { enqueue: async () => undefined };
    const log = { debug: () => undefined, info: () => undefined, warn: () => undefined };
    const { database } = this.server;
    return { database, jobs, log, now_ms, writer: templateWriter, audit_undo_ms: 10_000 } as never;
  }

  async read(id: string) {
    return (await call(this.server.url, 'getConversation', { ...this.owner, params: { id } })).value;
  }

  async tx<T>(work: (tx: store.Tx) => Promise<T>): Promise<T> {
    return this.server.database.asWorkspace(this.workspace.id, work);
  }

  /** Payloads of one kind, in order. */
  async ledger(kind: string): Promise<Record<string, Record<string, unknown>>[]> {
    const rows = await this.tx((tx) => store.readEvents(tx, { after_seq: 0, encoder_id: 'none' }));
    return rows.filter((row) => row.kind === kind).map((row) => row.payload as never);
  }

  /** What was seen of this decision: promised, whether or not it stands in the ledger already. */
  async signalsOf(decision_id: string): Promise<string[]> {
    const rows = await this.tx((tx) =>
      tx.selectFrom('outbox').select('payload').where('kind', '=', 'signal').orderBy('id').execute(),
    );
    const seen = rows.flatMap(
      (row) => row.payload as { outcome?: { decision_id: string; signal: string } }[],
    );
    return seen.flatMap(({ outcome }) => (outcome?.decision_id === decision_id ? [outcome.signal] : []));
  }

  /** Looks again with every event that open pages hear. */
  async waitFor(isThere: () => Promise<boolean>): Promise<void> {
    for (;;) {
      const known = this.events.seen.length;
      if (await isThere()) return;
      await this.events.until((event) => this.events.seen.indexOf(event) >= known);
    }
  }

  async close(): Promise<void> {
    this.events.close();
    await this.server.close();
    await this.server.database.close();
  }
}
