/** Guides: proposed, recorded and kept by the team, shown to customers, and how far those came with them. */
import { dismissBreaks, editGuide, proposeGuide, setGuideInUse } from '../../flow/change-guide.ts';
import { countGuideRun } from '../../flow/count-guide-run.ts';
import { finishRecording, startRecording } from '../../flow/record-guide.ts';
import * as store from '../../store/index.ts';
import { toWireSettings } from '../../translate.ts';
import { toVisitorGuide, toWireGuide, toWireGuideDetail } from '../../translate-guide.ts';
import { checkWidgetOrigin } from '../cors.ts';
import type { MemberPrincipal } from '../principal.ts';
import { found, ProblemError } from '../problem.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

type Guides = Pick<
  Handlers,
  | 'listGuides'
  | 'getGuide'
  | 'proposeGuide'
  | 'editGuide'
  | 'retireGuide'
  | 'restoreGuide'
  | 'dismissBreaks'
  | 'startGuideRecording'
  | 'finishGuideRecording'
  | 'getVisitorGuide'
  | 'recordGuideRun'
>;

const done = { ok: true } as const;

export function guideHandlers(parts: HttpParts): Guides {
  const { database } = parts;
  const rowOf = (workspace_id: string, id: string) =>
    database.asWorkspace(workspace_id, async (tx) => found(await store.getGuide(tx, id), 'guide'));
  const setInUse = (inUse: boolean) => async (call: { params: { id: string }; caller: MemberPrincipal }) => {
    await setGuideInUse(parts, { workspace_id: call.caller.workspace_id, guide_id: call.params.id, inUse });
    return done;
  };
  return {
    listGuides: async ({ query, caller }) =>
      database.asWorkspace(caller.workspace_id, async (tx) => {
        const { items, next_cursor } = await store.pageGuides(tx, query);
        return { items: items.map(toWireGuide), next_cursor, broken: await store.countBrokenGuides(tx) };
      }),
    getGuide: async ({ params, caller }) =>
      database.asWorkspace(caller.workspace_id, async (tx) => {
        const row = found(await store.getGuide(tx, params.id), 'guide');
        return toWireGuideDetail(row, await store.countGuideRuns(tx, row));
      }),
    proposeGuide: async ({ body, caller, note }) => {
      const { workspace_id, name: author } = caller;
      const id = await proposeGuide(parts, { workspace_id, author, ...body });
      note({ subject_id: id });
      return toWireGuide(await rowOf(workspace_id, id));
    },
    editGuide: async ({ params, body, caller }) => {
      const { workspace_id } = caller;
      await editGuide(parts, { workspace_id, guide_id: params.id, writer: caller, ...body });
      return toWireGuide(await rowOf(workspace_id, params.id));
    },
    retireGuide: setInUse(false),
    restoreGuide: setInUse(true),
    dismissBreaks: async ({ params, caller }) => {
      await dismissBreaks(parts, { workspace_id: caller.workspace_id, guide_id: params.id });
      return done;
    },
    startGuideRecording: async ({ params, body, caller }) => {
      const { workspace_id, member_id } = caller;
      if (member_id === null) throw new ProblemError('conflict', 'A person records a guide, not a key.');
      const page = new URL(body.page_url);
      await checkPage(parts, workspace_id, page);
      const started = await startRecording(parts, { workspace_id, resolution_id: params.id, member_id });
      const { id: recording_id, expires_at } = started;
      const token = await parts.recordings.sign({ workspace_id, recording_id }, expires_at);
      page.hash = `understudy-record=${token}`;
      return { url: page.href, expires_at: expires_at.toISOString() };
    },
    finishGuideRecording: async ({ body, request }) => {
      const claims = await parts.recordings.verify(body.token, parts.now_ms());
      if (claims === null) throw new ProblemError('conflict', 'This recording has run out: start it anew.');
      const workspace = await database.asWorkspace(claims.workspace_id, (tx) => store.getWorkspace(tx));
      // An address with the token of another desk must not bring them what people see on this one's pages.
      if (workspace.public_key !== body.workspace)
        throw new ProblemError('forbidden', 'This recording was started for another workspace.');
      checkWidgetOrigin(request, toWireSettings(workspace).widget.origins, parts.public_url);
      await finishRecording(parts, { ...claims, steps: body.steps });
      return done;
    },
    // No list leads to a guide and its id cannot be guessed: whoever has it was given it, by an answer or by the page.
    getVisitorGuide: async ({ params, caller }) => {
      const row = await rowOf(caller.workspace_id, params.id);
      return toVisitorGuide(found(row.state === 'in-force' ? row : undefined, 'guide'));
    },
    recordGuideRun: async ({ params, body, caller }) => {
      const { workspace_id, customer_id } = caller;
      const conversation_id = body.conversation_id ?? null;
      const told = { ...body, guide_id: params.id, conversation_id };
      await countGuideRun(parts, { workspace_id, customer_id, ...told });
      return done;
    },
  };
}

/** The token goes to pages only that may embed the widget anyway. */
async function checkPage(parts: HttpParts, workspace_id: string, page: URL): Promise<void> {
  const workspace = await parts.database.asWorkspace(workspace_id, (tx) => store.getWorkspace(tx));
  const { origins } = toWireSettings(workspace).widget;
  if (origins.length === 0 || origins.some((listed) => new URL(listed).origin === page.origin)) return;
  throw new ProblemError('conflict', `The widget may not be embedded at ${page.origin}: see Settings.`);
}
