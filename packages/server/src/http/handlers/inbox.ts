/** The inbox: lists, one conversation with everything behind it, and what human agents do. */
import type { Conversation, StakesClass } from '@understudy/contract';
import { changeHands, type Hands } from '../../flow/change-hands.ts';
import { labelStakes } from '../../flow/label-stakes.ts';
import { discardDraft } from '../../flow/record-outcome.ts';
import { replyAsAgent } from '../../flow/reply-as-agent.ts';
import { takeBackWhisper, whisper } from '../../flow/whisper.ts';
import * as store from '../../store/index.ts';
import { toWireDecision, toWireDraft, toWireMessage, toWireSummary } from '../../translate.ts';
import { toWireFeedback } from '../../translate-feedback.ts';
import { accountOf } from '../../read-seen.ts';
import { toWireAccount, toWirePage } from '../../translate-context.ts';
import { toWireReplyMail } from '../../translate-reply-mail.ts';
import { toWireWhisper } from '../../translate-whisper.ts';
import type { MemberPrincipal } from '../principal.ts';
import { found, ProblemError } from '../problem.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';
import { referredBy } from './referred.ts';

type Inbox = Pick<
  Handlers,
  | 'listConversations'
  | 'getConversation'
  | 'postAgentMessage'
  | 'discardDraft'
  | 'whisper'
  | 'takeBackWhisper'
  | 'labelStakes'
  | 'takeOver'
  | 'handBack'
  | 'putBack'
  | 'resolveConversation'
  | 'reopenConversation'
>;

const MAX_PREVIOUS = 10;
const MAX_PAGES = 20;
const MAX_ACCOUNT_EVENTS = 20;

export function inboxHandlers(parts: HttpParts): Inbox {
  const { database } = parts;
  const hands = (kind: Hands) => async (call: { params: { id: string }; caller: MemberPrincipal }) => {
    const { workspace_id } = call.caller;
    const request = { workspace_id, conversation_id: call.params.id, hands: kind, agent: call.caller };
    return toWireSummary(await changeHands(parts, request));
  };
  return {
    listConversations: async ({ query, caller }) =>
      database.asWorkspace(caller.workspace_id, async (tx) => {
        const now = new Date(parts.now_ms());
        const page =
          query.view === 'waiting'
            ? await store.listWaiting(tx, { ...query, now })
            : await store.listConversations(tx, { ...query, ...filterOf(query.view, caller) });
        const ids = page.items.map(({ id }) => id);
        const levels = await store.priorityLevels(tx, { ids, now });
        const counts = await store.countConversations(tx, caller.member_id);
        const items = page.items.map((row) => toWireSummary(row, levels.get(row.id)));
        return { items, next_cursor: page.next_cursor, counts };
      }),
    getConversation: async ({ params, caller }) =>
      database.asWorkspace(caller.workspace_id, (tx) => readConversation(tx, params.id)),
    postAgentMessage: async ({ params, body, caller }) => {
      const { client_id, kind, text, attachments } = body;
      const said = { client_id, kind, text, attachments, draft: body.draft ?? null, agent: caller };
      const { workspace_id } = caller;
      return toWireMessage(await replyAsAgent(parts, { workspace_id, conversation_id: params.id, ...said }));
    },
    discardDraft: async ({ params, body, caller }) => {
      const { workspace_id } = caller;
      await discardDraft(parts, { workspace_id, conversation_id: params.id, ...body });
      return { ok: true };
    },
    whisper: async ({ params, body, caller }) => {
      const { workspace_id } = caller;
      const request = { workspace_id, conversation_id: params.id, agent: caller, ...body };
      const row = await whisper(parts, request);
      return toWireWhisper(row, row.generation);
    },
    takeBackWhisper: async ({ params, caller }) => {
      const { workspace_id } = caller;
      const row = await takeBackWhisper(parts, { workspace_id, whisper_id: params.id });
      return toWireWhisper(row, row.generation);
    },
    labelStakes: async ({ params, body, caller }) => {
      const { workspace_id } = caller;
      await labelStakes(parts, { workspace_id, decision_id: params.id, class: body.class });
      return { ok: true };
    },
    takeOver: hands('take-over'),
    handBack: hands('hand-back'),
    putBack: hands('put-back'),
    resolveConversation: hands('resolve'),
    reopenConversation: hands('reopen'),
  };
}

function filterOf(view: string, caller: MemberPrincipal): Partial<store.ConversationQuery> {
  if (view === 'all') return {};
  if (view !== 'mine') return { statuses: [view as store.ConversationStatus] };
  if (caller.member_id === null)
    throw new ProblemError('invalid-request', 'A key has no conversations of its own.');
  return { assignee_id: caller.member_id, statuses: ['ai', 'waiting', 'human'] };
}

async function readConversation(tx: store.Tx, id: string): Promise<Conversation> {
  const row = found(await store.getConversationRow(tx, id), 'conversation');
  const messages = await store.listMessages(tx, { conversation_id: id });
  const decisions = await store.listDecisions(tx, id);
  const whispers = await store.listWhispers(tx, id);
  const referred = await referredBy(tx, decisions);
  const draft = decisions.findLast((decision) => decision.draft_state === 'open');
  const customer = await store.getCustomer(tx, row.customer_id);
  return {
    ...toWireSummary(row),
    messages: messages.map(toWireMessage),
    decisions: decisions.map((decision) => toWireDecision(decision, referred)),
    draft: draft === undefined ? null : toWireDraft(draft),
    stakes_labels: await stakesLabelsOf(tx, decisions),
    feedback: toWireFeedback(await store.listOutcomes(tx, id)),
    whispers: whispers.map((each) => toWireWhisper(each, row.generation)),
    mails: (await store.listReplyMails(tx, id)).map(toWireReplyMail),
    context: { ...row.context },
    pages: (await store.listPageContexts(tx, { conversation_id: id, limit: MAX_PAGES })).map(toWirePage),
    verified_at: customer?.verified_at?.toISOString() ?? null,
    account: await accountBeside(tx, customer),
    previous: await previousOf(tx, row),
  };
}

async function stakesLabelsOf(
  tx: store.Tx,
  decisions: readonly store.DecisionRow[],
): Promise<Conversation['stakes_labels']> {
  const asked = decisions.map(({ id, question }) => ({ id, question: (question as { id: string }).id }));
  const labels = await store.listStakesLabels(
    tx,
    asked.map(({ question }) => question),
  );
  return asked.flatMap(({ id, question }) => {
    const label = labels.get(question);
    return label ? [{ decision_id: id, class: label.class as StakesClass | null }] : [];
  });
}

async function previousOf(tx: store.Tx, row: store.ConversationRow): Promise<Conversation['previous']> {
  const { items } = await store.listConversations(tx, {
    limit: MAX_PREVIOUS + 1,
    customer_id: row.customer_id,
  });
  return items
    .filter((item) => item.id !== row.id)
    .slice(0, MAX_PREVIOUS)
    .map(({ id, subject, status, updated_at }) => ({
      id,
      subject,
      status,
      updated_at: updated_at.toISOString(),
    }));
}

/** What the company told of the account, where it is proved to be the customer's. */
async function accountBeside(
  tx: store.Tx,
  customer: store.Customer | undefined,
): Promise<Conversation['account']> {
  const account_id = accountOf(customer);
  if (account_id === null) return null;
  const [account] = await store.getAccounts(tx, [account_id]);
  const events = await store.newestAccountEvents(tx, { account_id, limit: MAX_ACCOUNT_EVENTS });
  return toWireAccount(account_id, account, events);
}
