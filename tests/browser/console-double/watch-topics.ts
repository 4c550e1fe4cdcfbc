/** Topics of the double with their figures: a desk of three months, the same at every start. */
import type { Topic, TopicFigures } from '@understudy/contract';
import { makeShare } from './figure-days.ts';
import { dayBefore } from './watch-days.ts';

/** Name, conversations, share answered alone, minutes a hand-off costs, share wrong, place on the map. */
type Row = readonly [string, number, number, number, number | null, number, number];
const ROWS: readonly Row[] = [
  ['invoice address, old address, change invoice', 412, 0.71, 6, 0.021, -0.72, 0.42],
  ['blank page, calendar', 268, 0.12, 14, null, 0.38, 0.71],
  ['export, csv, 10 000 rows', 233, 0.44, 11, 0.034, 0.61, -0.12],
  ['password reset, mail never arrives', 371, 0.83, 4, 0.012, -0.31, -0.66],
  ['change plan, credit, middle of the month', 187, 0.38, 9, 0.058, -0.62, 0.66],
  ['webhook, called twice, duplicate', 96, 0.21, 22, null, 0.72, -0.41],
  ['vat id, reverse charge, invoice', 154, 0.57, 7, 0.03, -0.83, 0.28],
  ['invite colleague, seat, limit', 204, 0.76, 3, 0.008, -0.12, 0.31],
  ['two-factor, lost phone, locked out', 141, 0.04, 12, null, -0.18, -0.82],
  ['api key, unauthorized, 401', 118, 0.49, 13, 0.041, 0.83, -0.24],
  ['refund, charged twice', 132, 0, 15, null, -0.52, 0.84],
  ['import contacts, column, mapping', 88, 0.61, 10, 0.027, 0.44, -0.31],
  ['dark mode, theme', 41, 0.9, 2, 0, 0.08, -0.08],
  ['slow dashboard, loading', 79, 0.08, 18, null, 0.52, 0.22],
  ['delete account, data, gdpr', 63, 0, 17, null, -0.34, 0.08],
  ['single sign-on, saml, certificate', 57, 0.16, 26, null, -0.02, -0.58],
  ['mobile app, crash, update', 109, 0.27, 12, 0.071, 0.24, 0.52],
  ['language, german, translation', 36, 0.81, 3, 0.02, 0.14, 0.02],
  ['payment failed, card declined', 171, 0.52, 8, 0.019, -0.42, 0.53],
  ['calendar, time zone, wrong hour', 92, 0.66, 6, 0.016, 0.31, 0.84],
  ['attachment, too large, upload', 74, 0.7, 5, 0.022, 0.21, -0.37],
  ['notification, e-mail, too many', 83, 0.79, 3, 0.01, -0.08, -0.28],
  ['audit log, who changed', 29, 0.34, 9, null, 0.12, -0.74],
  ['sandbox, test data, reset', 22, 0.5, 8, null, 0.9, 0.08],
];

export function makeTopicFigures(): TopicFigures[] {
  return ROWS.map(([name, conversations, alone, minutes, wrong, x, y], at): TopicFigures => {
    const answered = Math.round(conversations * alone);
    const isDeclining = at === 4;
    return {
      id: `topic-exm_${at + 1}`,
      name,
      x,
      y,
      conversations,
      trend: Array.from({ length: 13 }, (_, week) =>
        trendOf({ at, week, conversations, alone, isDeclining }),
      ),
      shares: [
        makeShare('answered-alone', 'conversations', answered, conversations),
        makeShare('confirmed', 'answered-alone', Math.round(answered * 0.46), answered),
        makeShare('assumed', 'answered-alone', Math.round(answered * 0.41), answered),
        makeShare('durable', 'answered-alone', Math.round(answered * 0.38), answered),
        makeShare('reopened', 'answered-alone', Math.round(answered * 0.06), answered),
        makeShare('handed-off', 'conversations', conversations - answered, conversations),
      ],
      risk:
        wrong === null ? null : { value: wrong, low: wrong / 3, high: wrong * 1.8 + 0.012, confidence: 0.9 },
      resolutions: at === 1 ? 0 : 1 + (at % 4),
      waiting_lessons: [2, 5, 1, 0, 3, 4][at] ?? (at % 5 === 0 ? 1 : 0),
      minutes: (conversations - answered) * minutes,
      gap: Math.round((conversations - answered) * 0.7),
      decline: isDeclining
        ? {
            since: dayBefore(23),
            before: 0.62,
            after: 0.24,
            probability: 0.93,
            consistent_with: ['release 4.12 of 5 November', 'route /billing/plans', 'plan team'],
          }
        : null,
    };
  });
}

interface Week {
  readonly at: number;
  readonly week: number;
  readonly conversations: number;
  readonly alone: number;
  readonly isDeclining: boolean;
}

function trendOf({ at, week, conversations, alone, isDeclining }: Week): TopicFigures['trend'][number] {
  const growth = at === 1 ? 0.2 + week * 0.13 : 1;
  const wave = 1 + 0.22 * Math.sin(week * 1.3 + at);
  const count = Math.round((conversations / 13) * growth * wave);
  const share = isDeclining && week > 9 ? alone * 0.45 : Math.min(1, alone * (0.6 + week * 0.04));
  return { day: dayBefore(7 * (12 - week)), conversations: count, alone: Math.round(count * share) };
}

/** What is known of a topic beside its figures. */
export const topicOfFigures = ({ id, name, conversations, resolutions }: TopicFigures): Topic => ({
  id,
  name,
  question: `A question about ${name}`,
  tickets: conversations,
  accounts: Math.ceil(conversations * 0.6),
  provisional: false,
  resolutions: Array.from({ length: resolutions }, (_, at) => ({
    id: `res_00000${at + 1}`,
    title: `An answer about ${name}`,
  })),
  first_at: '2026-01-05T09:00:00Z',
  last_at: '2026-11-20T09:00:00Z',
});
