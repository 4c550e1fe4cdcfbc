import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bodyOf } from './event-body.ts';

const AT = new Date('2026-03-01T10:00:00Z');

it('says what happened, when, and to what', () => {
  expect(bodyOf('alarm.raised', { id: 'alm_1', title: 'T' }, AT)).toBe(
    '{"type":"alarm.raised","timestamp":"2026-03-01T10:00:00.000Z","data":{"id":"alm_1","title":"T"}}',
  );
});

it('stays below 20 KB, whatever it is about, and keeps the ids', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60_000 });
  fc.assert(
    fc.property(fc.dictionary(fc.string(), text, { maxKeys: 40 }), fc.array(text), (data, list) => {
      const body = bodyOf('x', { ...data, id: 'alm_1', list }, AT);
      expect(Buffer.byteLength(body)).toBeLessThan(20_000);
      expect(JSON.parse(body)).toMatchObject({ type: 'x', data: { id: 'alm_1' } });
    }),
    { numRuns: 60 },
  );
});
