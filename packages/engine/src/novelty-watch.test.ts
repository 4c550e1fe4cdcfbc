import { describe, expect, it } from 'vitest';
import type { Evidence } from './domain.ts';
import type { StoredEpisode } from './facts.ts';
import { NoveltyWatch } from './novelty-watch.ts';

function evidence(resolution_id: string, close: number, more: Partial<Evidence> = {}): Evidence {
  const lexical = { lexical_max: close, lexical_top5: close, lexical_mean: close, lexical_vote: 0 };
  const dense = { dense_max: close, dense_top5: close, dense_mean: close, dense_vote: 0 };
  const lead = { lead_max: 0, lead_vote: 0, title: 0, title_lead: 0, text: 0 };
  const rest = { head: 0, adapted: 0, context: 0, recent: 0, exemplars: 5, nearest_exemplar_id: null };
  return { resolution_id, ...lexical, ...dense, ...lead, ...rest, ...more };
}

const episodes = (strange: readonly number[]): StoredEpisode[] =>
  strange.map((strangeness) => ({ rows: new Float32Array(0), right: [0], weight: 1, strangeness }));

const asked = (text: string) => ({ text, context: [] });

function taught(known: readonly StoredEpisode[] = []): NoveltyWatch {
  const watch = new NoveltyWatch(known);
  watch.add('near', asked('my card is blocked'));
  watch.add('far', asked('where is my refund'));
  return watch;
}

const NEAR = evidence('near', 0.6);
const FAR = evidence('far', 0.3);

describe('novelty', () => {
  it('judges strangeness by what is closest, whatever the order', () => {
    const watch = taught();
    const question = asked('card blocked');
    expect(watch.strangenessOf(question, [FAR, NEAR])).toBe(watch.strangenessOf(question, [NEAR, FAR]));
    // Its terms are those of the closest, so a question in the other's words is stranger.
    expect(watch.strangenessOf(asked('where refund'), [NEAR, FAR])).toBeGreaterThan(
      watch.strangenessOf(question, [NEAR, FAR]) + 1,
    );
    const [a, b] = [evidence('near', 0.5), evidence('far', 0.5)];
    expect(watch.strangenessOf(question, [a, b])).toBe(watch.strangenessOf(question, [b, a]));
    // Of the two, `far` comes first by id, and was never asked with these words.
    expect(watch.strangenessOf(question, [a, b])).toBeGreaterThan(
      watch.strangenessOf(asked('where refund'), [a, b]),
    );
  });

  it('is stranger where the ranker’s prior hesitates', () => {
    const sure = [NEAR, FAR];
    const unsure = [NEAR, { ...FAR, head: 4, title: 1 }];
    const watch = taught();
    expect(watch.strangenessOf(asked('card'), unsure)).toBeGreaterThan(
      watch.strangenessOf(asked('card'), sure),
    );
  });

  it('says what the first resolution was never asked with', () => {
    expect(taught().look(asked('card blocked'), [NEAR, FAR]).uncovered_terms).toBe(0);
    expect(taught().look(asked('card blocked'), [FAR, NEAR]).uncovered_terms).toBe(1);
    expect(taught().look(asked('card blocked'), [])).toMatchObject({ uncovered_terms: 1, strangeness: 13.5 });
  });

  it('takes its place among the latest known questions, from a hundred on', () => {
    const ask = (known: readonly number[]) =>
      taught(episodes(known)).look(asked('card blocked'), [NEAR, FAR]).p;
    const of = (count: number, value: number) => Array.from({ length: count }, () => value);
    expect(ask(of(99, -50))).toBe(1);
    expect(ask(of(100, -50))).toBe(1 / 101);
    expect(ask(of(100, 50))).toBe(1);
    // Only the latest thousand count.
    expect(ask([...of(500, 50), ...of(1_000, -50)])).toBe(1 / 1_001);
    expect(ask([...of(500, -50), 50, ...of(999, -50)])).toBe(2 / 1_001);
  });

  it('hears of the known ones that were added since', () => {
    const known = episodes(Array.from({ length: 100 }, () => -50));
    const watch = taught(known);
    expect(watch.look(asked('card blocked'), [NEAR]).p).toBe(1 / 101);
    known.push(...episodes([50]));
    expect(watch.look(asked('card blocked'), [NEAR]).p).toBe(2 / 102);
  });
});
