/** The widget's side: sessions of visitors, their messages, their wishes. */
import { handOff } from '../../flow/hand-off.ts';
import { receiveMessage } from '../../flow/receive-message.ts';
import { whatPageSaid } from '../../keep-page.ts';
import { recordChoice, recordFeedback, recordRating, recordThumb } from '../../flow/record-outcome.ts';
import { NONE_OF_THEM } from '../../question.ts';
import * as store from '../../store/index.ts';
import { toWireMessage, toWireSettings } from '../../translate.ts';
import { withGuides } from '../../translate-guide.ts';
import { checkWidgetOrigin } from '../cors.ts';
import type { VisitorPrincipal } from '../principal.ts';
import { found, ProblemError } from '../problem.ts';
import type { Handlers } from '../register-endpoints.ts';
import { startSession } from '../visitor-session.ts';
import type { HttpParts } from './http-parts.ts';

type Widget = Pick<
  Handlers,
  | 'startVisitorSession'
  | 'postVisitorMessage'
  | 'getVisitorConversation'
  | 'listVisitorConversations'
  | 'readConversation'
  | 'requestHuman'
  | 'rateAnswer'
  | 'thumbAnswer'
  | 'chooseClarification'
  | 'rateConversation'
>;

export function widgetHandlers(parts: HttpParts): Widget {
  const { database } = parts;
  return {
    startVisitorSession: async ({ body, request }) => {
      const workspace = found(
        await database.asSystem((tx) => store.findWorkspaceByKey(tx, body.workspace)),
        'workspace',
      );
      const settings = toWireSettings(workspace);
      checkWidgetOrigin(request, settings.widget.origins, parts.public_url);
      const { visitor, token, expires_at_ms } = await startSession(parts, {
        workspace_id: workspace.id,
        token: body.token ?? null,
        identity: body.identity ?? null,
        is_identity_required: settings.identity.required,
      });
      const { customer, open } = visitor;
      return {
        token,
        expires_at: new Date(expires_at_ms).toISOString(),
        conversation_id: open?.id ?? null,
        widget: settings.widget,
        workspace_name: workspace.name,
        offers_mail: parts.mail !== null,
        banner: await database.asWorkspace(workspace.id, store.bannerNow),
        identity: customer.verified_at === null ? null : { verified: true as const, name: customer.name },
      };
    },
    postVisitorMessage: async ({ body, caller }) => {
      const { message, status } = await receiveMessage(parts, {
        ...idsOf(caller),
        client_id: body.client_id,
        text: body.text,
        conversation_id: body.conversation_id ?? null,
        ...whatPageSaid(body),
        attachments: body.attachments,
      });
      return { message: toWireMessage(message), status };
    },
    getVisitorConversation: async ({ params, query, caller }) =>
      database.asWorkspace(caller.workspace_id, async (tx) => {
        const conversation = await store.getConversation(tx, params.id);
        const own = found(
          conversation?.customer_id === caller.customer_id ? conversation : null,
          'conversation',
        );
        const messages = await store.listMessages(tx, { conversation_id: own.id, after_seq: query.after });
        const shown = messages.filter((message) => message.kind !== 'note' && message.kind !== 'event');
        const reply_address = (await store.getReplyAddress(tx, own.id))?.address ?? null;
        return { id: own.id, status: own.status, messages: await withGuides(tx, shown), reply_address };
      }),
    listVisitorConversations: async ({ caller }) => {
      const rows = await database.asWorkspace(caller.workspace_id, (tx) =>
        store.listVisitorConversations(tx, caller.customer_id),
      );
      return { items: rows.map((row) => ({ ...row, updated_at: row.updated_at.toISOString() })) };
    },
    readConversation: async ({ params, body, caller }) => {
      const { customer_id } = caller;
      const read = { conversation_id: params.id, customer_id, seq: body.seq };
      const isOwn = await database.asWorkspace(caller.workspace_id, (tx) => store.markRead(tx, read));
      if (!isOwn) throw new ProblemError('not-found', 'No such conversation.');
      return { ok: true };
    },
    requestHuman: async ({ params, caller }) => ({
      status: await askForTeam(parts, caller, params.id, true),
    }),
    rateAnswer: async ({ params, body, caller }) => {
      const status = await recordFeedback(parts, { ...idsOf(caller), conversation_id: params.id, ...body });
      if (body.solved) return { status };
      return { status: await askForTeam(parts, caller, params.id) };
    },
    thumbAnswer: async ({ params, body, caller }) => {
      const { reason = null, comment = null, ...rest } = body;
      const given = { ...idsOf(caller), conversation_id: params.id, ...rest, reason, comment };
      return { status: await recordThumb(parts, given) };
    },
    chooseClarification: async ({ params, body, caller }) => {
      const { label } = await recordChoice(parts, { ...idsOf(caller), conversation_id: params.id, ...body });
      const { client_id } = body;
      const said = {
        client_id,
        text: label ?? NONE_OF_THEM,
        conversation_id: params.id,
        context: {},
        attachments: [],
      };
      const { status } = await receiveMessage(parts, { ...idsOf(caller), ...said });
      return { status: label === null ? await askForTeam(parts, caller, params.id) : status };
    },
    rateConversation: async ({ params, body, caller }) => {
      const { score, comment = null } = body;
      const rating = { ...idsOf(caller), conversation_id: params.id, score, comment };
      return { status: await recordRating(parts, rating) };
    },
  };
}

const idsOf = ({ workspace_id, customer_id }: VisitorPrincipal) => ({ workspace_id, customer_id });

function askForTeam(parts: HttpParts, caller: VisitorPrincipal, conversation_id: string, is_wish = false) {
  const { workspace_id, customer_id: asked_by } = caller;
  return handOff(parts, { workspace_id, conversation_id, decision_id: null, asked_by, is_wish });
}
