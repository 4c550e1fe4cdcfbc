/** Conversations written row by row, as the steps write them, at times of the test's own: for counting them. */
import { conversationTopics } from '../../packages/server/src/conversation-topics.ts';
import { followFigures } from '../../packages/server/src/flow/follow-figures.ts';
import * as store from '../../packages/server/src/store/index.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** One thing that happens; each a minute after the one before, `later_ms` more where it says so. */
export type Step = (
  | {
      readonly does:
        | 'ask'
        | 'thank'
        | 'agent'
        | 'note'
        | 'confirm'
        | 'deny'
        | 'thumb-down'
        | 'mark-wrong'
        | 'whisper';
    }
  | { readonly does: 'answer' | 'clarify'; readonly confidence?: number; readonly novelty_p?: number }
  /** Decided that people are to answer; with a draft or without. */
  | { readonly does: 'draft' | 'hand-off'; readonly codes: readonly string[] }
  /** The customer asks for a person. */
  | { readonly does: 'wish' }
  | {
      readonly does:
        | 'use-draft'
        | 'edit-draft'
        | 'discard-draft'
        | 'resolve'
        | 'reopen'
        | 'came-again'
        | 'twin';
    }
  /** Of both it becomes known whether they were right. */
  | { readonly does: 'judge-twin'; readonly was_right: boolean; readonly twin_was_right: boolean }
  | { readonly does: 'audit'; readonly verdict: 'right' | 'wrong' | 'harmless' | 'unsure' }
) & { readonly later_ms?: number };

let counter = 0;
const fresh = (prefix: string) => `${prefix}_${String((counter += 1)).padStart(8, '0')}`;

/** Tells what happens in one conversation, as far as it got. */
export class ToldConversation {
  readonly id: string;
  readonly customer_id: string;
  #at_ms: number;
  #decision_id: string | null = null;
  #message_id = '';
  readonly #context: readonly string[];
  readonly #resolution_id: string;

  private constructor(
    id: string,
    given: {
      customer_id: string;
      at_ms: number;
      context: readonly string[];
      resolution_id: string;
    },
  ) {
    this.id = id;
    this.customer_id = given.customer_id;
    this.#at_ms = given.at_ms;
    this.#context = given.context;
    this.#resolution_id = given.resolution_id;
  }

  static async open(
    tx: store.Tx,
    given: {
      readonly at_ms: number;
      readonly context?: readonly string[];
      readonly resolution_id?: string;
      readonly account_id?: string;
      readonly channel?: store.Channel;
    },
  ): Promise<ToldConversation> {
    const at = new Date(given.at_ms);
    const customer_id = fresh('cus');
    const { account_id = null } = given;
    const verified_at = account_id === null ? null : at;
    const names = { external_id: null, name: null, email: null, account: null };
    await tx
      .insertInto('customers')
      .values({ id: customer_id, ...names, account_id, verified_at })
      .execute();
    const id = fresh('cnv');
    const channel = given.channel ?? 'widget';
    await store.createConversation(tx, { id, customer_id, channel, status: 'ai', subject: 'A question', at });
    const { context = [], resolution_id = 'res_known' } = given;
    return new ToldConversation(id, { customer_id, at_ms: given.at_ms, context, resolution_id });
  }

