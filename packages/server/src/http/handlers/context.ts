/** What the company's systems tell: facts and events of accounts, releases; and what the console shows of it. */
import { Readable } from 'node:stream';
import {
  eraseAccountContext,
  switchFactField,
  takeContext,
  takeContextLines,
} from '../../flow/take-context.ts';
import { redactText } from '../../redaction.ts';
import * as store from '../../store/index.ts';
import { toWireFactField, toWireRelease } from '../../translate-context.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

type Context = Pick<
  Handlers,
  | 'tellContext'
  | 'eraseAccountContext'
  | 'listFactFields'
  | 'switchFactField'
  | 'tellRelease'
  | 'listReleases'
>;

const LATEST_RELEASES = 50;

export function contextHandlers(parts: HttpParts): Context {
  const { database } = parts;
  return {
    tellContext: async ({ body, caller, request }) => {
      const { workspace_id } = caller;
      const stream: unknown = request.body;
      const taken =
        stream instanceof Readable
          ? await takeContextLines(parts, { workspace_id, body: stream })
          : await takeContext(parts, { workspace_id, items: body.items });
      return { ...taken, errors: [...taken.errors], excluded_fields: [...taken.excluded_fields] };
    },
    eraseAccountContext: ({ params, caller }) =>
      eraseAccountContext(parts, { workspace_id: caller.workspace_id, ...params }),
    listFactFields: async ({ caller }) => {
      const fields = await database.asWorkspace(caller.workspace_id, (tx) => store.listFactFields(tx));
      return { items: fields.map(toWireFactField) };
    },
    switchFactField: async ({ params, body, caller }) => {
      const { workspace_id } = caller;
      return toWireFactField(await switchFactField(parts, { workspace_id, ...params, ...body }));
    },
    tellRelease: async ({ body, caller }) => {
      const release = { name: body.name, at: new Date(body.at), notes: redactText(body.notes) };
      return toWireRelease(
        await database.asWorkspace(caller.workspace_id, (tx) => store.putRelease(tx, release)),
      );
    },
    listReleases: async ({ caller }) => {
      const releases = await database.asWorkspace(caller.workspace_id, (tx) =>
        store.listReleases(tx, LATEST_RELEASES),
      );
      return { items: releases.map(toWireRelease) };
    },
  };
}
