import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message } from '@understudy/contract';
import { answerToRate, lastSeq, mergeMessages, openClarification } from './timeline.ts';

const message = (seq: number, change: Partial<Message> = {}): Message => ({
  id: `msg_${String(seq).padStart(6, '0')}`,
  conversation_id: 'cnv_000001',
  seq,
  author: 'ai',
  author_name: null,
  kind: 'message',
  text: `text ${seq}`,
  citations: [],
  choices: [],
  attachments: [],
  decision_id: 'dec_000001',
  client_id: null,
  at: '2026-01-01T00:00:00Z',
  ...change,
});

describe('mergeMessages', () => {
  it('ends in the same conversation whatever the order, split and repetition of deliveries', () => {
    const all = Array.from({ length: 12 }, (_, i) => message(i + 1));
    const delivery = fc.array(fc.subarray(all), { maxLength: 6 });
    fc.assert(
      fc.property(delivery, fc.shuffledSubarray(all, { minLength: all.length }), (extra, shuffled) => {
        const merged = [...extra, shuffled].reduce<readonly Message[]>(mergeMessages, []);
        expect(merged).toEqual(all);
      }),
    );
  });

  it('keeps gaps that notes leave, and never shows a note', () => {
    const merged = mergeMessages([message(1)], [message(4), message(3, { kind: 'note' })]);
    expect(merged.map((m) => m.seq)).toEqual([1, 4]);
    expect(lastSeq(merged)).toBe(4);
    expect(lastSeq([])).toBe(0);
  });

  it('takes the newer copy of the same message', () => {
    expect(mergeMessages([message(1)], [message(1, { text: 'corrected' })])).toEqual([
      message(1, { text: 'corrected' }),
    ]);
  });
});

describe('what can be clicked', () => {
  it('asks about an answer only while it is the last word, and never about a hand-off or small talk', () => {
    expect(answerToRate([message(1)])?.seq).toBe(1);
    expect(answerToRate([message(1), message(2, { author: 'customer' })])).toBeNull();
    expect(answerToRate([message(1, { decision_id: null })])).toBeNull();
    expect(answerToRate([message(1, { kind: 'hand-off' })])).toBeNull();
    expect(answerToRate([message(1, { author: 'agent' })])).toBeNull();
  });

  it('offers choices until somebody speaks', () => {
    const choices = [{ resolution_id: 'res_000001', label: 'A' }];
    const question = message(1, { kind: 'clarify', choices });
    expect(openClarification([question])).toBe(question);
    expect(openClarification([question, message(2)])).toBeNull();
  });
});
