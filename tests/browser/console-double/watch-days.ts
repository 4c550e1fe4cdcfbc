import { before } from './fixtures.ts';

const DAY_MIN = 60 * 24;
export const daysBefore = (days: number): string => before(days * DAY_MIN);
export const dayBefore = (days: number): string => daysBefore(days).slice(0, 10);
