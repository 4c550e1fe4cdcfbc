import type {
  Conversation,
  FactField,
  Learning,
  LessonDetail,
  Release,
  ReplayGate,
  Result,
  Settings,
  WorkflowDetail,
} from '@understudy/contract';
import { type Figures, makeFigures, NO_FIGURES } from './figures.ts';
import { type Insights, makeInsights, NO_INSIGHTS } from './insights.ts';
import { makeFactFields, makeReleases, SEEN } from './seen.ts';
import { makeLessons } from './lessons.ts';
import { makeWorkflows } from './workflows.ts';
import { type DoubleKey, makeIdentityKeys } from './identity.ts';
import { makeWatch, NO_WATCH, type Watch } from './watch.ts';
import { makeRetention } from './retention.ts';
import { EMPTY_LEARNING, makeConversations, makeLearning, makeSettings, me } from './fixtures.ts';

/** What the double remembers. Tests may set any of it. */
export interface Desk {
  signedIn: boolean;
  setupDone: boolean;
  me: Result<'me'>;
  conversations: Conversation[];
  learning: Learning;
  insights: Insights;
  figures: Figures;
  lessons: LessonDetail[];
  workflows: WorkflowDetail[];
  /** The last day on which resolutions hold, by id. */
  validity: Record<string, string>;
  /** Resolutions that are out of use, by id. */
  retired: Set<string>;
  /** By id of a resolution: where alone it holds, and into which it was merged. */
  conditions: Record<string, readonly string[]>;
  merged: Record<string, string>;
  /** What a rollback of these lessons does, by id. */
  undo: Record<string, () => void>;
  /** What the replay finds where one of these lessons is approved. */
  gates: Record<string, ReplayGate>;
  /** What the checks say of an edit of one of these lessons. */
  editFindings: Record<string, readonly string[]>;
  settings: Settings;
  imports: Result<'getImport'>[];
  members: Result<'listMembers'>['items'];
  keys: Result<'listApiKeys'>['items'];
  retention: Result<'getRetention'>;
  fields: FactField[];
  identityKeys: DoubleKey[];
  releases: Release[];
  watch: Watch;
}

export function makeDesk(): Desk {
  return {
    signedIn: true,
    setupDone: true,
    me,
    conversations: makeConversations().map((each, i) =>
      i === 0 ? { ...each, ...SEEN, priority: 'urgent' } : each,
    ),
    learning: makeLearning(24),
    insights: makeInsights(),
    figures: makeFigures(),
    lessons: makeLessons(),
    workflows: makeWorkflows(),
    validity: {},
    retired: new Set(),
    conditions: {},
    merged: {},
    undo: {},
    gates: {},
    editFindings: {},
    settings: makeSettings(),
    retention: makeRetention(),
    fields: makeFactFields(),
    identityKeys: makeIdentityKeys(),
    releases: makeReleases(),
    watch: makeWatch(),
    imports: [],
    members: [
      {
        id: me.id,
        name: me.name,
        email: me.email,
        role: 'owner',
        created_at: '2026-01-05T09:00:00Z',
        suspended_at: null,
        holds_lessons: false,
      },
      {
        id: 'mem_grace1',
        name: 'Grace Hopper',
        email: 'grace@example.com',
        role: 'agent',
        created_at: '2026-02-11T09:00:00Z',
        suspended_at: null,
        holds_lessons: false,
      },
    ],
    keys: [
      {
        id: 'key_000001',
        name: 'Nightly import',
        prefix: 'uk_4fA9',
        scopes: ['import'],
        created_at: '2026-03-01T09:00:00Z',
        last_used_at: null,
      },
    ],
  };
}

/** A fresh installation: nobody, nothing. */
export const freshDesk = (): Partial<Desk> => ({
  signedIn: false,
  setupDone: false,
  conversations: [],
  learning: EMPTY_LEARNING,
  insights: NO_INSIGHTS,
  figures: NO_FIGURES,
  lessons: [],
  workflows: [],
  fields: [],
  releases: [],
  watch: NO_WATCH,
  keys: [],
});
