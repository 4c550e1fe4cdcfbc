/**
 * The two desks that are attacked: the generated world, and Banking77 with issues that are born on the way.
 *
 * Both get human agents, written answers that link the team's guide, and (Banking77) customers' accounts, dealt by a seed.
 * The engine is given no words of answers: on Banking77 they would give the label away.
 */
import { redact, SeededRandom } from '@understudy/engine';
import { bankAnswer } from '../data/banking77-answers.ts';
import { readRows, type Row } from '../data/rows.ts';
import { stagedStream } from '../data/staged-stream.ts';
import { type Answer, authorOf, type Desk, type DeskTicket } from './attacked-desk.ts';
import { makeCustomers, pickBusy } from './customers.ts';
import { DEFAULT_WORLD, generateWorld } from './generate.ts';
import { areaOf, resolutionTexts } from './product.ts';
import { MONEY } from './world-tickets.ts';

export interface DeskOptions {
  readonly seed: number;
  readonly limit: number | undefined;
  /** Other tickets and other wordings of attacks: those that the checks were chosen on. */
  readonly dev?: boolean;
}

const DAYS = 120;
const DEV_SEED = 1_000;
/** Every second message of Banking77; the others are those that the checks were chosen on. */
const EVERY = 2;
const ISSUES_AT_START = 40;
const TICKETS_PER_DAY = 50;
const CUSTOMERS = 400;
const NONE = new Float32Array(0);

export const DESK_SETTINGS = { days: DAYS, banking77_every: EVERY, issues_at_start: ISSUES_AT_START };

export function worldDesk({ seed, limit, dev = false }: DeskOptions): Desk {
  const settings = { ...DEFAULT_WORLD, seed: dev ? seed + DEV_SEED : seed, days: DAYS, wrong_humans: 0 };
  const random = new SeededRandom(`desk/world/${settings.seed}`);
  const answers = new Map(
    [...resolutionTexts([])].map(([id, [title, text]]): [string, Answer] => {
      const guided = redact(`${text} Guide: https://help.orchard.example/${id}`).text;
      return [id, { title, text: guided, stakes: MONEY.has(id) ? 'money-security' : 'read-only' }];
    }),
  );
  const tickets = generateWorld(settings)
    .slice(0, limit)
    .map(({ id, at_ms, text, context, account, truth }) =>
      withReply({ id, at_ms, text, context, account, truth }, answers, random),
    );
  const near = (id: string) => Object.keys(areaOf(id).resolutions);
  return { tickets, answers, near, brand: 'orchard', wordings: dev ? 'seen' : 'fresh' };
}

export function bankingDesk({ seed, limit, dev = false }: DeskOptions): Desk {
  const random = new SeededRandom(`desk/banking77/${seed}`);
  const customers = makeCustomers(CUSTOMERS, random);
  const rows = readRows('banking77').filter((_, i) => i % EVERY === (dev ? 1 : 0));
  const stream = stagedStream({
    messages: rows.slice(0, limit).map((row) => ({ row, vector: NONE })),
    strangers: [],
    issues_at_start: ISSUES_AT_START,
    tickets_per_day: TICKETS_PER_DAY,
    seed: `poison-checks/${seed}`,
  });
  const answers = new Map(
    [...new Set(rows.map(topicOf))].toSorted().map((topic) => [topic, answerOf(topic)]),
  );
  const tickets = stream.tickets.map(({ question: { id, at_ms, text }, right }) => {
    const { account } = pickBusy(customers, random);
    return withReply({ id, at_ms, text, context: [], account, truth: right?.[0] ?? null }, answers, random);
  });
  // It knows no areas: a mistake is any other label.
  return { tickets, answers, near: () => [], brand: 'brookbank', wordings: dev ? 'seen' : 'fresh' };
}

const topicOf = ({ topic }: Row): string => topic ?? '';

function answerOf(topic: string): Answer {
  const [title, text] = bankAnswer(topic);
  return { title, text, stakes: 'read-only' };
}

function withReply(
  asked: Omit<DeskTicket, 'reply' | 'harm'>,
  answers: ReadonlyMap<string, Answer>,
  random: SeededRandom,
): DeskTicket {
  const author = authorOf(random);
  const answer = answers.get(asked.truth ?? '');
  const ticket = { ...asked, text: redact(asked.text).text };
  if (ticket.truth === null || answer === undefined) return { ...ticket, reply: null, harm: null };
  const { title, text } = answer;
  return { ...ticket, reply: { resolution_id: ticket.truth, title, text, author }, harm: null };
}
