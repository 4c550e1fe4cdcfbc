/** The widget's side: sessions of visitors, their messages, their wishes. */
import { handOff } from '../../flow/hand-off.ts';
import { receiveMessage } from '../../flow/receive-message.ts';
import { recordChoice, recordFeedback, recordRating } from '../../flow/record-outcome.ts';
import { newId } from '../../ids.ts';
import * as store from '../../store/index.ts';
import { toWireMessage, toWireSettings } from '../../translate.ts';
import { checkWidgetOrigin } from '../cors.ts';
import type { VisitorPrincipal } from '../principal.ts';
import { found } from '../problem.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

type Widget = Pick<
  Handlers,
  | 'startVisitorSession'
  | 'postVisitorMessage'
  | 'getVisitorConversation'
  | 'requestHuman'
  | 'rateAnswer'
  | 'chooseClarification'
  | 'rateConversation'
>;

const NONE_OF_THEM = 'None of these.';

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
      const customer_id = await visitorOf(parts, workspace.id, body.token ?? null);
      const { token, expires_at_ms } = await parts.visitors.sign(
        { workspace_id: workspace.id, customer_id },
        parts.now_ms(),
      );
      const open = await database.asWorkspace(workspace.id, (tx) =>
        store.findOpenConversation(tx, customer_id),
      );
      return {
        token,
        expires_at: new Date(expires_at_ms).toISOString(),
        conversation_id: open?.id ?? null,
        widget: settings.widget,
        workspace_name: workspace.name,
      };
    },
    postVisitorMessage: async ({ body, caller }) => {
      const { message, status } = await receiveMessage(parts, {
        ...idsOf(caller),
        client_id: body.client_id,
        text: body.text,
        conversation_id: body.conversation_id ?? null,
        context: body.context ?? {},
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
        return { id: own.id, status: own.status, messages: shown.map(toWireMessage) };
      }),
    requestHuman: async ({ params, caller }) => ({
      status: await askForTeam(parts, caller, params.id, true),
    }),
    rateAnswer: async ({ params, body, caller }) => {
      const status = await recordFeedback(parts, { ...idsOf(caller), conversation_id: params.id, ...body });
      if (body.solved) return { status };
      return { status: await askForTeam(parts, caller, params.id) };
    },
    chooseClarification: async ({ params, body, caller }) => {
      const { label } = await recordChoice(parts, { ...idsOf(caller), conversation_id: params.id, ...body });
      const { client_id } = body;
      const said = { client_id, text: label ?? NONE_OF_THEM, conversation_id: params.id, context: {} };
      const { status } = await receiveMessage(parts, { ...idsOf(caller), ...said });
      return { status: label === null ? await askForTeam(parts, caller, params.id) : status };
    },
    rateConversation: async ({ params, body, caller }) => {
      const rating = { ...idsOf(caller), conversation_id: params.id, ...body };
      return { status: await recordRating(parts, rating) };
    },
  };
}

const idsOf = ({ workspace_id, customer_id }: VisitorPrincipal) => ({ workspace_id, customer_id });

function askForTeam(parts: HttpParts, caller: VisitorPrincipal, conversation_id: string, is_wish = false) {
  const { workspace_id, customer_id: asked_by } = caller;
  return handOff(parts, { workspace_id, conversation_id, decision_id: null, asked_by, is_wish });
}

/** The visitor of a good token of this workspace, or a new one. */
async function visitorOf(parts: HttpParts, workspace_id: string, token: string | null): Promise<string> {
  const claims = token === null ? null : await parts.visitors.verify(token, parts.now_ms());
  const known = claims?.workspace_id === workspace_id ? claims.customer_id : null;
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    const customer = known === null ? undefined : await store.getCustomer(tx, known);
    if (customer !== undefined) return customer.id;
    const id = newId('customer', parts.now_ms());
    return (await store.findOrCreateCustomer(tx, { id, external_id: `visitor:${id}` })).id;
  });
}
