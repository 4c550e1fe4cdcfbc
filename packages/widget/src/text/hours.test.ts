import type { OfficeHours } from '@understudy/contract';
import { describe, expect, it } from 'vitest';
import { availability, tellDay, tellTime } from './hours.ts';

const utc = (text: string) => Date.parse(`${text}:00.000Z`);
const at = (hours: OfficeHours, now: string) => {
  const { is_open, changes_at_ms } = availability(hours, utc(now));
  return [is_open, changes_at_ms === null ? null : new Date(changes_at_ms).toISOString().slice(0, 16)];
};
const weekdays = (from: string, to: string) => [1, 2, 3, 4, 5].map((day) => ({ day, from, to }));
const BERLIN: OfficeHours = { time_zone: 'Europe/Berlin', weekly: weekdays('09:00', '17:00') };

// 2026-11-27 is a Friday. Berlin is one hour ahead of UTC in winter, two in summer.
describe('office hours', () => {
  it('are open from the first minute to before the last', () => {
    expect(at(BERLIN, '2026-11-27T07:59')).toEqual([false, '2026-11-27T08:00']);
    expect(at(BERLIN, '2026-11-27T08:00')).toEqual([true, '2026-11-27T16:00']);
    expect(at(BERLIN, '2026-11-27T15:59')).toEqual([true, '2026-11-27T16:00']);
  });

  it('open again on Monday after Friday', () => {
    expect(at(BERLIN, '2026-11-27T16:00')).toEqual([false, '2026-11-30T08:00']);
  });

  it('move with the clock of the office: the Monday after summer time begins and after it ends', () => {
    expect(at(BERLIN, '2026-03-27T16:00')).toEqual([false, '2026-03-30T07:00']);
    expect(at(BERLIN, '2026-10-23T15:00')).toEqual([false, '2026-10-26T08:00']);
  });

  it('begin later where the clock leaves the hour out, and at the first of two where it is repeated', () => {
    const sunday: OfficeHours = {
      time_zone: 'Europe/Berlin',
      weekly: [{ day: 7, from: '02:30', to: '06:00' }],
    };
    // On 2026-03-29 it is never 2:30: the clock goes from 2:00 to 3:00, at 1:00 UTC.
    expect(at(sunday, '2026-03-29T00:00')).toEqual([false, '2026-03-29T01:30']);
    expect(at(sunday, '2026-03-29T02:00')).toEqual([true, '2026-03-29T04:00']);
    // On 2026-10-25 it is 2:30 twice, at 0:30 and at 1:30 UTC.
    expect(at(sunday, '2026-10-25T00:00')).toEqual([false, '2026-10-25T00:30']);
    expect(at(sunday, '2026-10-25T01:00')).toEqual([true, '2026-10-25T05:00']);
  });

  it('go on over midnight where one ends at 24:00 and the next begins at 00:00', () => {
    const night: OfficeHours = {
      time_zone: 'America/New_York',
      weekly: [
        { day: 5, from: '22:00', to: '24:00' },
        { day: 6, from: '00:00', to: '02:00' },
      ],
    };
    // 22:00 on a Friday in New York is 3:00 UTC on Saturday.
    expect(at(night, '2026-11-28T03:00')).toEqual([true, '2026-11-28T07:00']);
    expect(at(night, '2026-11-28T06:59')).toEqual([true, '2026-11-28T07:00']);
    expect(at(night, '2026-11-28T07:00')).toEqual([false, '2026-12-05T03:00']);
  });

  it('have pauses', () => {
    const lunch: OfficeHours = {
      time_zone: 'UTC',
      weekly: [...weekdays('08:00', '12:00'), ...weekdays('13:00', '17:00')],
    };
    expect(at(lunch, '2026-11-27T12:30')).toEqual([false, '2026-11-27T13:00']);
  });

  it('never change around the clock', () => {
    const always = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' }));
    expect(at({ time_zone: 'Asia/Kolkata', weekly: always }, '2026-11-27T12:30')).toEqual([true, null]);
  });

  it('are right at zones of half hours and on the other side of the date line', () => {
    const nine = (time_zone: string) => ({ time_zone, weekly: weekdays('09:00', '17:00') });
    expect(at(nine('Asia/Kolkata'), '2026-11-27T03:29')).toEqual([false, '2026-11-27T03:30']);
    // It is Saturday in Auckland (UTC+13) already: closed until Monday there, which begins on Sunday, UTC.
    expect(at(nine('Pacific/Auckland'), '2026-11-27T12:00')).toEqual([false, '2026-11-29T20:00']);
  });
});

describe('a time', () => {
  it('is told in the visitor’s zone and language, with the day where it is another', () => {
    const friday = utc('2026-11-27T08:00');
    expect(tellTime(utc('2026-11-27T16:00'), friday, 'de', 'Europe/Berlin')).toBe('17:00');
    expect(tellTime(utc('2026-11-30T08:00'), friday, 'de', 'Europe/Berlin')).toBe('Montag, 09:00');
    // The same Monday morning in Berlin is the evening before in Honolulu.
    expect(tellTime(utc('2026-11-30T08:00'), friday, 'de', 'Pacific/Honolulu')).toBe('Sonntag, 22:00');
  });

  it('that is past is told with its date where it is not today', () => {
    const friday = utc('2026-11-27T08:00');
    expect(tellDay(utc('2026-11-27T06:05'), friday, 'de', 'Europe/Berlin')).toBe('07:05');
    expect(tellDay(utc('2026-11-26T08:00'), friday, 'de', 'Europe/Berlin')).toBe('26.11.2026');
  });
});
