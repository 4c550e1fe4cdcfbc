import { describe, expect, it } from 'vitest';
import { type FoundBurst, type KnownIncident, QUIET_DAYS_TO_CLOSE, sortBursts } from './incidents.ts';

const burst = (key: string, conversations: readonly string[], alone = true): FoundBurst => ({
  key,
  conversations,
  alone,
  kind: 'term',
  days: 1,
  count: conversations.length,
  accounts: conversations.length,
  expected: 0.1,
  p: 1e-9,
  by_day: [],
});
const incident = (more: Partial<KnownIncident>): KnownIncident => ({
  id: 'inc_1',
  state: 'open',
  keys: ['cox'],
  conversations: new Set(['a', 'b', 'c', 'd', 'e', 'f']),
  quiet_days: 1,
  ...more,
});
const nothing = { joins: [], opens: [], watch: [], close: [] };

describe('incidents', () => {
  it('are opened once for all bursts of the same conversations, and only by one that stands alone', () => {
    const all = ['a', 'b', 'c', 'd', 'e'];
    const cox = burst('cox', all);
    const yahoo = burst('to yahoo', ['c', 'd', 'e', 'x', 'y'], false);
    const other = burst('lamp', ['l', 'm', 'n', 'o', 'p'], false);
    expect(sortBursts([cox, yahoo, other], [])).toEqual({ ...nothing, opens: [[cox, yahoo]] });
  });

  it('are joined by key or by conversations, and nobody is told again', () => {
    const same = burst('cox', ['v', 'w', 'x', 'y', 'z']);
    const near = burst('yahoo', ['e', 'f', 'x']);
    const far = burst('lamp', ['f', 'g', 'h', 'i']);
    expect(sortBursts([same, near, far], [incident({})])).toEqual({
      ...nothing,
      joins: [{ id: 'inc_1', bursts: [same, near] }],
      opens: [[far]],
    });
  });

  it('take in what shares the conversations of today only, in whatever order it comes', () => {
    const again = burst('cox again', ['v', 'w', 'x', 'y', 'z']);
    const same = burst('cox', ['v', 'w', 'x', 'y', 'z']);
    const { joins, opens } = sortBursts([again, same], [incident({ state: 'closed' })]);
    expect(opens).toEqual([]);
    expect(joins).toEqual([{ id: 'inc_1', bursts: [same, again] }]);
  });

  it('are watched when nothing joins them, and close after a week', () => {
    expect(sortBursts([], [incident({ quiet_days: 1 })])).toEqual({ ...nothing, watch: ['inc_1'] });
    expect(sortBursts([], [incident({ state: 'watching', quiet_days: QUIET_DAYS_TO_CLOSE })])).toEqual({
      ...nothing,
      close: ['inc_1'],
    });
  });

  it('stay quiet where a person closed them, until it is over; and four weeks where it was none', () => {
    const same = [burst('cox', ['v', 'w', 'x', 'y', 'z'])];
    const told = (more: Partial<KnownIncident>) => sortBursts(same, [incident(more)]).opens.length;
    expect(told({ state: 'closed', quiet_days: 1 })).toBe(0);
    expect(told({ state: 'closed', quiet_days: QUIET_DAYS_TO_CLOSE })).toBe(1);
    expect(told({ state: 'not-one', quiet_days: 20 })).toBe(0);
    expect(told({ state: 'not-one', quiet_days: 28 })).toBe(1);
    expect(sortBursts([], [incident({ state: 'not-one', quiet_days: 40 })])).toEqual(nothing);
  });
});
