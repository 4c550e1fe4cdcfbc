/** What the watch of the double found out: calibration, certificates, drift. */
import type { Drift, Quality } from '@understudy/contract';
import { before } from './fixtures.ts';
import { dayBefore, daysBefore } from './watch-days.ts';

export const BINS = [0.55, 0.65, 0.75, 0.85, 0.93, 0.98].map((predicted, at) => {
  const right = predicted + [0.03, -0.02, 0.015, -0.01, 0.008, -0.004][at]!;
  const half = [0.16, 0.09, 0.06, 0.04, 0.02, 0.012][at]!;
  return {
    from: [0.5, 0.6, 0.7, 0.8, 0.9, 0.96][at]!,
    to: [0.6, 0.7, 0.8, 0.9, 0.96, 1][at]!,
    predicted,
    right,
    low: right - half,
    high: Math.min(1, right + half),
    answers: [21, 64, 118, 233, 402, 611][at]!,
  };
});
export const RISK_COVERAGE = Array.from({ length: 30 }, (_, at) => {
  const coverage = (at + 1) / 30;
  return { coverage, risk: 0.006 + 0.24 * coverage ** 3.2, threshold: 0.99 - 0.55 * coverage };
});
export const CERTIFICATES: Quality['certificates'] = [
  {
    cell: 'one person, little money',
    max_error: 0.05,
    confidence: 0.9,
    labelled: 132,
    wrong: 3,
    threshold: 0.86,
    coverage: 0.41,
    since: daysBefore(180),
    audited: 96,
    needed: 0,
    how: 'live',
    locked: null,
    text: 'One person, little money: at most 5 % wrong, at 90 % confidence, from 132 labelled answers, 3 wrong.',
  },
  {
    cell: 'few people, little money',
    max_error: 0.05,
    confidence: 0.9,
    labelled: 61,
    wrong: 0,
    threshold: 0.91,
    coverage: 0.22,
    since: daysBefore(4),
    audited: 40,
    needed: 0,
    how: 'live',
    locked: null,
    text: 'Few people, little money: at most 5 % wrong, at 90 % confidence, from 61 labelled answers, none wrong.',
  },
  {
    cell: 'much money',
    max_error: 0.02,
    confidence: 0.9,
    labelled: 38,
    wrong: 1,
    threshold: null,
    coverage: 0,
    since: null,
    audited: null,
    needed: 77,
    how: null,
    locked: null,
    text: 'Much money: not certified; 77 more right answers without an error.',
  },
];
export const makeHistory = (): Quality['certificate_history'] => [
  {
    at: daysBefore(4),
    cell: 'few people, little money',
    change: 'unlocked',
    threshold: 0.91,
    text: 'Answers alone again, from 91 % confidence.',
  },
  {
    at: daysBefore(9),
    cell: 'few people, little money',
    change: 'locked',
    threshold: null,
    text: 'Taken back: 5 of 14 audits wrong.',
  },
  {
    at: daysBefore(61),
    cell: 'few people, little money',
    change: 'unlocked',
    threshold: 0.88,
    text: 'Answers alone, from 88 % confidence.',
  },
  {
    at: daysBefore(102),
    cell: 'one person, little money',
    change: 'moved',
    threshold: 0.86,
    text: 'From 90 % down to 86 % confidence.',
  },
  {
    at: daysBefore(180),
    cell: 'one person, little money',
    change: 'unlocked',
    threshold: 0.9,
    text: 'The first answers alone, from 90 % confidence.',
  },
];

const wave = (middle: number, spread: number) =>
  Array.from({ length: 30 }, (_, at) => ({
    day: dayBefore(29 - at),
    value: middle + spread * Math.sin(at * 1.7) + (at > 25 ? spread * (at - 25) : 0),
  }));

export const makeDrift = (): Drift => ({
  inputs: [
    {
      name: 'topic-mix',
      value: 3.4,
      p: 0.002,
      moved: true,
      text: 'More about plans than usual: 9 % instead of 4 %.',
      days: wave(0.6, 0.5),
    },
    {
      name: 'novelty',
      value: 0.8,
      p: 0.31,
      moved: false,
      text: 'As many unknown questions as usual.',
      days: wave(0.5, 0.15),
    },
    {
      name: 'vocabulary',
      value: 1.1,
      p: 0.18,
      moved: false,
      text: 'The words are as usual.',
      days: wave(0.7, 0.12),
    },
    {
      name: 'meaning',
      value: 0.2,
      p: 0.62,
      moved: false,
      text: 'Questions mean what they usually do.',
      days: wave(0.2, 0.1),
    },
  ],
  harm: [
    {
      level: 'topic',
      id: 'topic-exm_5',
      name: 'change plan, credit, middle of the month',
      evidence: 118,
      acts_at: 100,
      answers: 84,
      wrong: 9,
      state: 'held',
      action: 'Its answers go to people until a lesson sets it right.',
      since: daysBefore(9),
      link: '/autonomy',
      source: 'audits',
    },
    {
      level: 'workspace',
      id: 'all',
      name: 'Everything',
      evidence: 3.2,
      acts_at: 100,
      answers: 3_412,
      wrong: 14,
      state: 'quiet',
      action: null,
      since: null,
      link: null,
      source: 'audits',
    },
    {
      level: 'area',
      id: 'few',
      name: 'Few people, little money',
      evidence: 11,
      acts_at: 100,
      answers: 910,
      wrong: 6,
      state: 'quiet',
      action: null,
      since: null,
      link: null,
      source: 'audits',
    },
    {
      level: 'resolution',
      id: 'res_address1',
      name: 'Change the billing address',
      evidence: 0.4,
      acts_at: 100,
      answers: 212,
      wrong: 0,
      state: 'quiet',
      action: null,
      since: null,
      link: null,
      source: 'audits',
    },
  ],
  as_of: before(14),
});
