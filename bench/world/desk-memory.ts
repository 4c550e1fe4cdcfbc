/** What the team of an attacked desk is known to have taught: what is in force, and what the checks look at. */
import {
  type CheckedLesson,
  type Decision,
  type EncodedQuestion,
  extractLinks,
  type KnownBefore,
  type Resolution,
  teamHosts,
} from '@understudy/engine';
import { Influence } from '../../packages/engine/src/learn/influence.ts';
import { type ClaimedQuestion, isCorroborated } from '../../packages/engine/src/learn/corroboration.ts';
import { SuspectLabels } from '../../packages/engine/src/learn/suspect-labels.ts';
import { plainResolution } from '../data/to-ticket.ts';
import { type DeskReply, type DeskTicket, POISONED } from './attacked-desk.ts';

const NEAREST = 5;
const WEEK_MS = 7 * 86_400_000;

export class DeskMemory {
  readonly #inForce = new Map<string, Resolution>();
  readonly #hosts = new Map<string, ReadonlySet<string>>();
  readonly #spoiled = new Set<string>();
  readonly #influence = new Influence();
  readonly #labels = new SuspectLabels();
  readonly #seen = new Map<string, number>();
  readonly #vectors = new Map<string, Float32Array>();
  readonly #waiting = new Map<string, ClaimedQuestion[]>();
  #week: { readonly author: string; readonly at_ms: number }[] = [];

  knows(resolution_id: string): boolean {
    return this.#inForce.has(resolution_id);
  }

  seen(resolution_id: string): number {
    return this.#seen.get(resolution_id) ?? 0;
  }

  /** Right by its choice, and not by its words. */
  isSpoiled(resolution_id: string): boolean {
    return this.#spoiled.has(resolution_id);
  }

  before(lesson: CheckedLesson, question: EncodedQuestion, candidates: Decision['candidates']): KnownBefore {
    const { resolution_id, account, question: text, at_ms } = lesson;
    const nearest = candidates.slice(0, NEAREST).flatMap(({ resolution_id: id, probability }) => {
      const resolution = this.#inForce.get(id);
      return resolution === undefined ? [] : [{ resolution, probability }];
    });
    this.#week = this.#week.filter((each) => each.at_ms > at_ms - WEEK_MS);
    const lessons_by_author = new Map<string, number>();
    for (const { author } of this.#week)
      lessons_by_author.set(author, (lessons_by_author.get(author) ?? 0) + 1);
    return {
      nearest,
      hosts: new Set([...this.#hosts].flatMap(([id, hosts]) => (id === resolution_id ? [] : [...hosts]))),
      candidates,
      held_because: this.#influence.heldBecause({ resolution_id, account, text, at_ms }),
      is_suspect: this.#isSuspect(lesson, question, candidates),
      lessons_by_author,
    };
  }

  #isSuspect(
    { resolution_id: said, account, author }: CheckedLesson,
    { vector }: EncodedQuestion,
    candidates: Decision['candidates'],
  ): boolean {
    if (!this.#labels.isImplausible(candidates, { said, taught: this.seen(said) })) return false;
    const waiting = this.#waiting.get(said) ?? [];
    const loudest = this.#vectors.get(candidates[0]?.exemplar_id ?? '') ?? null;
    return !isCorroborated({ vector, account, author }, { waiting, loudest });
  }

  /** It was doubted, and is kept outside the model. */
  holdBack({ account }: DeskTicket, { resolution_id, author }: DeskReply, { vector }: EncodedQuestion): void {
    const others = this.#waiting.get(resolution_id) ?? [];
    this.#waiting.set(resolution_id, [...others, { vector, account, author }]);
  }

  /** Also what waits counts among the labels, as in the product. */
  drawn(reply: DeskReply, candidates: Decision['candidates'], at_ms: number): void {
    this.#labels.add(candidates, reply.resolution_id);
    this.#week.push({ author: reply.author, at_ms });
  }

  /** `stage`: null leaves what is known where it stands. Answers what the engine is to be told. */
  learn(given: {
    readonly ticket: DeskTicket;
    readonly reply: DeskReply;
    readonly stage: Resolution['stage'] | null;
    readonly question: EncodedQuestion;
  }): Resolution {
    const { ticket, reply, question } = given;
    const { resolution_id: id, title, text } = reply;
    const known = this.#inForce.get(id);
    const stage = given.stage ?? known?.stage ?? 'suggest';
    const links = extractLinks(text);
    const version = (known?.version ?? 0) + (known?.stage === stage ? 0 : 1);
    const stands = plainResolution(id, { title, text, links, stage, version });
    this.#inForce.set(id, stands);
    this.#hosts.set(id, teamHosts([stands]));
    // The newest text stands: a poisoned one replaces the right one, and the other way round.
    if (ticket.harm !== null && POISONED.has(ticket.harm)) this.#spoiled.add(id);
    else this.#spoiled.delete(id);
    this.#influence.add({
      resolution_id: id,
      account: ticket.account,
      text: question.text,
      at_ms: question.at_ms,
    });
    this.#seen.set(id, this.seen(id) + 1);
    // As `Replay` names what it teaches.
    if (question.vector !== null) this.#vectors.set(`${question.id}/${id}`, question.vector);
    // Labels carry no words: their names would give the answer away.
    return { ...stands, title: '', text: '', links: [] };
  }
}
