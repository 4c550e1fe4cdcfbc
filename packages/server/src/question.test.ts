import { expect, it } from 'vitest';
import { editDistance } from './edit-distance.ts';
import { hasWords, turnOf } from './question.ts';
import type { Message } from './store/index.ts';
import { wantsHuman } from './wants-human.ts';

it('takes what the customer said since the last answer as the turn; notes do not end it', () => {
  const said = (author: Message['author'], text: string, kind: Message['kind'] = 'message') =>
    ({ author, text, kind }) as Message;
  const thread = [
    said('customer', 'a'),
    said('ai', 'b'),
    said('customer', 'c'),
    said('agent', 'n', 'note'),
    said('customer', 'd'),
  ];
  expect(turnOf(thread).map((message) => message.text)).toEqual(['c', 'd']);
  expect(turnOf(thread.slice(0, 2))).toEqual([]);
});

it.each([
  'I want to talk to a human',
  'human please',
  'Can I speak with a real person?',
  'Ich möchte mit einem Menschen sprechen',
  'quiero hablar con una persona',
])('hears the wish for a person in “%s”', (text) => expect(wantsHuman(text)).toBe(true));
it.each([
  'How do I add an agent to my team?',
  'The person who invited me left',
  'Where are human resources settings?',
])('hears no such wish in “%s”', (text) => expect(wantsHuman(text)).toBe(false));

it('knows words from emoji', () => {
  expect([hasWords('👍 !!'), hasWords('ok 👍'), hasWords('日本')]).toEqual([false, true, true]);
});

it('measures how much of a draft was changed, in words', () => {
  expect(editDistance('open the settings', 'open your settings')).toBe(0.333);
  expect(editDistance('', '')).toBe(0);
  expect(editDistance('a b', 'c d')).toBe(1);
});
