import { describe, expect, it } from 'vitest';
import { Labels } from './star-labels.ts';
import { PathWriter } from './star-path.ts';

const withIds = (...ids: readonly string[]) => new Labels(ids.map((id) => ({ id })));

function answered(labels: Labels, question: string, answer: string): string[] {
  const path = new PathWriter(labels);
  path.reply(question, 'ask');
  path.customer(answer);
  path.reply('Next.', 'next');
  return path.steps.filter((step) => step.startsWith('?'));
}

describe('what was observed', () => {
  const both = withIds('ask', 'next', 'yes', 'no');

  it('is a yes or a no only where something was asked, and the first of them', () => {
    expect(answered(both, 'Shall I book it?', 'Sure')).toEqual(['?yes']);
    expect(answered(both, 'Shall I book it?', 'No, but thanks, that was great')).toEqual(['?no']);
    expect(answered(both, 'Shall I book it?', 'Yes, why not')).toEqual(['?yes']);
    expect(answered(both, 'It is booked.', 'Great!')).toEqual(['?said']);
    expect(answered(both, 'Shall I book it?', 'Tuesday')).toEqual(['?said']);
  });

  it('is what the workflow has a node for', () => {
    expect(answered(withIds('ask', 'next', 'done'), 'Another one?', 'No')).toEqual(['?done']);
    expect(answered(withIds('ask', 'next'), 'Another one?', 'No')).toEqual(['?said']);
    const forgetful = withIds('ask', 'next', 'info_missing', 'info_missing2');
    expect(answered(forgetful, 'Your PIN?', 'I forgot it')).toEqual(['?info_missing']);
  });
});
