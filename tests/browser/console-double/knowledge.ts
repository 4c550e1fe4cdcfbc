/** One resolution of the double: what a person changes about it is remembered, and a rollback of the lesson undoes it. */
import type { Body, Exemplar, Params, Resolution, Result } from '@understudy/contract';
import type { Desk } from './desk.ts';
import { before, resolutions } from './fixtures.ts';
import { Refusal } from './refusal.ts';

const EXEMPLARS: readonly Exemplar[] = [
  [
    'Our invoices still go to the old office. Where is that changed?',
    ['page:/settings/billing', 'plan:team'],
  ],
  ['please change our address for billing', ['plan:free']],
  ['The accountant needs the address of last year on one invoice', ['page:/invoices/*', 'plan:team']],
  ['invoice address is wrong since we moved', []],
].map(([text, context], index) => ({
  id: `exm_00000${index}`,
  text: text as string,
  context: context as string[],
  language: 'en',
  lesson_id: index === 0 ? 'les_000001' : null,
  at: before(index * 1_440),
}));

const SEEN = [
  { token: 'plan:team', count: 140 },
  { token: 'plan:free', count: 61 },
  { token: 'page:/settings/billing', count: 12 },
];

interface Given<N extends 'setConditions' | 'mergeResolution' | 'retireResolution'> {
  readonly params: Params<N>;
  readonly body: Body<N>;
}

export function knowledgeHandlers(desk: Desk) {
  let lessons = 0;
  /** Does it, and answers the lesson whose rollback undoes it. */
  const change = (undo: () => void) => {
    const lesson_id = `les_change${++lessons}`;
    desk.undo[lesson_id] = undo;
    return { lesson_id };
  };
  return {
    getResolution: ({ params }: { params: Params<'getResolution'> }): Result<'getResolution'> => {
      const found = known(params.id);
      const { id } = found;
      const into = desk.merged[id] === undefined ? null : known(desk.merged[id]);
      return {
        ...found,
        retired_at: desk.retired.has(id) ? before(0) : null,
        valid_until: desk.validity[id] ?? null,
        merged_into: into && { resolution_id: into.id, title: into.title },
        conditions: [...(desk.conditions[id] ?? [])],
        seen_context: SEEN,
        versions: versionsOf(found),
      };
    },
    setValidity: (given: { params: Params<'setValidity'>; body: Body<'setValidity'> }) => {
      const { id } = known(given.params.id);
      if (given.body.valid_until === null) delete desk.validity[id];
      else desk.validity[id] = given.body.valid_until;
      return { ok: true as const };
    },
    listExemplars: ({ params }: { params: Params<'listExemplars'> }): Result<'listExemplars'> => ({
      items: desk.merged[params.id] === undefined ? [...EXEMPLARS] : [],
      next_cursor: null,
    }),
    setConditions: ({ params, body }: Given<'setConditions'>) => {
      const stood = desk.conditions[params.id] ?? [];
      desk.conditions[params.id] = body.conditions;
      return change(() => (desk.conditions[params.id] = stood));
    },
    mergeResolution: ({ params, body }: Given<'mergeResolution'>) => {
      desk.merged[params.id] = body.into;
      desk.retired.add(params.id);
      return change(() => {
        delete desk.merged[params.id];
        desk.retired.delete(params.id);
      });
    },
    splitResolution: () => change(() => undefined),
    retireResolution: ({ params }: Given<'retireResolution'>) => {
      desk.retired.add(params.id);
      return change(() => desk.retired.delete(params.id));
    },
    restoreResolution: ({ params }: { params: Params<'restoreResolution'> }) => {
      desk.retired.delete(params.id);
      return { ok: true as const };
    },
  };
}

function known(id: string): Resolution {
  const found = resolutions.find((item) => item.id === id);
  if (!found) throw new Refusal(404, 'not-found');
  return found;
}

/** As if the newest text had said one paragraph less before. */
function versionsOf({ title, text, version, updated_at }: Resolution) {
  const newest = { version, title, text, author: 'Mara', at: updated_at };
  if (version < 2) return [newest];
  const earlier = text.split('\n\n').slice(0, -1).join('\n\n');
  return [newest, { ...newest, version: version - 1, text: earlier, author: 'Jonas' }];
}
