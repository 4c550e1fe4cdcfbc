/** A generated world as a replay takes it, encoded by the default encoder. */
import type { ReplayTicket, Resolution } from '@understudy/engine';
import { plainResolution } from '../data/to-ticket.ts';
import { encodeCached } from '../data/vector-cache.ts';
import type { ScenarioOptions } from '../scenario.ts';
import { questionOfTicket, type WorldSettings, type WorldTicket } from './generate.ts';
import type { JudgedTicket } from './judged-replay.ts';
import { resolutionTexts } from './product.ts';

/** Money never unlocks by itself. */
export const MONEY = new Set(['refund-ask', 'charged-twice']);

export interface EncodedWorld {
  readonly config: { readonly encoder_id: string; readonly dimensions: number };
  readonly tickets: readonly JudgedTicket[];
}

/** `tickets` may be those of `settings`, or be made of them (poisoned, say). */
export async function encodeWorld(
  settings: Pick<WorldSettings, 'changes'>,
  tickets: readonly WorldTicket[],
  { onProgress }: ScenarioOptions,
): Promise<EncodedWorld> {
  const texts = tickets.map(({ text }) => text);
  const encoded = await encodeCached('world', texts, (done, total) =>
    onProgress({ phase: 'encoding', done, total }),
  );
  const { encoder_id, dimensions, vectors } = encoded;
  return { config: { encoder_id, dimensions }, tickets: judgedTickets(settings, tickets, vectors) };
}

/** `vectors`: one a ticket, in order; null where the engine is to do without. */
export function judgedTickets(
  settings: Pick<WorldSettings, 'changes'>,
  tickets: readonly WorldTicket[],
  vectors: readonly Float32Array[] | null,
): JudgedTicket[] {
  const texts = resolutionTexts(settings.changes);
  const resolution = (id: string): Resolution => {
    const [title, text] = texts.get(id) ?? ['', ''];
    return plainResolution(id, { title, text, ...(MONEY.has(id) ? { stakes: 'money-security' } : {}) });
  };
  return tickets.map((ticket, i) => {
    const said = ticket.said === null ? [] : [ticket.said];
    const question = questionOfTicket(ticket, vectors === null ? null : vectors[i]);
    const replayed: ReplayTicket = { question, resolutions: said.map(resolution), right: said };
    return { ticket: replayed, truth: ticket.truth === null ? [] : [ticket.truth] };
  });
}
