/**
 * The model as if the events at these positions had never been: a fold of all others, in their order.
 *
 * Fits start from nothing, so only the last one has to be made again, and those that looked for an unlock or a map.
 * Cost: that of learning all that is left. Throws `out-of-order` where `seq` is no later position.
 */
import { eventsOf } from './facts.ts';
import { Model } from './model.ts';

export function foldWithout(model: Model, forgotten: ReadonlySet<number>, seq: number): Model {
  model.requireNext(seq);
  const left = eventsOf(model.facts).filter((event) => !forgotten.has(event.seq));
  const lastRefit = left.findLast((event) => event.kind === 'model-refitted');
  const fresh = new Model(model.config);
  for (const event of left) {
    const isPassing = event.kind === 'model-refitted' && event !== lastRefit && !fresh.isRefitDue;
    if (isPassing) fresh.facts.refits.push({ seq: event.seq });
    else fresh.apply(event);
  }
  fresh.facts.version = seq;
  return fresh;
}
