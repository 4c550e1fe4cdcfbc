/**
 * node-nlp as a baseline: the classifier that a JavaScript team would pick, trained again every 30 days.
 *
 * It learns from the newest `max_examples` texts of the `max_labels` commonest labels, each text cut at 1,000
 * characters, in at most `max_epochs` passes: training cost grows with labels × examples × passes, and without
 * bounds a desk of some years would train for hours. Nothing touches the disk or the network.
 *
 * @example
 * const baseline = new NodeNlpBaseline();
 * await baseline.train([{ text: 'reset my password', label: 'password' }, { text: 'send an invoice', label: 'invoice' }]);
 * (await baseline.predict('I forgot my password'))[0]?.label; // => 'password'
 */
import type { LabelledText, RankedLabel, TrainableBaseline } from '@understudy/engine';
import nodeNlp from 'node-nlp';

const LOCALE = 'en';
const MAX_TEXT = 1_000;
const MAX_RANKED = 10;
export const LIMITS = { max_examples: 4_000, max_labels: 400, max_epochs: 150 } as const;

type Limits = { readonly [key in keyof typeof LIMITS]: number };

export class NodeNlpBaseline implements TrainableBaseline {
  readonly name = 'node_nlp_30d';
  readonly #limits: Limits;
  #manager: InstanceType<typeof nodeNlp.NlpManager> | null = null;

  constructor(limits: Limits = LIMITS) {
    this.#limits = limits;
  }

  async train(examples: readonly LabelledText[]): Promise<void> {
    const chosen = withinLimits(examples, this.#limits);
    this.#manager = null;
    // One label alone teaches nothing, and node-nlp throws on it.
    if (new Set(chosen.map((example) => example.label)).size < 2) return;
    const manager = new nodeNlp.NlpManager({
      languages: [LOCALE],
      autoSave: false,
      autoLoad: false,
      forceNER: false,
      calculateSentiment: false,
      nlu: { log: false, useNoneFeature: false, iterations: this.#limits.max_epochs },
    });
    for (const { text, label } of chosen) manager.addDocument(LOCALE, text.slice(0, MAX_TEXT), label);
    await manager.train();
    this.#manager = manager;
  }

  async predict(text: string): Promise<readonly RankedLabel[]> {
    if (this.#manager === null) return [];
    const { classifications } = await this.#manager.nlp.classify(LOCALE, text.slice(0, MAX_TEXT));
    return classifications
      .filter((each) => each.intent !== 'None')
      .slice(0, MAX_RANKED)
      .map((each) => ({ label: each.intent, confidence: Math.min(1, Math.max(0, each.score)) }));
  }
}

/** The newest examples (the last ones) of the commonest labels; ties go to the label seen later. */
export function withinLimits(examples: readonly LabelledText[], limits: Limits): readonly LabelledText[] {
  const counts = new Map<string, number>();
  for (const { label } of examples.toReversed()) counts.set(label, (counts.get(label) ?? 0) + 1);
  const commonest = [...counts].toSorted((a, b) => b[1] - a[1]).slice(0, limits.max_labels);
  const kept = new Set(commonest.map(([label]) => label));
  return examples.filter((example) => kept.has(example.label)).slice(-limits.max_examples);
}
