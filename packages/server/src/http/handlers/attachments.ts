/** Files on their way in: read up to the limit, and handed on whole. */
import type { Readable } from 'node:stream';
import { MAX_ATTACHMENT_BYTES } from '@understudy/contract';
import type { FastifyRequest } from 'fastify';
import type { GivenFile } from '../../attachment/check-file.ts';
import { keepAttachment, type Upload } from '../../flow/keep-attachment.ts';
import { ProblemError } from '../problem.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

type Attachments = Pick<Handlers, 'postVisitorAttachment' | 'postAgentAttachment'>;

/** Files that this node reads at a time: each may take its whole size of memory. */
const UPLOADS_AT_ONCE = 16;

export function attachmentHandlers(parts: HttpParts): Attachments {
  let running = 0;
  /** Reads and keeps; whoever comes when all places are taken comes again. */
  async function keep(
    { request, name }: { readonly request: FastifyRequest; readonly name: string },
    given: Omit<Upload, 'read'>,
  ) {
    if (running >= UPLOADS_AT_ONCE) throw new ProblemError('unavailable', 'Too many uploads at once.');
    running++;
    try {
      return await keepAttachment(parts, { ...given, read: () => fileOf(request, name) });
    } finally {
      running--;
    }
  }
  return {
    postVisitorAttachment: async ({ query, caller, request }) => {
      const { workspace_id, customer_id } = caller;
      return keep({ request, name: query.name }, { workspace_id, by: { customer_id } });
    },
    postAgentAttachment: async ({ params, query, caller, request, note }) => {
      const { workspace_id } = caller;
      const kept = await keep(
        { request, name: query.name },
        { workspace_id, by: { conversation_id: params.id } },
      );
      note({ detail: { attachment_id: kept.id, size: kept.size } });
      return kept;
    },
  };
}

async function fileOf(request: FastifyRequest, name: string): Promise<GivenFile> {
  const { 'content-type': declared = '', 'content-length': length } = request.headers;
  if (Number(length ?? 0) > MAX_ATTACHMENT_BYTES) throw tooLarge();
  const body = request.body as Readable | undefined;
  return { name, declared, bytes: body === undefined ? Buffer.alloc(0) : await readAll(body) };
}

/** Stops at the limit; what is still on its way is not read any more. */
async function readAll(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > MAX_ATTACHMENT_BYTES) throw tooLarge();
  }
  return Buffer.concat(chunks);
}

const tooLarge = () =>
  new ProblemError('payload-too-large', `Expected a file of at most ${MAX_ATTACHMENT_BYTES / 1e6} MB.`);
