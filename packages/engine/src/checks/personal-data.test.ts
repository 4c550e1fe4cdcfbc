import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personalData } from './personal-data.ts';
import { aKnown, aLesson, ANSWER, near, saying } from './testing/a-lesson.ts';

const verdict = (text: string) => personalData(saying(text), aKnown()).verdict;

describe('personalData', () => {
  it.each([
    ['an e-mail address', 'Write to ann@mail.example.'],
    ['one in words', 'Write to ann (at) mail (dot) example.'],
    ['one in German words', 'An ann [at] mail [punkt] example schreiben.'],
    ['one with invisible characters', 'Write to a\u200bnn@ma\u200bil.example.'],
    ['one in a link', 'Open https://app.larkfold.example/?m=ann%40mail.example now.'],
    ['a card with dots', 'Card 4111.1111.1111.1111 was refused.'],
    ['an IBAN with dots', 'It is GB82.WEST.1234.5698.7654.32 still.'],
    ['a phone number in words', 'Call zero seven nine one one two three four five.'],
    ['a password', 'The password is Sommer2024! at first.'],
    ['a birthday', 'We have your date of birth, 12.03.1984.'],
    ['a birthday in French', 'Elle est née le 12 mars 1984.'],
    ['a passport', 'The passport no. C01X00T47 is enough.'],
    ['a tax code', 'Il codice fiscale RSSMRA85T10A562S è giusto.'],
  ])('blocks %s', (_, text) => expect(verdict(text)).toBe('block'));

  it.each([
    ['Dear Mr. Keller, open Settings.'],
    ['Hello Jonas,\nopen Settings.'],
    ['Sehr geehrte Frau Dr. Ohlsen, öffnen Sie es.'],
    ['Chère Madame Lefèvre, ouvrez les réglages.'],
    ['That was your colleague Anna Krawczyk.'],
    ['Thanks, Jonas! Open Settings.'],
    ['Send it to Lindenstraße 14.'],
    ['Come to 221 Baker Street.'],
    ['C’est au 12 rue de la Paix.'],
    ['Invoice INV-2024-88113 is paid.'],
    ['The card ending in 4242 was charged.'],
    ['I have refunded your payment.'],
    ['Wir haben Ihnen den Betrag erstattet.'],
    ['Nous avons remboursé la somme.'],
    ['Bluefin has two open tickets.'],
  ])('doubts “%s”', (text) => expect(verdict(text)).toBe('doubt'));

  it.each([
    ['Hi there, open Settings.'],
    ['Hello all,\nopen Settings.'],
    ['Thanks for writing! Open the invoice and press Send again.'],
    ['An invoice number follows the pattern that you set under Invoices > Numbers.'],
    ['Limit 120 per minute, error 0x80070057, release 5.0.3, at 12:30 on 2024-09-01.'],
    ['Choose Mark as done; Max is the largest value.'],
    ['Your address goes to [email] with the order.'],
    ['Mails come from no-reply@mail.larkfold.example, let them in.'],
  ])('lets “%s” pass', (text) => expect(verdict(text)).toBe('pass'));

  it('reads title, links, slots, file names and context, and doubts a question', () => {
    const value = 'ann@mail.example';
    const lessons = [
      aLesson({ answer: { title: value } }),
      aLesson({ answer: { links: [`https://a.test/?m=${value}`] } }),
      aLesson({ slots: [value] }),
      aLesson({ attachments: [`scan_${value}_passport.pdf`] }),
      aLesson({ context: [`page:/${value}`] }),
    ];
    for (const lesson of lessons) expect(personalData(lesson, aKnown()).verdict).toBe('block');
    expect(personalData(aLesson({ question: `I am ${value}` }), aKnown()).verdict).toBe('doubt');
  });

  it('never quotes the value, and finds an address wherever it stands', () => {
    fc.assert(
      fc.property(fc.nat(ANSWER.text.length), (at) => {
        const text = `${ANSWER.text.slice(0, at)} ann.keller@mail.example ${ANSWER.text.slice(at)}`;
        const { verdict: found, evidence } = personalData(saying(text), aKnown());
        expect(found).toBe('block');
        expect(evidence.join(' ')).not.toContain('ann.keller@');
      }),
    );
  });

  describe('with all of a known answer in it', () => {
    const known = 'Open the project, press the three dots and choose Archive. It stays in reports.';
    const verdictOf = (text: string, stage: 'suggest' | 'shadow' = 'suggest') =>
      personalData(saying(text), aKnown({ nearest: [near(known, { stage })] })).verdict;

    it.each([['It was so for Zeynep as well.'], ['See page 31 of the folder.']])('doubts “%s”', (more) => {
      expect(verdictOf(`${known} ${more}`)).toBe('doubt');
      expect(verdict(`${known} ${more}`)).toBe('pass');
      expect(verdictOf(`${known} ${more}`, 'shadow')).toBe('pass');
    });

    it.each([
      ['Sorry for the trouble.'],
      ['Let us know if it does not work.'],
      ['Then choose Archive again.'],
    ])('lets “%s” pass', (more) => expect(verdictOf(`${known} ${more}`)).toBe('pass'));

    it('lets other words pass, whatever they name', () => {
      expect(verdictOf('Open the project and choose Archive. It was so for Zeynep as well.')).toBe('pass');
    });
  });
});
