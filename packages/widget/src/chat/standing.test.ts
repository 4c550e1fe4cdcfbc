import { expect, it } from 'vitest';
import { keepStanding } from './standing.ts';

it('takes an answer unless something was heard since the call began', () => {
  const standing = keepStanding();
  standing.ask()('ai');
  expect(standing.status.value).toBe('ai');
  const slow = standing.ask();
  standing.hear('waiting');
  slow('ai');
  expect(standing.status.value).toBe('waiting');
});

it('takes no answer about the conversation that was left', () => {
  const standing = keepStanding();
  const slow = standing.ask();
  standing.hear(null);
  slow('resolved');
  expect(standing.status.value).toBeNull();
});
