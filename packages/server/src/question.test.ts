import { expect, it } from 'vitest';
import { editDistance } from './edit-distance.ts';
import { chosenIn, hasWords, NONE_OF_THEM, questionOf, turnOf } from './question.ts';
import type { Message } from './store/index.ts';
import { wantsHuman } from './wants-human.ts';

const said = (author: Message['author'], text: string, kind: Message['kind'] = 'message') =>
  ({ author, text, kind, choices: [] as Message['choices'] }) as Message;

it('takes what the customer said since the last answer as the turn; notes do not end it', () => {
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

it('reads on where one thing around the question was asked for, and a click as that, not as words', () => {
  const plans = ['free', 'team'].map((value) => {
    return { resolution_id: `res_${value}`, label: value.toUpperCase(), about: { key: 'plan', value } };
  });
  const asks = { ...said('ai', 'Which plan?', 'clarify'), choices: plans };
  const before = [said('customer', 'old'), said('ai', 'b'), said('customer', 'stuck'), asks];
  const textsOf = (thread: Message[]) => turnOf(thread).map(({ text }) => text);
  const clicked = [...before, said('customer', 'TEAM')];
  expect([textsOf(clicked), chosenIn(clicked)]).toEqual([['stuck', ''], { plan: 'team' }]);
  expect([textsOf(before), chosenIn(before)]).toEqual([[], {}]);
  const typed = [...before, said('customer', 'the old one')];
  expect([textsOf(typed), chosenIn(typed)]).toEqual([['stuck', 'the old one'], {}]);
  const none = [...before, said('customer', NONE_OF_THEM), said('customer', 'TEAM')];
  expect([textsOf(none), chosenIn(none)]).toEqual([['stuck', '', 'TEAM'], {}]);
  // Answered since: another question.
  const later = [...clicked, said('ai', 'c'), said('customer', 'and now?')];
  expect([textsOf(later), chosenIn(later)]).toEqual([['and now?'], {}]);
  const titles = { ...asks, choices: plans.map(({ resolution_id, label }) => ({ resolution_id, label })) };
  const title = [said('customer', 'stuck'), titles, said('customer', 'TEAM')];
  expect([textsOf(title), chosenIn(title)]).toEqual([['TEAM'], {}]);
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
