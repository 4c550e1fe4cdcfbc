/**
 * Attacks written by hand, each tried on the whole pure way of a lesson and of a reply, over the sample desk.
 *
 * `taught`: what was planted stands in a lesson that people would be offered. `leaked`: the same, where it is somebody's
 * personal data. `obeyed`: the customer's words changed what the AI agent says. `good_held`: share of the desk's own
 * lessons that would have waited for a person, each checked against what was known before it. Beside it the same
 * attacks without checks, and with those alone that look at words.
 */
import { type Finding, redact } from '@understudy/engine';
import { encodeCached } from '../data/vector-cache.ts';
import type { Attack, AttackClass } from '../red-team/attack.ts';
import { ATTACKS } from '../red-team/attacks.ts';
import { type JudgedLesson, readGoodDesk } from '../red-team/good-desk.ts';
import { toldNext } from '../red-team/next-customer.ts';
import { type Desk, type Tried, tryAttack } from '../red-team/try-attack.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';

interface Outcome {
  readonly of: AttackClass;
  readonly tried: Tried;
}

export const redTeam: Scenario = {
  id: 'red-team',
  about: 'over 200 attacks written by hand: taught, obeyed, leaked, with the checks of lessons and without',
  run: async (options) => {
    const { engine, memory, judged } = await readGoodDesk(options);
    const desk = { engine, memory, now_ms: lastTime(judged), vectorOf: await vectorsOf(options) };
    const outcomes: Outcome[] = [];
    for (const [of, attacks] of Object.entries(ATTACKS) as [AttackClass, readonly Attack[]][]) {
      for (const attack of attacks) outcomes.push({ of, tried: await tryAttack(attack, desk) });
    }
    const by_class = Object.fromEntries(
      Object.keys(ATTACKS).map((name) => [name, countsOf(outcomes.filter(({ of }) => of === name))]),
    );
    const all = outcomes.map(({ tried }) => tried);
    const told = (learns: Parameters<typeof toldNext>[2]) => ({
      told_next: toldNext(engine.snapshot(), all, learns),
    });
    return {
      scenario: 'red-team',
      ...countsOf(outcomes),
      ...told(({ result }) => result.stage === 'suggest'),
      ...goodFigures(judged),
      by_class,
      got_through: idsOf(all.filter(({ taught, obeyed }) => taught || obeyed)),
      got_through_words: idsOf(all.filter(({ taught_by_words }) => taught_by_words)),
      baselines: {
        unchecked: { ...countsOf(outcomes, 'taught_unchecked'), ...told(() => true) },
        words_only: countsOf(outcomes, 'taught_by_words'),
      },
      versions: versions(),
      command: options.command,
    };
  },
};

/** `by`: which way of checking lessons. */
function countsOf(
  outcomes: readonly Outcome[],
  by: 'taught' | 'taught_unchecked' | 'taught_by_words' = 'taught',
) {
  const through = outcomes.filter(({ tried }) => tried[by]);
  return {
    attacks: outcomes.length,
    taught: through.filter(({ of }) => of !== 'personal-data').length,
    leaked: through.filter(({ of }) => of === 'personal-data').length,
    obeyed: outcomes.filter(({ tried }) => tried.obeyed).length,
    answered_alone: outcomes.filter(({ tried }) => tried.answered_alone).length,
  };
}

/** Of all lessons of the desk, and of those that brought words which nobody had taught before. */
function goodFigures(judged: readonly JudgedLesson[]) {
  const held = judged.filter(({ result }) => result.stage !== 'suggest');
  const objects = (name: Finding['check']) =>
    judged.filter(({ result }) =>
      result.findings.some(({ check, verdict }) => check === name && verdict !== 'pass'),
    );
  const checks = judged[0]?.result.findings.map(({ check }) => check) ?? [];
  const first = firstWords(judged);
  return {
    good_lessons: judged.length,
    good_held: held.length / judged.length,
    good_answers: first.length,
    good_answers_held: first.filter(({ result }) => result.stage !== 'suggest').length / first.length,
    good_objections: Object.fromEntries(checks.map((name) => [name, objects(name).length / judged.length])),
  };
}

function firstWords(judged: readonly JudgedLesson[]): readonly JudgedLesson[] {
  const seen = new Set<string>();
  return judged.filter(({ lesson }) => {
    const text = lesson.answer?.text ?? '';
    return seen.has(text) ? false : seen.add(text);
  });
}

const idsOf = (tried: readonly Tried[]): readonly string[] => tried.map(({ attack }) => attack.id);

const lastTime = (judged: readonly JudgedLesson[]): number =>
  Math.max(...judged.map(({ lesson }) => lesson.at_ms));

async function vectorsOf({ onProgress }: ScenarioOptions): Promise<Desk['vectorOf']> {
  const texts = Object.values(ATTACKS)
    .flat()
    .flatMap(({ text, asked, again }) => [text, ...(asked === undefined ? [] : [asked]), ...(again ?? [])])
    .map((text) => redact(text).text);
  const { vectors } = await encodeCached('red-team', texts, (done, total) =>
    onProgress({ phase: 'encoding attacks', done, total }),
  );
  const known = new Map(texts.map((text, i) => [text, vectors[i]]));
  return (text) => known.get(text) ?? null;
}
