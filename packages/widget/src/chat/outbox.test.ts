import { MAX_MESSAGE_LENGTH, type Message } from '@understudy/contract';
import { describe, expect, it } from 'vitest';
import {
  enqueue,
  isFull,
  isOf,
  MESSAGE_LIMIT,
  mark,
  nextToSend,
  OUTBOX_LIMIT,
  parseOutbox,
  remove,
  withoutDelivered,
} from './outbox.ts';

const two = enqueue(enqueue([], { client_id: 'client-a', text: 'first', to: null }), {
  client_id: 'client-b',
  text: 'second',
  to: null,
});

describe('the outbox', () => {
  it('sends in the order written; a refused message does not hold up the next', () => {
    expect(nextToSend(two)?.text).toBe('first');
    expect(nextToSend(mark(two, 'client-a', 'sending'))?.text).toBe('first');
    expect(nextToSend(mark(two, 'client-a', 'failed'))?.text).toBe('second');
    expect(nextToSend(remove(mark(two, 'client-a', 'failed'), 'client-b'))).toBeUndefined();
  });

  it('forgets a message that has arrived although its confirmation was lost', () => {
    const arrived = { client_id: 'client-a' } as Message;
    const system = { client_id: null } as Message;
    expect(withoutDelivered(two, [system, arrived]).map((item) => item.text)).toEqual(['second']);
  });

  it('survives a reload: what was under way is queued again, what was refused stays refused', () => {
    const stored = JSON.stringify(mark(mark(two, 'client-a', 'sending'), 'client-b', 'failed'));
    expect(parseOutbox(stored).map((item) => item.state)).toEqual(['queued', 'failed']);
  });

  it('takes no nonsense from storage', () => {
    for (const stored of [null, '', '{', '{}', '[1,null,{"client_id":7}]', '[{"client_id":"a","text":"b"}]'])
      expect(parseOutbox(stored)).toEqual([]);
  });

  it('has a limit', () => {
    let outbox = enqueue([], { client_id: 'client-0', text: 'x', to: null });
    for (let i = 1; i < OUTBOX_LIMIT + 5; i++)
      outbox = enqueue(outbox, { client_id: `client-${i}`, text: 'x', to: null });
    expect(outbox).toHaveLength(OUTBOX_LIMIT);
    expect(isFull(outbox)).toBe(true);
  });

  it('knows where each message will stand: in its own conversation, or in the open one', () => {
    const item = { client_id: 'client-a', text: 'x', state: 'queued' } as const;
    expect(isOf({ ...item, to: 'cnv_a' }, 'cnv_a', true)).toBe(true);
    expect(isOf({ ...item, to: 'cnv_a' }, 'cnv_b', false)).toBe(false);
    expect(isOf({ ...item, to: null }, 'cnv_b', false)).toBe(true);
    // One that is over is not written into by chance.
    expect(isOf({ ...item, to: null }, 'cnv_b', true)).toBe(false);
  });

  it('takes what an earlier version kept as a message to the open conversation', () => {
    const stored = '[{"client_id":"client-a","text":"x","state":"queued"}]';
    expect(parseOutbox(stored)).toMatchObject([{ text: 'x', to: null }]);
  });

  it('knows the limit of the wire', () => expect(MESSAGE_LIMIT).toBe(MAX_MESSAGE_LENGTH));
});
