import { describe, expect, it } from 'vitest';
import type { Question } from '../domain.ts';
import { type DraftUse, drawLesson } from './draw-lesson.ts';
import {
  initialStage,
  isRuleOfTable,
  type LessonFacts,
  MIN_AUTO_AGE_MS,
  nextStage,
  type Trigger,
} from './lifecycle.ts';
import type { Author, Thread } from './thread.ts';

const FIX = 'Open Settings, choose Export and tick the box "Include archived".';
const question: Question = {
  id: 'q',
  text: 'export?',
  context: [],
  language: 'en',
  account: null,
  at_ms: 0,
  wants_human: false,
};
function threadOf(...lines: ReadonlyArray<readonly [Author, string]>): Thread {
  const messages = lines.map(([author, text], i) => ({
    id: `m${i}`,
    author,
    text,
    at_ms: i,
    by: null,
    peer: false,
    helpful: 0,
  }));
  return { id: 't', title: 'export?', messages, accepted_text: null, articles: [], url: null };
}
const solved = threadOf(['customer', 'export?'], ['human-agent', FIX]);
const draft = (use: DraftUse['use'], draft_text = FIX): DraftUse => ({
  resolution_id: 'res_1',
  draft_text,
  use,
});

describe('drawLesson', () => {
  it.each([
    ['a human’s own words', { thread: solved, resolved_by: 'human-agent' as const }, 'new-resolution'],
    [
      'a draft sent as it was',
      { thread: solved, resolved_by: 'human-agent' as const, draft_use: draft('sent') },
      'new-exemplar',
    ],
    [
      'an edit of nothing',
      {
        thread: solved,
        resolved_by: 'human-agent' as const,
        draft_use: draft('edited', `Hi Ann,\n${FIX}\nCheers`),
      },
      'new-exemplar',
    ],
    [
      'an edited draft',
      {
        thread: solved,
        resolved_by: 'human-agent' as const,
        draft_use: draft('edited', 'Restart the computer and wait.'),
      },
      'correction',
    ],
    [
      'a discarded draft',
      { thread: solved, resolved_by: 'human-agent' as const, draft_use: draft('discarded', 'Restart.') },
      'new-resolution',
    ],
  ])('%s', (_, conversation, kind) =>
    expect(drawLesson({ question, ...conversation })).toMatchObject({ kind }),
  );

  it.each([
    ['own-ai-answer', { thread: solved, resolved_by: 'ai-agent' as const }],
    [
      'own-ai-answer',
      {
        thread: threadOf(['customer', 'x'], ['ai-agent', FIX], ['customer', 'that worked']),
        resolved_by: 'customer' as const,
      },
    ],
    [
      'question-back-only',
      {
        thread: threadOf(['customer', 'x'], ['human-agent', 'Which plan are you on?']),
        resolved_by: 'human-agent' as const,
      },
    ],
    [
      'no-agent-reply',
      { thread: threadOf(['customer', 'x'], ['customer', 'solved it']), resolved_by: 'customer' as const },
    ],
  ])('nothing: %s', (noLesson, conversation) =>
    expect(drawLesson({ question, ...conversation })).toEqual({ noLesson }),
  );
});

describe('lifecycle', () => {
  const good: LessonFacts = {
    approvals: 1,
    set_by_person: false,
    good_uses: 1,
    negative_audits: 0,
    vetoed: false,
    edits: [],
    certified: true,
    contradicted: false,
    source_changed: false,
    author_suspended: false,
    expired: false,
    stakes: 'read-only',
    age_ms: MIN_AUTO_AGE_MS,
  };
  it('the team’s own words start as suggestions, a peer’s in the shadow', () =>
    expect([initialStage('human-agent'), initialStage('import'), initialStage('peer')]).toEqual([
      'suggest',
      'suggest',
      'shadow',
    ]));
  it.each<[string, Partial<LessonFacts>]>([
    ['no certificate', { certified: false }],
    ['no good use yet', { good_uses: 0 }],
    ['nobody approved it', { approvals: 0 }],
    ['a minute too young', { age_ms: MIN_AUTO_AGE_MS - 60_000 }],
    ['money', { stakes: 'money-security' }],
    ['contradiction', { contradicted: true }],
  ])('no autonomy: %s', (_, facts) =>
    expect(nextStage('suggest', { ...good, ...facts }).stage).toBe('suggest'),
  );
  it('rises with all of it, and only then', () => expect(nextStage('suggest', good).stage).toBe('auto'));
  it.each<[string, Partial<LessonFacts>, string]>([
    ['lost certificate', { certified: false }, 'suggest'],
    ['two bad audits', { negative_audits: 2 }, 'shadow'],
    ['changed source', { source_changed: true }, 'shadow'],
    ['suspended author', { author_suspended: true }, 'shadow'],
    ['time over', { expired: true, set_by_person: true }, 'shadow'],
    ['contradiction', { contradicted: true, set_by_person: true }, 'suggest'],
    ['vetoed', { vetoed: true }, 'shadow'],
    ['most drafts rewritten', { edits: [0.5, 0, 0.41] }, 'shadow'],
    ['half of four drafts rewritten', { edits: [0.5, 0.9, 0, 0.31] }, 'shadow'],
  ])('falls from auto: %s', (_, facts, stage) =>
    expect(nextStage('auto', { ...good, ...facts }).stage).toBe(stage),
  );
  it.each<[string, Partial<LessonFacts>]>([
    ['one bad audit', { negative_audits: 1 }],
    ['two drafts rewritten', { edits: [0.9, 0.9] }],
    ['drafts touched up', { edits: [0.4, 0.4, 0.4] }],
    ['one of three rewritten', { edits: [1, 0.1, 0] }],
    ['a person set it, without a certificate', { certified: false, set_by_person: true }],
  ])('stays: %s', (_, facts) =>
    expect(nextStage('auto', { ...good, ...facts })).toEqual({ stage: 'auto', why: null, trigger: null }),
  );
  it.each<[Partial<LessonFacts>, Trigger | null]>([
    [{ source_changed: true }, 'source-changed'],
    [{ author_suspended: true, expired: true }, 'author-suspended'],
    [{ expired: true, vetoed: true }, 'expired'],
    [{ negative_audits: 2, vetoed: true }, 'bad-audits'],
    [{ vetoed: true }, 'veto'],
    [{ edits: [1, 1, 1] }, 'heavy-edits'],
    [{ certified: false }, null],
  ])('puts into quarantine, or only a step back: %o → %s', (facts, trigger) =>
    expect(nextStage('auto', { ...good, ...facts }).trigger).toBe(trigger),
  );
  it('knows its own reasons from those of people', () => {
    const { why } = nextStage('suggest', good);
    expect([isRuleOfTable(why ?? ''), isRuleOfTable('a person approved it'), isRuleOfTable('')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
