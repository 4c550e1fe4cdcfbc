import { describe, expect, it } from 'vitest';
import { Labels } from './star-labels.ts';

const labels = new Labels([
  { id: 'goodbye_1', say: 'Thank you and goodbye.' },
  { id: 'trip_ask_departure_location', say: 'Where are you departing from?' },
  { id: 'inform_results', say: 'I found the {name:s}, located {location:s}.' },
  { id: 'anything_else', say: 'Is there anything else that I can do for you?' },
  { id: 'query' },
  { id: 'done' },
]);

describe('the words of the written workflow', () => {
  it('are found for labels that are written differently, and only then', () => {
    expect(
      ['goodbye_2', 'ask_departure_location', 'query', 'ask_name'].map((label) => labels.step(label)),
    ).toEqual(['goodbye_1', 'trip_ask_departure_location', 'query', 'ask_name']);
  });

  it('are found for a free reply that is like a canned one', () => {
    const like = (text: string, results: readonly string[] = []) => labels.like(text, new Set(results));
    expect(like('Ok, goodbye.')).toBe('goodbye_1');
    expect(like('Can I do anything else for you today?')).toBe('anything_else');
    expect(like('One moment please')).toBeNull();
    // What the API said stands for the slots: without it the two texts have one word in common.
    expect(like('Cactus Club, located North')).toBeNull();
    expect(like('Cactus Club, located North', ['cactus club', 'north'])).toBe('inform_results');
  });
});
