/**
 * A desk under attack: what customers ask, what human agents write, and which of it is wrong. Pure and seeded.
 *
 * - `mistakes`: human resolutions that are another one, at every author alike.
 * - `texts`: tickets of strangers' accounts whose reply holds something planted (`poisoned-replies.ts`).
 * - `floods`: 25 near-equal questions of one account within four days, all settled with the same wrong resolution.
 */
import { redact, type Resolution, SeededRandom } from '@understudy/engine';
import {
  jaccard,
  NEAR_DUPLICATE_JACCARD,
  shinglesOf,
} from '../../packages/engine/src/learn/near-duplicates.ts';
import { pick } from './customers.ts';
import { AFTER, BEFORE, CAMPAIGN, CAMPAIGN_DAYS, INJECTED, INJECTIONS } from './poison.ts';
import { POISONS, type Poison, poisonReply } from './poisoned-replies.ts';

/** One ticket before it is encoded. */
export interface DeskTicket {
  readonly id: string;
  readonly at_ms: number;
  readonly text: string;
  readonly context: readonly string[];
  readonly account: string;
  /** Right resolution; null where nothing that is known settles it. */
  readonly truth: string | null;
  /** What the human agent wrote; null where nothing can be used again. */
  readonly reply: DeskReply | null;
  /** What is wrong with the reply. */
  readonly harm: Harm | null;
}

export type Harm = 'mistake' | 'flood' | Poison;

/** Kinds whose words are wrong, and not only the choice. */
export const POISONED: ReadonlySet<Harm> = new Set(POISONS);

export interface DeskReply {
  readonly resolution_id: string;
  readonly title: string;
  readonly text: string;
  readonly author: string;
}

/** What the team would write; `near`: the resolutions that a tired person takes for it. */
export interface Desk {
  readonly tickets: readonly DeskTicket[];
  readonly answers: ReadonlyMap<string, Answer>;
  readonly near: (resolution_id: string) => readonly string[];
  readonly brand: string;
  readonly wordings: 'seen' | 'fresh';
}

export interface Answer {
  readonly title: string;
  readonly text: string;
  readonly stakes: Resolution['stakes'];
}

export interface Shares {
  readonly mistakes: number;
  readonly texts: number;
  readonly floods: number;
}

/** An attacker's ticket teaches, and nobody minds how it is answered. */
export const isAttack = ({ harm }: DeskTicket): boolean => harm !== null && harm !== 'mistake';

const DAY_MS = 86_400_000;
const AUTHORS = 12;
/** Mistakes that stay among what is near. */
const NEAR = 0.7;
/** Where the first attacks begin, as a share of the stream: there must be something to spoil. */
const FIRST = 0.15;

export function authorOf(random: SeededRandom): string {
  return `agent-${random.integer(AUTHORS)}`;
}

/** `shares`: of mistakes among what people settled, of the others among all tickets of the attacked stream. */
export function attacked(desk: Desk, shares: Shares, seed: number): DeskTicket[] {
  const stream = (name: string) => new SeededRandom(`attacked/${seed}/${name}`);
  const { tickets } = desk;
  const rest = 1 - shares.texts - shares.floods;
  const counted = (share: number) => Math.round((tickets.length * share) / rest);
  const settled = tickets.slice(Math.floor(FIRST * tickets.length)).filter(({ truth }) => truth !== null);
  const wrong = tickets.map(mistaken(desk, shares.mistakes, stream('mistakes')));
  const texts = poisonedTickets({ ...desk, tickets: settled }, counted(shares.texts), stream('texts'));
  const floods = campaigns({ ...desk, tickets: settled }, counted(shares.floods), stream('floods'));
  return [...wrong, ...texts, ...floods].toSorted((a, b) => a.at_ms - b.at_ms);
}

function replyWith({ answers }: Desk, resolution_id: string, author: string): DeskReply {
  const { title, text } = answers.get(resolution_id) as Answer;
  return { resolution_id, title, text, author };
}

function mistaken(desk: Desk, share: number, random: SeededRandom) {
  const all = [...desk.answers.keys()];
  return (ticket: DeskTicket): DeskTicket => {
    const isWrong = random.next() < share;
    const isNear = random.next() < NEAR;
    const place = random.next();
    const { truth, reply } = ticket;
    if (!isWrong || truth === null || reply === null) return ticket;
    const near = desk.near(truth);
    const others = (isNear && near.length > 0 ? near : all).filter((id) => id !== truth);
    const said = others[Math.floor(place * others.length)];
    return { ...ticket, reply: replyWith(desk, said, reply.author), harm: 'mistake' };
  };
}

function poisonedTickets(desk: Desk, count: number, random: SeededRandom): DeskTicket[] {
  return Array.from({ length: count }, (_, i) => {
    const base = pick(desk.tickets, random);
    const kind = POISONS[i % POISONS.length];
    const { title, text } = desk.answers.get(base.truth ?? '') as Answer;
    const { brand, wordings } = desk;
    const { asked, reply } = poisonReply(kind, { asked: base.text, text, brand, wordings }, random);
    const written = redact(reply).text;
    const id = `poisoned-${i}`;
    return {
      ...base,
      id,
      at_ms: base.at_ms + 1,
      text: redact(asked).text,
      account: `stranger-${i}`,
      reply: {
        // As the library would: nearly the same words join what is known, others become a resolution of their own.
        resolution_id: saysTheSame(written, text) ? (base.truth ?? id) : id,
        title,
        text: written,
        author: authorOf(random),
      },
      harm: kind,
    };
  });
}

const saysTheSame = (a: string, b: string): boolean =>
  jaccard(shinglesOf(a), shinglesOf(b)) >= NEAR_DUPLICATE_JACCARD;

function campaigns(desk: Desk, count: number, random: SeededRandom): DeskTicket[] {
  const all = [...desk.answers.keys()];
  const floods = Array.from({ length: Math.ceil(count / CAMPAIGN) }, (_, number) => {
    const base = pick(desk.tickets, random);
    const said = pick(
      all.filter((id) => id !== base.truth),
      random,
    );
    const reply = replyWith(desk, said, authorOf(random));
    return Array.from({ length: CAMPAIGN }, (_each, i): DeskTicket => {
      const injection = random.next() < INJECTED ? pick(INJECTIONS, random) : '';
      return {
        ...base,
        id: `flood-${number}-${i}`,
        at_ms: Math.floor(base.at_ms + (CAMPAIGN_DAYS * DAY_MS * i) / CAMPAIGN),
        text: `${pick(BEFORE, random)}${base.text}${pick(AFTER, random)}${injection}`,
        account: `flooder-${number}`,
        reply,
        harm: 'flood',
      };
    });
  });
  return floods.flat().slice(0, count);
}
