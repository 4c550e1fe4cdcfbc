/**
 * Past tickets as a stream that can be replayed: each with what its human used, as it stood then, and what would have
 * been right.
 *
 * Right is, for a ticket out of scope: nothing, and nothing is learned. For one whose issue or linked articles are
 * known: those, all of them. For any other: the resolution that was found in the thread, where another ticket has it
 * too; a problem that never came again cannot be scored (`right: null`), but is learned.
 * A resolution that is named from outside gets each reply as a version of its text, as it comes. A label without an
 * answer (`topic` of an issue, no reply) is learned as a resolution without a text.
 *
 * Cost O(text). Pure.
 */
import type { Question, Resolution } from '../domain.ts';
import { namedResolutionId, ResolutionLibrary } from './merge-resolutions.ts';
import type { MinedTicket } from './mine-ticket.ts';

export interface PastStep {
  readonly question: Question;
  readonly resolutions: readonly Resolution[];
  readonly right: readonly string[] | null;
}

/** In the order given, which must be that of time. Tickets without a question are left out. */
export function pastStream(tickets: readonly MinedTicket[]): readonly PastStep[] {
  const shelf = new Shelf();
  const steps = tickets.flatMap((ticket) => {
    const { question } = ticket;
    if (question === null) return [];
    const resolutions = ticket.is_out_of_scope ? [] : shelf.learn(ticket);
    return [{ question, resolutions, ticket }];
  });
  return steps.map(({ question, resolutions, ticket }) => ({
    question,
    resolutions,
    right: rightOf(ticket, resolutions, shelf),
  }));
}

function rightOf(ticket: MinedTicket, resolutions: readonly Resolution[], shelf: Shelf) {
  if (ticket.is_out_of_scope) return [];
  if (ticket.named.length > 0) return ticket.named.map(namedResolutionId);
  const recurring = resolutions.map(({ id }) => id).filter((id) => shelf.tickets(id) > 1);
  return recurring.length > 0 ? recurring : null;
}

class Shelf {
  readonly #library = new ResolutionLibrary();
  /** Named resolutions as they stand now. */
  readonly #newest = new Map<string, Resolution>();
  readonly #tickets = new Map<string, number>();

  tickets(id: string): number {
    return this.#tickets.get(id) ?? 0;
  }

  learn({ thread, lessons, named }: MinedTicket): readonly Resolution[] {
    const given = lessons.map((lesson) => {
      const { resolution } = this.#library.add(lesson);
      return named.length > 0 ? this.#version(resolution, lesson.text) : resolution;
    });
    const [issue] = named;
    if (given.length === 0 && issue?.startsWith('issue:')) given.push(this.#label(issue, thread.title));
    const once = [...new Map(given.map((resolution) => [resolution.id, resolution])).values()];
    for (const { id } of once) this.#tickets.set(id, this.tickets(id) + 1);
    return once;
  }

  #version(resolution: Resolution, text: string): Resolution {
    const version = (this.#newest.get(resolution.id)?.version ?? 0) + 1;
    const newest = { ...resolution, text, version };
    this.#newest.set(resolution.id, newest);
    return newest;
  }

  /** Harmless, since it says nothing. */
  #label(issue: string, title: string): Resolution {
    const id = namedResolutionId(issue);
    const known = this.#newest.get(id);
    if (known !== undefined) return known;
    return {
      id,
      title: issue.slice(issue.lastIndexOf('/') + 1).replaceAll('_', ' ') || title,
      text: '',
      links: [],
      stakes: 'read-only',
      stage: 'suggest',
      version: 1,
      sources: [],
    };
  }
}
