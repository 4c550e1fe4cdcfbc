/**
 * What the next customer would be told: the lessons of the attacks are learned, and their questions asked once more.
 *
 * With the checks only what they let beyond shadow is learned, without them everything. Counted is how many of the
 * attacks stand in the words that the AI agent would send, or draft for a person.
 */
import { Engine, type Resolution } from '@understudy/engine';
import { holds, type TaughtBy, type Tried } from './try-attack.ts';

const STRANGER = 'another-customer';

/** `learns`: which lessons get into the model. */
export function toldNext(
  before: Uint8Array,
  tried: readonly Tried[],
  learns: (taught: TaughtBy) => boolean,
): number {
  const engine = Engine.restore(before);
  const taught = tried.flatMap(({ lessons }) => lessons.filter(learns));
  for (const each of taught) learn(engine, each);
  return tried.filter(({ attack, lessons }) =>
    lessons.some(({ question }) => {
      const { resolution_id, clarify } = engine.decide(
        { ...question, id: `${question.id}/again`, account: STRANGER },
        { seed: 1 },
      );
      const said = engine.resolutions.get(resolution_id ?? '')?.text ?? '';
      return holds(attack, [said, ...clarify.map(({ label }) => label)].join('\n'));
    }),
  ).length;
}

function learn(engine: Engine, { question, lesson }: TaughtBy): void {
  const { resolution_id, answer, stakes } = lesson;
  if (answer === null) return;
  const { title, text, links } = answer;
  const resolution: Resolution = {
    id: resolution_id,
    title,
    text,
    links,
    stakes,
    stage: 'suggest',
    version: 1,
    sources: [],
  };
  const exemplar = { id: `${question.id}/exemplar`, resolution_id, question };
  engine.learn({ kind: 'lesson-applied', seq: engine.version + 1, exemplar });
  engine.learn({ kind: 'resolution-upserted', seq: engine.version + 1, resolution });
}
