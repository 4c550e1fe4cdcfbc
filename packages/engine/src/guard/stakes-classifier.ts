/**
 * A small classifier of high stakes: for each class the log-odds of its texts against harmless ones, summed over what
 * stands in a text: words, pairs of neighbours, pairs with one word between them.
 *
 * It widens the phrases and never narrows them: “I feel dizzy since I take these pills” holds none of them. Its counts
 * are whole numbers of texts, so what was learned can be taken back exactly, in any order. It begins with the built-in
 * phrases and the written examples.
 *
 * Piece w, class c: ln (n_wc + m p_w) / (N_c + m) − ln (n_wh + m p_w) / (N_h + m), with n texts that hold w, N texts, h the
 * harmless ones, p_w the share of all texts that hold w, m = SHRINK. Pieces that no text held say nothing. What the team
 * said of questions adds to n_wc (`told-stakes.ts`), not to N: a word about one text moves no other that shares no piece
 * with it. Cost: O(words); the first question reads the examples, 30 ms.
 * Limits: little is known from 200 sentences, and nothing of negation. Each fifth of the examples left out at a time, it
 * hears 31 % of those of high stakes (the phrases 17 %, both 42 %) and 5 % of the harmless ones; of 4,620 questions to real
 * desks and of public tests 2 %.
 * Source: shrunk naive Bayes, one class against the harmless (McCallum & Nigam 1998).
 */
import type { StakesClass } from '../domain.ts';
import { BUILT_IN_PHRASES } from './built-in-phrases.ts';
import { type FoldedWord, foldWords } from './fold-words.ts';
import { HARMLESS_EXAMPLES } from './harmless-examples.ts';
import { pieces } from './pieces.ts';
import { STAKES_EXAMPLES, type WrittenClass } from './stakes-examples.ts';
import { NOTHING_TOLD, type ToldStakes } from './told-stakes.ts';

const SHRINK = 1;
/** What one piece can say at most, so that none decides alone. */
const MOST_OF_ONE = 2;
/** Log-odds that a text must reach. */
const BAR = 3;
const CLASSES = Object.keys(BUILT_IN_PHRASES) as StakesClass[];

export type Label = StakesClass | 'harmless';

/** Texts of one label, and how many of them hold each piece. */
interface Counts {
  texts: number;
  readonly holding: Map<string, number>;
}

export class StakesClassifier {
  readonly #labels = new Map<Label, Counts>();
  readonly #all: Counts = { texts: 0, holding: new Map() };

  learnOne(words: readonly FoldedWord[], label: Label): void {
    this.#count(words, label, 1);
  }

  /** As if it had never been learned. */
  forgetOne(words: readonly FoldedWord[], label: Label): void {
    this.#count(words, label, -1);
  }

  /** Log-odds of every class that has examples, best first. `told`: what the team said beside them. */
  predictOne(
    words: readonly FoldedWord[],
    told: ToldStakes = NOTHING_TOLD,
  ): { readonly class: StakesClass; readonly log_odds: number }[] {
    const held = pieces(words);
    return CLASSES.flatMap((name) => {
      const own = this.#labels.get(name);
      return own !== undefined && own.texts > 0
        ? [{ class: name, log_odds: this.#logOdds(held, { name, own, told }) }]
        : [];
    }).sort((a, b) => b.log_odds - a.log_odds);
  }

  #count(words: readonly FoldedWord[], label: Label, by: 1 | -1): void {
    const own = this.#labels.get(label) ?? { texts: 0, holding: new Map<string, number>() };
    this.#labels.set(label, own);
    for (const counts of [own, this.#all]) {
      counts.texts += by;
      for (const piece of pieces(words)) counts.holding.set(piece, (counts.holding.get(piece) ?? 0) + by);
    }
  }

  #logOdds(
    held: readonly string[],
    { name, own, told }: { readonly name: StakesClass; readonly own: Counts; readonly told: ToldStakes },
  ): number {
    const harmless = this.#labels.get('harmless');
    const rate = (counts: Counts | undefined, piece: string, more: { share: number; told: number }) =>
      Math.log(
        ((counts?.holding.get(piece) ?? 0) + more.told + SHRINK * more.share) /
          ((counts?.texts ?? 0) + SHRINK),
      );
    return held.reduce((sum, piece) => {
      const known = this.#all.holding.get(piece) ?? 0;
      const toldOwn = told.weightOf(piece, name);
      if (known === 0 && toldOwn === 0) return sum;
      const share = (known === 0 ? toldOwn : known) / this.#all.texts;
      const speaks = rate(own, piece, { share, told: toldOwn });
      const odds = speaks - rate(harmless, piece, { share, told: 0 });
      const toldNone = told.weightOf(piece, null);
      // What is of no class takes from what speaks for one, down to nothing.
      const lowered = speaks - rate(harmless, piece, { share, told: toldNone });
      const left = toldNone > 0 ? Math.max(lowered, Math.min(odds, 0)) : odds;
      return sum + Math.max(-MOST_OF_ONE, Math.min(MOST_OF_ONE, left));
    }, 0);
  }
}

/** The class that the words speak for strongly enough; null for none. */
export function likelyClass(
  words: readonly FoldedWord[],
  {
    classifier = trained(),
    told,
  }: { readonly classifier?: StakesClassifier; readonly told?: ToldStakes } = {},
): StakesClass | null {
  const [best] = classifier.predictOne(words, told);
  return best !== undefined && best.log_odds >= BAR ? best.class : null;
}

let ready: StakesClassifier | null = null;

/** One for all: it knows the written examples only, which never change while the program runs. */
function trained(): StakesClassifier {
  ready ??= trainedOn(STAKES_EXAMPLES, HARMLESS_EXAMPLES);
  return ready;
}

export function trainedOn(
  examples: Readonly<Record<WrittenClass, readonly string[]>>,
  harmless: readonly string[],
): StakesClassifier {
  const classifier = new StakesClassifier();
  const teach = (texts: readonly string[], label: Label) => {
    for (const text of texts) classifier.learnOne(foldWords(text), label);
  };
  for (const name of CLASSES) teach(BUILT_IN_PHRASES[name], name);
  for (const [name, texts] of Object.entries(examples)) teach(texts, name as WrittenClass);
  teach(harmless, 'harmless');
  return classifier;
}
