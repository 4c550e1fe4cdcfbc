/** What a lead sets of the widget: how it looks, what it says, when somebody is there. */
import { z } from 'zod';
import { pageSettings } from './page-settings.ts';

export const widgetLanguage = z.enum(['auto', 'en', 'de', 'ar']);
export type WidgetLanguage = z.infer<typeof widgetLanguage>;

const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'expected a time such as 09:30');

/** Within one day; a shift over midnight is two of them, until 24:00 and from 00:00. */
export const openInterval = z
  .object({
    /** 1 Monday to 7 Sunday. */
    day: z.number().int().min(1).max(7),
    from: clock,
    to: clock,
  })
  .refine(({ from, to }) => from < to, 'expected an end after the beginning');
export type OpenInterval = z.infer<typeof openInterval>;

export const officeHours = z.object({
  /** Such as Europe/Berlin. */
  time_zone: z.string().max(60).refine(isTimeZone, 'expected a time zone such as Europe/Berlin'),
  weekly: z.array(openInterval).min(1).max(28),
});
export type OfficeHours = z.infer<typeof officeHours>;

export const widgetSettings = z.object({
  greeting: z.string().max(500),
  color: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  position: z.enum(['left', 'right']),
  /** Origins that may embed the widget; empty means any. */
  origins: z.array(z.url()).max(100),
  reply_expectation: z.string().max(200),
  /** `auto`: as the page or the browser says. */
  language: widgetLanguage,
  /** When somebody is there; null: not told. */
  hours: officeHours.nullable(),
  /** Asked with one click. */
  suggested_questions: z.array(z.string().trim().min(1).max(120)).max(6),
  page: pageSettings,
});

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
