/** Autonomy in the double: what the settings say of the topics that it knows, with made-up certificates and counts. */
import type {
  Autonomy,
  AutonomyCell,
  AutonomyPreview,
  Body,
  Result,
  Settings,
  TopicAutonomy,
} from '@understudy/contract';
import type { Desk } from './desk.ts';
import { before } from './fixtures.ts';

const LEVELS = ['one', 'few', 'some', 'many'] as const;
const CHANGED = { at: before(60 * 26), by: 'Grace Hopper' };

export function autonomyHandlers(desk: Desk) {
  return {
    getAutonomy: () => autonomyOf(desk),
    previewAutonomy: ({ body }: { body: Body<'previewAutonomy'> }) => previewOf(desk, body),
    updateSettings: ({ body }: { body: Body<'updateSettings'> }): Result<'updateSettings'> => {
      desk.settings = changed(desk.settings, body);
      return desk.settings;
    },
  };
}

function changed(settings: Settings, { topic_autonomy = {}, ...rest }: Body<'updateSettings'>): Settings {
  const topics = settings.topics.filter(({ topic_id }) => topic_autonomy[topic_id] === undefined);
  const set = Object.entries(topic_autonomy).flatMap(([topic_id, autonomy]) =>
    autonomy === null ? [] : [{ topic_id, autonomy, resolutions: [] }],
  );
  return { ...settings, ...rest, topics: [...topics, ...set] } as Settings;
}

function autonomyOf({ settings, insights }: Desk): Autonomy {
  const { autonomy, max_error, max_error_by_stakes, topics } = settings;
  return {
    autonomy,
    max_error,
    max_error_by_stakes,
    cells: cellsOf(settings),
    topics: insights.topics.map(({ id, name, tickets, provisional, resolutions }, at): TopicAutonomy => {
      const own = topics.find(({ topic_id }) => topic_id === id);
      return {
        id,
        name,
        tickets,
        provisional,
        autonomy: own?.autonomy ?? 'auto',
        is_own: own !== undefined,
        last_change: own === undefined ? null : CHANGED,
        resolutions: resolutions.map((resolution, i) => ({
          ...resolution,
          stage: i === 0 ? 'auto' : 'suggest',
          stakes: 'read-only',
          allowed: i === 0 ? 'answer' : 'draft',
          missing:
            i === 0 ? [] : ['This resolution has solved 1 question so far; 2 are needed to send it alone.'],
        })),
        counts: at === 0 ? { answer: 1, draft: 1, hand_off: 0 } : { answer: 0, draft: 0, hand_off: 0 },
      };
    }),
    topics_in_all: insights.topics.length,
    last_change: { autonomy: CHANGED, max_error: null },
  };
}

/** Below 2 % nothing is certified. */
function cellsOf({ max_error, max_error_by_stakes }: Settings): AutonomyCell[] {
  const errorOf = (stakes: 'read-only' | 'account-changing') => max_error_by_stakes[stakes] ?? max_error;
  const readOnly = errorOf('read-only');
  const isOpen = readOnly >= 0.02;
  const threshold = isOpen ? 0.92 : null;
  return [
    {
      cell: 'read-only',
      max_error: readOnly,
      confidence: 0.9,
      labelled: 132,
      wrong: 3,
      threshold,
      coverage: isOpen ? 0.38 : 0,
      since: isOpen ? before(60 * 24 * 9) : null,
      audited: 96,
      needed: isOpen ? 0 : 214,
      how: isOpen ? 'live' : null,
      locked: null,
      text: `read-only: certified at most ${readOnly * 100} % wrong, at 90 % confidence, from 132 labelled answers, 3 wrong.`,
      levels: LEVELS.map((level) => ({ level, threshold: level === 'one' ? null : threshold })),
    },
    {
      cell: 'account-changing',
      max_error: errorOf('account-changing'),
      confidence: 0.9,
      labelled: 38,
      wrong: 1,
      threshold: null,
      coverage: 0,
      since: null,
      audited: 12,
      needed: 19,
      how: null,
      locked: {
        since: before(60 * 24 * 3),
        reason:
          '7 of the last 18 checked answers were wrong, where at most 5 % may be. Fresh labels, from here on, that certify a threshold again.',
      },
      text: 'account-changing: not certified yet; about 19 more right answers of the team unlock it (38 labelled so far, 1 wrong).',
      levels: LEVELS.map((level) => ({ level, threshold: null })),
    },
  ];
}

function previewOf({ settings, insights }: Desk, change: Body<'previewAutonomy'>): AutonomyPreview {
  const after = changed(settings, change);
  const none = { answered: 0, labelled: 0, right: 0 };
  const today = { answered: 132, labelled: 41, right: 40 };
  const isTopic = change.topic_autonomy !== undefined;
  const lost = isTopic ? { answered: 36, labelled: 12, right: 11 } : today;
  if (insights.topics.length === 0) {
    const nothing = { asked: 0, concerned: 0, before: none, after: none, gained: none, lost: none };
    return { ...nothing, cells: cellsOf(after), text: 'No question of the last 90 days is about this.' };
  }
  const left = { answered: today.answered - lost.answered, labelled: 29, right: 29 };
  return {
    asked: 1_204,
    concerned: isTopic ? (insights.topics[0]?.tickets ?? 0) - 900 : 1_204,
    before: today,
    after: left,
    gained: none,
    lost,
    cells: cellsOf(after),
    text: 'Of the questions of the last 90 days, fewer would have been answered alone.',
  };
}