  async tell(tx: store.Tx, steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      this.#at_ms += MINUTE_MS + (step.later_ms ?? 0);
      await this.#do(tx, step);
    }
  }

  async #do(tx: store.Tx, step: Step): Promise<void> {
    const decision_id = this.#decision_id;
    switch (step.does) {
      case 'ask':
        this.#message_id = await this.#say(tx, { author: 'customer' });
        return;
      case 'thank':
        return void (await this.#say(tx, { author: 'customer' }));
      case 'agent':
        return void (await this.#say(tx, { author: 'agent' }));
      case 'note':
        return void (await this.#say(tx, { author: 'agent', kind: 'note' }));
      case 'answer':
      case 'clarify':
        await this.#decide(tx, { action: step.does, codes: [], ...step });
        return void (await this.#say(tx, {
          author: 'ai',
          kind: step.does === 'answer' ? 'message' : 'clarify',
          decision_id: this.#decision_id,
        }));
      case 'draft':
      case 'hand-off':
        await this.#decide(tx, { action: step.does === 'draft' ? 'draft' : 'hand_off', codes: step.codes });
        return this.#handOver(tx, this.#decision_id);
      case 'wish':
        return this.#handOver(tx, null);
      case 'whisper':
        await this.#decide(tx, { action: 'answer', codes: ['whispered'], steered: true });
        return void (await this.#say(tx, { author: 'ai', decision_id: this.#decision_id }));
      case 'use-draft':
      case 'edit-draft':
        await this.#close(tx, step.does === 'use-draft' ? 'accepted' : 'edited');
        return void (await this.#say(tx, { author: 'agent' }));
      case 'discard-draft':
        return this.#close(tx, 'discarded');
      case 'confirm':
        return this.#see(tx, 'confirmed');
      case 'deny':
        await this.#see(tx, 'not-solved');
        this.#at_ms += 1;
        return this.#handOver(tx, null);
      case 'thumb-down':
        return this.#see(tx, 'thumb-down');
      case 'mark-wrong':
        return this.#see(tx, 'marked-wrong');
      case 'resolve':
        return this.#set(tx, 'resolved');
      case 'reopen':
        this.#message_id = await this.#say(tx, { author: 'customer' });
        await this.#set(tx, 'ai');
        return this.#see(tx, 'reopened');
      case 'came-again':
        if (decision_id !== null)
          await store.promise(tx, { id: `seen.${decision_id}.came-again`, kind: 'signal', payload: [] });
        return;
      case 'twin':
        if (decision_id !== null)
          await store.keepTwinDecisions(tx, [
            {
              decision_id,
              conversation_id: this.id,
              at: this.#at,
              answered: true,
              twin_answered: true,
              resolution_id: null,
              twin_resolution_id: null,
            },
          ]);
        return;
      case 'judge-twin': {
        const { was_right, twin_was_right } = step;
        if (decision_id !== null)
          await store.judgeTwinDecision(tx, { decision_id, was_right, twin_was_right });
        return;
      }
      case 'audit':
        return this.#audit(tx, step.verdict);
    }
  }

  get #at(): Date {
    return new Date(this.#at_ms);
  }

  async #say(
    tx: store.Tx,
    given: Pick<store.NewMessage, 'author'> & Partial<Pick<store.NewMessage, 'kind' | 'decision_id'>>,
  ): Promise<string> {
    const id = fresh('msg');
    const said = { id, conversation_id: this.id, kind: 'message' as const, text: 'words', at: this.#at };
    await store.appendMessage(tx, { ...said, ...given });
    return id;
  }

  async #decide(
    tx: store.Tx,
    given: {
      action: 'answer' | 'draft' | 'clarify' | 'hand_off';
      codes: readonly string[];
      steered?: boolean;
      confidence?: number;
      novelty_p?: number;
    },
  ): Promise<void> {
    const { action, codes, steered = false, confidence = 0.9, novelty_p = 0.5 } = given;
    const id = fresh('dec');
    const isShown = action === 'answer' || action === 'draft';
    const message_id = steered ? await this.#say(tx, { author: 'agent', kind: 'note' }) : this.#message_id;
    const question = { id: message_id, text: 'words', context: this.#context, language: 'en' };
    const reasons = codes.map((code) => ({ code, text: code }));
    await store.insertDecision(tx, {
      id,
      conversation_id: this.id,
      message_id,
      generation: 0,
      action,
      resolution_id: isShown ? this.#resolution_id : null,
      confidence,
      audited: false,
      steered,
      model_version: 1,
      question,
      decision: { action, reasons, novelty_p, stakes: 'read-only' },
      draft: action === 'draft' ? { text: 'a draft', citations: [] } : null,
      at: this.#at,
    });
    await store.settleDecision(tx, { id, state: 'sent' });
    this.#decision_id = id;
  }

  async #handOver(tx: store.Tx, decision_id: string | null): Promise<void> {
    const source = fresh('msg');
    const said = {
      conversation_id: this.id,
      author: 'system',
      kind: 'hand-off',
      text: 'The team',
      at: this.#at,
    } as const;
    await store.appendMessage(tx, { id: source, ...said, decision_id });
    await this.#set(tx, 'waiting');
    await this.#see(tx, 'escalated', source);
  }

  async #set(tx: store.Tx, status: store.ConversationStatus): Promise<void> {
    await store.updateConversation(tx, { id: this.id, at: this.#at, change: { status } });
  }

  async #close(tx: store.Tx, state: 'accepted' | 'edited' | 'discarded'): Promise<void> {
    if (this.#decision_id !== null) await store.closeDraft(tx, { id: this.#decision_id, state });
  }

  async #see(tx: store.Tx, kind: string, source = fresh('src')): Promise<void> {
    const seen = { id: fresh('out'), conversation_id: this.id, kind, source_event: source, at: this.#at };
    await store.appendOutcome(tx, { ...seen, decision_id: this.#decision_id });
  }

  async #audit(tx: store.Tx, verdict: store.VerdictName): Promise<void> {
    const decision_id = this.#decision_id;
    if (decision_id === null) return;
    const opened = { decision_id, conversation_id: this.id, audit_rate: 0.1, opened_at: this.#at };
    await store.openAudit(tx, opened);
    const judged = { judge_id: null, judged_by: 'Ada', judged_at: this.#at };
    await store.setVerdict(tx, { decision_id, verdict, correction: null, ...judged });
    await store.settleAudit(tx, { id: decision_id, at: this.#at });
  }
}

/** Counts what is marked or due, as the job does it. `topicOf`: by the resolution that was decided on. */
export async function countAll(
  database: store.Database,
  given: {
    readonly workspace_id: string;
    readonly now_ms: number;
    readonly topicOf?: (resolution_id: string) => string | null;
  },
): Promise<void> {
  await followFigures(countingParts(database, given), { workspace_id: given.workspace_id });
}

export function countingParts(
  database: store.Database,
  {
    now_ms,
    topicOf = () => null,
    topics = [],
  }: Omit<Parameters<typeof countAll>[1], 'workspace_id'> & {
    /** As the night finds them. */
    readonly topics?: readonly { readonly id: string; readonly resolutions: readonly string[] }[];
  },
): Parameters<typeof followFigures>[0] & Parameters<typeof conversationTopics>[0] {
  const ask = async (_: string, __: string, { asked }: { asked: { resolution_id: string | null }[] }) =>
    asked.map(({ resolution_id }) => (resolution_id === null ? null : topicOf(resolution_id)));
  const jobs = { enqueue: async () => undefined };
  const log = { info: () => undefined, warn: () => undefined };
  const encoder = { id: 'none', dimensions: 16 };
  return {
    database,
    models: { ask, topics: async () => topics },
    encoder,
    jobs,
    log,
    now_ms: () => now_ms,
  } as never;
}
