/**
 * What is to be forgotten is hidden from answers at once, while the exact model is folded elsewhere.
 *
 * In place: hidden exemplars come up no more and count for nothing, a resolution has the texts that are left or is gone,
 * and one whose retirement is hidden comes up again with the exemplars that it had.
 * As they were stay the rarity of words, the linear head, the ranker's episodes, the fit, certificates and insights: they
 * moved by what is hidden, and only a fold without it can tell how far. So the model is no fold of its events any more.
 * Cost: O(facts), and O(exemplars · d) of the resolutions that lose or regain some; a tenth of a second at 100,000 exemplars.
 */
import type { Resolution } from './domain.ts';
import { type ModelFacts, saysTheSame } from './facts.ts';
import { indexed } from './prepare-question.ts';
import type { ExemplarMemory } from './retrieve/exemplar-memory.ts';

export interface HiddenFrom {
  readonly facts: ModelFacts;
  readonly memory: ExemplarMemory;
  readonly resolutions: Map<string, Resolution>;
}

/** `forgotten`: all positions that are hidden so far. */
export function hideEvents(model: HiddenFrom, forgotten: ReadonlySet<number>): void {
  const { facts, memory, resolutions } = model;
  const changed = hideExemplars(model, forgotten);
  for (const id of bringBack(model, forgotten)) changed.add(id);
  for (const { seq, resolution } of facts.resolutions) if (forgotten.has(seq)) changed.add(resolution.id);
  for (const [id, texts] of textsLeft(facts, changed, forgotten)) {
    const last = texts.at(-1);
    const exemplars = memory.entry(id)?.slots.length ?? 0;
    if (last === undefined) resolutions.delete(id);
    else resolutions.set(id, last);
    if (last === undefined && exemplars === 0) memory.retire(id);
    else memory.reword(id, texts.map(worded));
  }
}

/** Answers whose they were. */
function hideExemplars({ facts, memory }: HiddenFrom, forgotten: ReadonlySet<number>): Set<string> {
  const { exemplars } = facts;
  const slots = new Set<number>();
  const owners = new Set<string>();
  for (const [slot, { seq, resolution_id }] of exemplars.entries()) {
    if (!forgotten.has(seq)) continue;
    slots.add(slot);
    owners.add(resolution_id);
  }
  memory.hide(slots, keptIn(exemplars));
  return owners;
}

/** Resolutions of which a retirement is hidden, with the exemplars that they have without it. */
function bringBack({ facts, memory }: HiddenFrom, forgotten: ReadonlySet<number>): Iterable<string> {
  const slotsOf = new Map<string, number[]>();
  for (const { seq, resolution_id } of facts.retired) if (forgotten.has(seq)) slotsOf.set(resolution_id, []);
  if (slotsOf.size === 0) return [];
  const retiredAt = lastRetirements(facts, forgotten);
  for (const [slot, { seq, resolution_id }] of facts.exemplars.entries())
    if (!forgotten.has(seq) && seq > (retiredAt.get(resolution_id) ?? 0))
      slotsOf.get(resolution_id)?.push(slot);
  for (const [id, slots] of slotsOf) memory.bringBack(id, slots, keptIn(facts.exemplars));
  return slotsOf.keys();
}

/** Those that stand, by resolution. */
function lastRetirements({ retired }: ModelFacts, forgotten: ReadonlySet<number>): Map<string, number> {
  return new Map(
    retired.flatMap(({ seq, resolution_id }) => (forgotten.has(seq) ? [] : [[resolution_id, seq] as const])),
  );
}

const keptIn = (exemplars: ModelFacts['exemplars']) => (slot: number) => {
  const { question, vector } = exemplars[slot];
  return { vector, context: question.context, account: question.account, at_ms: question.at_ms };
};

/** Texts that stand, oldest first, each once; none where the resolution was retired since. */
function textsLeft(
  facts: ModelFacts,
  ids: ReadonlySet<string>,
  forgotten: ReadonlySet<number>,
): Map<string, Resolution[]> {
  const retiredAt = lastRetirements(facts, forgotten);
  const left = new Map<string, Resolution[]>([...ids].map((id) => [id, []]));
  for (const { seq, resolution } of facts.resolutions) {
    const texts = left.get(resolution.id);
    if (texts === undefined || forgotten.has(seq) || seq < (retiredAt.get(resolution.id) ?? 0)) continue;
    const before = texts.at(-1);
    // What only has another stage takes the place of the same text.
    if (before !== undefined && saysTheSame(before, resolution)) texts.pop();
    texts.push(resolution);
  }
  return left;
}

function worded({ title, text }: Resolution) {
  return { title: indexed(title), text: text === '' ? null : indexed(text) };
}
