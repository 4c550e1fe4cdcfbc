/** Lessons about what is known, one of each kind: two were proposed in the night, the others are in force. */
import type { LessonDetail } from '@understudy/contract';
import { before } from './fixtures.ts';
import { make } from './lessons.ts';

const NOBODY = { author: null, conversation_id: null, import_id: null, source: 'human-reply' } as const;
const moves = (count: number) => ({
  from: {
    resolution_id: 'res_invoice2',
    title: 'Reissue an invoice',
    text: 'Open the invoice, choose “Reissue”, and check the preview before you send it.',
  },
  count,
  exemplars: ['Can I have the invoice once more?', 'The invoice of May has a typo in the street'].map(
    (text, index) => ({ id: `exm_0${index}`, text }),
  ),
});
const about = (number: number, kind: LessonDetail['kind'], part: Partial<LessonDetail>) =>
  make(number, { kind, context: [], messages: [], nearest: [], all_findings: [], ...part });

export function makeChanges(): LessonDetail[] {
  const inForce = {
    status: 'approved',
    stage_why: 'a person said so',
    reviewed: { by: 'Ada Lovelace', at: before(30), reason: null, undo_until: null },
  } as const;
  return [
    about(1, 'merge', {
      question: 'Another answer says the same: its questions would come here.',
      learned_from: NOBODY,
      stage_why: '84 % of the words of the two are the same',
      change: { conditions: null, moves: moves(14), word: null },
      previewable: false,
    }),
    about(2, 'retirement', {
      question: 'It would be taken out of use.',
      resolution_id: 'res_export10',
      learned_from: NOBODY,
      stage_why: 'people rewrote 7 of its last 9 drafts by half or more',
      change: { conditions: null, moves: null, word: null },
    }),
    about(3, 'condition', {
      ...inForce,
      question: 'It holds only where plan is team.',
      change: { conditions: { before: ['plan:free'], after: ['plan:team'] }, moves: null, word: null },
    }),
    make(4, {
      ...inForce,
      kind: 'negative',
      change: { conditions: null, moves: null, word: null },
      nearest: [],
    }),
    about(5, 'split', {
      ...inForce,
      question: 'Some questions of another answer get this answer of their own.',
      change: { conditions: null, moves: moves(2), word: null },
      previewable: false,
    }),
    about(6, 'glossary', {
      ...inForce,
      resolution_id: null,
      stakes: null,
      title: 'plastic',
      question: '“plastic” means “card”.',
      learned_from: { ...NOBODY, author: 'Ada Lovelace' },
      change: {
        conditions: null,
        moves: null,
        word: {
          term: 'plastic',
          before: { meaning: 'voucher', state: 'off' },
          after: { meaning: 'card', state: 'on' },
          grounds: { accounts: 7, questions: 19, coverage: 0.95 },
        },
      },
      previewable: false,
    }),
  ];
}
