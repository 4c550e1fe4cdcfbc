/**
 * Files on their way out: to the team, and to the visitor whose conversation it is.
 *
 * Only pictures are shown in place; all else is saved. Nothing in a file may run, be framed, be loaded by another site, or
 * be taken for another type than was found in it.
 */
import { streams } from '@understudy/contract';
import type { FastifyInstance, FastifyReply } from 'fastify';
import * as store from '../store/index.ts';
import type { MemberPrincipal } from './principal.ts';
import { authorise } from './principal.ts';
import { found, ProblemError } from './problem.ts';
import { admit, type Gate } from './register-endpoints.ts';

export interface AttachmentParts extends Gate {
  readonly database: store.Database;
}

export function serveAttachments(app: FastifyInstance, { database, identify, calls }: AttachmentParts): void {
  const hide = { schema: { hide: true } };
  app.get<{ Params: { id: string } }>(streams.attachment.path, hide, async (request, reply) => {
    const door = { name: 'attachment', method: 'GET', access: streams.attachment.access } as const;
    const caller = await identify(request);
    await admit(calls, door, caller);
    const member = caller as MemberPrincipal;
    const { id } = request.params;
    const row = await calls.around({ ...door, caller: member, given: { id } }, async () =>
      database.asWorkspace(member.workspace_id, async (tx) =>
        found(await store.getAttachment(tx, id), 'attachment'),
      ),
    );
    return send(reply, row);
  });
  app.get<{ Params: { id: string } }>(streams.visitorAttachment.path, hide, async (request, reply) => {
    const caller = await identify(request);
    authorise(streams.visitorAttachment.access, caller);
    if (caller?.kind !== 'visitor') throw new ProblemError('unauthenticated');
    const { workspace_id, customer_id } = caller;
    const row = await database.asWorkspace(workspace_id, async (tx) => {
      const attachment = await store.getAttachment(tx, request.params.id);
      return attachment && (await isTheirs(tx, attachment, customer_id)) ? attachment : null;
    });
    return send(reply, found(row, 'attachment'));
  });
}

/** What they wait to send, or what was said in their conversation: neither a note's file nor one the team has not sent. */
async function isTheirs(tx: store.Tx, row: store.AttachmentRow, customer_id: string): Promise<boolean> {
  if (row.message_id === null || row.conversation_id === null) return row.customer_id === customer_id;
  const conversation = await store.getConversation(tx, row.conversation_id);
  if (conversation?.customer_id !== customer_id) return false;
  return (await store.getMessage(tx, row.message_id))?.kind !== 'note';
}

const IN_PLACE = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
const KEPT_BY_BROWSERS_S = 300;

function send(reply: FastifyReply, { name, type, bytes }: store.AttachmentRow): FastifyReply {
  const how = IN_PLACE.has(type) ? 'inline' : 'attachment';
  return reply
    .header('content-type', type.startsWith('text/') ? `${type}; charset=utf-8` : type)
    .header('content-disposition', `${how}; filename="${asciiName(name)}"; filename*=UTF-8''${encoded(name)}`)
    .header('content-security-policy', "sandbox; default-src 'none'; frame-ancestors 'none'")
    .header('x-content-type-options', 'nosniff')
    .header('cross-origin-resource-policy', 'same-origin')
    .header('cache-control', `private, max-age=${KEPT_BY_BROWSERS_S}`)
    .send(bytes);
}

/** RFC 6266: for clients that do not read the other one. */
const asciiName = (name: string): string => name.replace(/[^\w .()-]/g, '_');
const encoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
