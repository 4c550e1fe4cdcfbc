import { describe, expect, it } from 'vitest';
import { driftFigures, type IssueStep } from './drift-figures.ts';

const CHANGE = { day: 10, before: 'old', after: 'new' };

/** One ticket a day from `from` on; `o` old sent, `n` new sent, `.` handed to a person, `x` something else sent. */
function steps(letters: string, from: number): IssueStep[] {
  const sent: Record<string, string | null> = { o: 'old', n: 'new', x: 'other', '.': null };
  return letters
    .split('')
    .map((letter, i) => ({ day: from + i, sent: sent[letter], revealed: letter === '.' }));
}

describe('driftFigures', () => {
  it('counts days until the old answer stops, and people’s answers until the new one is sent', () => {
    expect(driftFigures(steps('oo.ooo.o.....n.n', 7), CHANGE)).toEqual({
      alone_before: true,
      delay_days: 4,
      wrong_sent: 4,
      recovery_resolutions: 6,
    });
  });

  it('does not take a short pause for the end', () => {
    expect(driftFigures(steps('o....o.....', 10), CHANGE).delay_days).toBe(5);
    expect(driftFigures(steps('o....', 10), CHANGE).delay_days).toBeNull();
  });

  it('is zero where the old answer was never sent, and says what never came', () => {
    const none = driftFigures(steps('.....x', 10), CHANGE);
    expect(none).toEqual({ alone_before: false, delay_days: 0, wrong_sent: 1, recovery_resolutions: null });
    expect(driftFigures(steps('oooooo', 10), CHANGE).delay_days).toBeNull();
  });
});
