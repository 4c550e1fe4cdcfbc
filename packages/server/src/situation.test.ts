import { describe, expect, it } from 'vitest';
import { handOffNote } from './hand-off-note.ts';
import { type Past, situationOf } from './situation.ts';
import type { DecisionRow, Message, Outcome } from './store/index.ts';

const at = new Date(0);
let seq = 1;
const say = (author: Message['author'], text: string, decision_id: string | null = null, kind = 'message') =>
  ({ id: `m${seq}`, seq: seq++, author, text, kind, attachments: [], decision_id, at }) as unknown as Message;
const decided = (id: string, text: string, action: 'answer' | 'clarify' = 'answer') =>
  ({
    id,
    action,
    state: 'sent',
    resolution_id: action === 'answer' ? `res-${id}` : null,
    question: { text },
    decision: { clarify: [{ resolution_id: 'res-a' }, { resolution_id: 'res-b' }] },
  }) as unknown as DecisionRow;

const past = (): Past => ({
  messages: [
    say('customer', 'How do I print?'),
    say('ai', 'Press print.', 'd1'),
    say('customer', 'no'),
    say('ai', 'Press it twice.', 'd2'),
    say('customer', 'And in colour?'),
    say('customer', 'On paper'),
    say('agent', 'a note', null, 'note'),
    say('system', 'The team will reply here.', null, 'hand-off'),
  ],
  decisions: [decided('d1', 'How do I print?'), decided('d2', 'no'), decided('d3', 'x', 'clarify')],
  outcomes: [{ decision_id: 'd2', kind: 'not-solved' } as Outcome],
});

describe('the situation', () => {
  it('tells the customer’s turns, the answers that failed, and what was sent and offered', () => {
    expect(situationOf(Number.POSITIVE_INFINITY, past())).toEqual({
      earlier: ['How do I print?', 'no', 'And in colour?\nOn paper'],
      tries: [
        { question: 'How do I print?', denied: true },
        { question: 'no', denied: true },
      ],
      answered: ['res-d1', 'res-d2'],
      offered: ['res-a', 'res-b'],
    });
  });

  it('begins anew where a human agent spoke, but for what was sent', () => {
    const { messages, ...rest } = past();
    const spoken = [...messages, say('agent', 'Let me help.'), say('customer', 'Thanks, one more thing')];
    expect(situationOf(Number.POSITIVE_INFINITY, { ...rest, messages: spoken })).toMatchObject({
      earlier: ['Thanks, one more thing'],
      tries: [],
      answered: ['res-d1', 'res-d2'],
    });
  });

  it('knows nothing of the turn itself, nor of a first message', () => {
    const { messages, decisions, outcomes } = past();
    const first = messages[0]?.seq ?? 0;
    expect(situationOf(first, { messages: messages.slice(0, 1), decisions: [], outcomes: [] })).toEqual({
      earlier: [],
      tries: [],
      answered: [],
      offered: [],
    });
    const turn = messages[2]?.seq ?? 0;
    expect(situationOf(turn, { messages, decisions, outcomes }).earlier).toEqual(['How do I print?']);
  });
});

describe('the note of a hand-off', () => {
  it('says why, what the customer wants in their words, and what was answered', () => {
    const { messages, decisions, outcomes } = past();
    const { tries } = situationOf(Number.POSITIVE_INFINITY, { messages, decisions, outcomes });
    expect(handOffNote({ reasons: ['The customer asked for a person.'], messages, tries })).toBe(
      [
        'Handed over: The customer asked for a person.',
        'The customer wants:\n– “no”\n– “And in colour?”\n– “On paper”',
        'Answered so far:\n– “Press print.”\n– “Press it twice.”\n– The customer said 2 times that it did not help.',
      ].join('\n\n'),
    );
  });

  it('keeps to what is new since a human agent spoke, and to a readable length', () => {
    const messages = [...past().messages, say('agent', 'Done.'), say('customer', 'x '.repeat(400))];
    const note = handOffNote({ reasons: ['Because.'], messages, tries: [] });
    expect(note).toMatch(/– “(x ){120} …”/);
    expect(note).toContain('Answered so far:\n– nothing');
    expect(note).not.toContain('Press');
  });
});
