/** How long the double keeps what: a desk that lets go of one kind, and a night that took some of it. */
import type { Result, RetentionCounts } from '@understudy/contract';

export const KEEPS_NOTHING: RetentionCounts = {
  conversations: 0,
  imported: 0,
  details: 0,
  page_contexts: 0,
  attachments: 0,
  captured_lessons: 0,
  access_entries: 0,
  sign_ins: 0,
  alarms: 0,
  caches: 0,
};

export function makeRetention(): Result<'getRetention'> {
  const forEver = {
    conversations: null,
    imported: null,
    page_contexts: null,
    attachments: null,
    captured_lessons: null,
    access_entries: null,
    sign_ins: null,
    alarms: null,
    caches: null,
  };
  return {
    policy: { ...forEver, details: 90 },
    next_run: '2026-11-23T03:00:00.000Z',
    last_run: {
      at: '2026-11-22T03:00:00.000Z',
      finished_at: '2026-11-22T03:00:02.000Z',
      gone: { ...KEEPS_NOTHING, details: 12 },
      goes_on: false,
    },
  };
}
