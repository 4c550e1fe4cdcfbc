import { describe, expect, it } from 'vitest';
import { nameTopics } from './name-topics.ts';
import { Topics } from './topics.ts';

describe('names', () => {
  const texts: Record<string, readonly string[]> = {
    t1: ['card not working', 'my card is broken'],
    t2: ['transfer not arrived', 'where is my transfer'],
    t3: ['card arrived late'],
  };
  const topics = new Topics(16);
  for (const [id, own] of Object.entries(texts)) {
    for (const [i, text] of own.entries()) {
      const place = { id: `${id}-${i}`, question_id: `question-${id}-${i}`, resolution_id: id };
      topics.add({ ...place, vector: null, words: text.split(' '), account: null, at_ms: 0 });
    }
  }
  const names = nameTopics(topics);

  it('weighs terms by class-based TF-IDF, as numpy does', () => {
    const golden: [topic: string, term: string, weight: number][] = [
      ['topic-t1-0', 'card', 0.2400602637],
      ['topic-t1-0', 'card not', 0.1972603012],
      ['topic-t2-0', 'transfer', 0.293931432],
      ['topic-t2-0', 'not arrived', 0.1972603012],
      ['topic-t3-0', 'card arrived', 0.4734247228],
      ['topic-t3-0', 'arrived', 0.3527177185],
      ['topic-t3-0', 'card', 0.2880723165],
    ];
    for (const [topic, term, weight] of golden) {
      expect(names.get(topic)?.weights.get(term)).toBeCloseTo(weight, 9);
    }
  });

  it('says each word once, three terms at most, and shows the question in the middle', () => {
    for (const { terms } of names.values()) {
      expect(terms.length).toBeGreaterThan(0);
      expect(terms.length).toBeLessThanOrEqual(3);
    }
    expect(names.get('topic-t3-0')?.terms).toEqual(['arrived late', 'card arrived']);
    expect(names.get('topic-t3-0')?.medoid_question_id).toBe('question-t3-0');
  });
});
