/** Webhooks and their deliveries as people read them. Pure. */
import type { Delivery, Notices, Webhook, WebhookEvent } from '@understudy/contract';
import { ApiError } from '../api/client.ts';
import type { Tone } from '../ui/badge.tsx';

export const EVENT: Readonly<Record<WebhookEvent, string>> = {
  'alarm.raised': 'An alarm is raised',
  'alarm.settled': 'An alarm is settled',
  'incident.opened': 'An incident opens',
  'incident.changed': 'An incident changes',
  'lesson.approved': 'A lesson is approved',
  'lesson.rolled-back': 'A lesson is rolled back',
  'conversation.handed-off': 'A conversation is handed to people',
  'summary.ready': 'The summary is ready',
};
export const EVENTS = Object.keys(EVENT) as WebhookEvent[];

export const EVERY: Readonly<Record<Notices['summary']['every'], string>> = {
  never: 'never',
  day: 'every day',
  week: 'every Monday',
  month: 'every month',
};

export function standingOf({ on, stopped, failures }: Webhook): {
  readonly label: string;
  readonly tone: Tone;
} {
  if (stopped !== null) return { label: 'Stopped', tone: 'bad' };
  if (!on) return { label: 'Off', tone: 'plain' };
  return failures > 0 ? { label: 'Failing', tone: 'warn' } : { label: 'On', tone: 'good' };
}

export const DELIVERY: Readonly<Record<Delivery['state'], { readonly label: string; readonly tone: Tone }>> =
  {
    waiting: { label: 'Waiting', tone: 'warn' },
    delivered: { label: 'Delivered', tone: 'good' },
    failed: { label: 'Failed', tone: 'bad' },
  };

/** One try: `HTTP 200 in 141 ms`, `No answer within 15 s`. */
export const tryWords = ({ status, error, took_ms }: Delivery['tries'][number]): string =>
  status === null
    ? (error ?? 'No answer')
    : `HTTP ${status} in ${took_ms < 1_000 ? `${Math.round(took_ms)} ms` : `${(took_ms / 1_000).toFixed(1)} s`}`;

/** Why an address will not do, before the server is asked; null: it may. */
export function urlProblem(text: string): string | null {
  const url = URL.parse(text.trim());
  if (url === null) return 'That is no address. It reads like https://hooks.example.com/understudy.';
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return `Webhooks go to https:// or http://, not to ${url.protocol}//.`;
  if (url.username !== '' || url.password !== '')
    return 'Leave name and password out of the address: what is sent is signed instead.';
  return null;
}

/** What a refusal says of each part, or in all. */
export function refusalWords(error: Error): string {
  const parts = error instanceof ApiError ? (error.problem?.errors ?? []) : [];
  return parts.length === 0 ? error.message : parts.map(({ message }) => message).join(' ');
}
