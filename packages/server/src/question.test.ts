import { expect, it } from 'vitest';
import { editDistance } from './edit-distance.ts';
import { hasWords, questionOf, turnOf } from './question.ts';
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
  'je voudrais parler à un conseiller',
  'Je veux parler avec une vraie personne',
  'vorrei parlare con un operatore',
  'quero falar com um atendente',
  'Ik wil met een medewerker spreken',
  'Kan ik een mens spreken?',
  'Kann ich bitte mit einer Mitarbeiterin sprechen?',
  'HUUUMAN PLEEEASE',
  'taaalk to a huuuman',
  'talk to a hu\u200bman',
  'stop, no more bots',
  'Ich brauche einen Menschen',
  'Necesito una persona',
  'Wil graag een mens',
  'x'.repeat(9_000) + '\nI want to talk to a human',
])('hears the wish for a person in “%s”', (text) => expect(wantsHuman(text)).toBe(true));
it.each([
  'How do I add an agent to my team?',
  'The person who invited me left',
  'Where are human resources settings?',
  'Wo finde ich die Liste der Mitarbeiter?',
  'Cómo añado una persona al equipo',
  'Quiero añadir una persona al equipo',
  'Je voudrais ajouter une personne',
  'Ik wil een medewerker toevoegen',
  'Wie lege ich einen Mitarbeiter an?',
  'I do not see the AI tab',
  'My robot vacuum is not charging',
  'Como adiciono uma pessoa à equipe?',
  'Come aggiungo una persona al gruppo?',
  'Comment ajouter une personne ?',
  'Hoe voeg ik een collega toe?',
  'The app shows a person icon, what is it?',
])('hears no such wish in “%s”', (text) => expect(wantsHuman(text)).toBe(false));

it('hears a wish that stands before the part of a long turn that is kept', () => {
  const at = new Date(0);
  const said = (text: string, seq: number) =>
    ({ id: `m${seq}`, author: 'customer', kind: 'message', text, seq, at }) as Message;
  const conversation = { customer_id: 'c' };
  const seen = { context: {}, page: null, facts: {}, recent: [], release: null };
  const turn = [said('I want to talk to a human', 1), said('and here is my log '.repeat(1_000), 2)];
  expect(questionOf(turn, conversation, seen)).toMatchObject({ wants_human: true });
  expect(questionOf(turn.slice(1), conversation, seen)).toMatchObject({ wants_human: false });
});

it('knows words from emoji', () => {
  expect([hasWords('👍 !!'), hasWords('ok 👍'), hasWords('日本')]).toEqual([false, true, true]);
});

it('measures how much of a draft was changed, in words', () => {
  expect(editDistance('open the settings', 'open your settings')).toBe(0.333);
  expect(editDistance('', '')).toBe(0);
  expect(editDistance('a b', 'c d')).toBe(1);
});
