import { expect, test } from 'vitest';
import { detectLanguage } from './detect-language.ts';

test.each([
  ['I was charged twice for my subscription last month and would like a refund.', 'en'],
  ['Wo bleibt meine Bestellung? Ich warte schon seit zwei Wochen darauf.', 'de'],
  ['Je n’arrive pas à me connecter à mon compte depuis ce matin.', 'fr'],
  ['No puedo descargar la factura de mi última compra, ¿me ayudan?', 'es'],
  ['パスワードを忘れてしまいました。どうすればいいですか？', 'ja'],
  ['Не могу войти в свой аккаунт, помогите пожалуйста', 'ru'],
])('%s', (text, language) => expect(detectLanguage(text)).toBe(language));

test.each([
  '',
  'ok',
  'reset password',
  'Login',
  '[email] [phone-2]',
  '12345 67890',
  '8701 Kennedy St San Lima, TX 83233',
  'email: crystal@email.com',
  'https://example.org/bestellung',
])('abstains on %j', (text) => expect(detectLanguage(text)).toBeNull());

test('a short English complaint is English or unknown, never German', () => {
  expect([null, 'en']).toContain(detectLanguage('My dashboard keeps crashing when I export'));
});

test('one call does not change the next', () => {
  const before = detectLanguage('Where is the order that I placed last week?');
  detectLanguage('Wo ist die Bestellung von letzter Woche geblieben?');
  expect(detectLanguage('Where is the order that I placed last week?')).toBe(before);
});
