/** Times that come in and are kept. */
import { z } from 'zod';

const EARLIEST_MS = Date.parse('0001-01-01T00:00:00Z');
const LATEST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** Also in UTC of a year with four digits: another one is written in a way that no database reads. */
export const keptTime = z.iso.datetime({ offset: true }).refine((text) => {
  const at_ms = Date.parse(text);
  return at_ms >= EARLIEST_MS && at_ms <= LATEST_MS;
}, 'expected a time in the years 1 to 9999');
