/** A day that somebody asks for or names, UTC. */
import { z } from 'zod';

/** Far from the ends of the calendar: what is reckoned back and forth from it is a day that databases know, too. */
export const askedDay = z.iso
  .date()
  .refine((text) => text >= '1900-01-01' && text < '2200-01-01', 'expected a day from 1900 to 2199');
