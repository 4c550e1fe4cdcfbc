import { describe, expect, it } from 'vitest';
import type { AuthorRole } from './checked-lesson.ts';
import { provenance } from './provenance.ts';
import { aKnown, aLesson, ANSWER, near, told } from './testing/a-lesson.ts';

const check = (question: string, text: string, known = aKnown()) =>
  provenance(aLesson({ question, answer: { text } }), known);

describe('provenance', () => {
  it.each<[AuthorRole, string]>([
    ['human-agent', 'pass'],
    ['article', 'pass'],
    ['workflow', 'pass'],
    ['customer', 'block'],
    ['ai-agent', 'block'],
    ['unknown', 'block'],
  ])('what a %s wrote: %s', (role, verdict) => {
    expect(provenance(aLesson({ role }), aKnown()).verdict).toBe(verdict);
    expect(provenance(aLesson({ role, answer: null }), aKnown()).verdict).toBe(verdict);
  });

  it('blocks an address that only the customer named, and not one of the team', () => {
    const asked = 'Is https://lark-status.test your page, or https://status.larkfold.example?';
    expect(check(asked, 'See https://lark-status.test/now for it.').verdict).toBe('block');
    expect(check(asked, 'See https://status.larkfold.example for it.').verdict).toBe('pass');
    const known = aKnown({ nearest: [near('We report on lark-status.test.')] });
    expect(check(asked, 'See https://lark-status.test/now for it.', known).verdict).toBe('pass');
  });

  it.each([
    ['a voucher', 'Where do I enter LARK-77?', 'Enter LARK-77 under Billing.'],
    ['a handle', 'They said @lark_vip helps.', 'Write to @lark_vip.'],
    ['a duration', 'The link is valid for 72 hours, I read.', 'The link is valid for 72 hours.'],
    ['the same in another language', 'Die Frist beträgt 120 Tage.', 'The limit is 120 days.'],
    ['an amount', 'Is it 1.299,00 EUR per seat?', 'We charge 1299 EUR per seat.'],
    [
      'the customer’s sentence',
      'Deleting the browser profile also deletes the hours on the server, true?',
      'Deleting the browser profile also deletes the hours on the server.',
    ],
    [
      'a short sentence, all of it the customer’s',
      'It is known that students are exempt from this rule.',
      'Open Billing. Students are exempt from this rule.',
    ],
    ['deference', 'Guests are seats now.', 'As you say, they are.'],
    ['deference in French', 'Larkfold ferme.', 'Comme vous le dites, c’est ainsi.'],
  ])('doubts %s', (_, asked, text) => expect(check(asked, text).verdict).toBe('doubt'));

  it('takes a number for the team’s own where the team says it of the same thing', () => {
    const [asked, text] = ['I read 72 hours.', 'The reset link is valid for 72 hours.'];
    const own = aKnown({ nearest: [near('A reset link is valid for 72 hours after that.')] });
    const other = aKnown({ nearest: [near('Full exports are kept for 72 hours.')] });
    expect(check(asked, text, own).verdict).toBe('pass');
    expect(check(asked, text, other).verdict).toBe('doubt');
  });

  it.each(['captured', 'shadow'] as const)(
    'takes nothing for the team’s own that waits itself (%s)',
    (stage) => {
      const [asked, text] = ['I read 72 hours.', 'The reset link is valid for 72 hours.'];
      const waits = aKnown({ nearest: [near('A reset link is valid for 72 hours after that.', { stage })] });
      expect(check(asked, text, waits).verdict).toBe('doubt');
    },
  );

  it('lets an answer pass that speaks of what was asked', () => {
    const asked = 'I see 348.00 on the 1st and 348.00 on the 3rd since release 5.0. Error 429, on Safari 17.';
    expect(told(check(asked, ANSWER.text))).toEqual(['pass', 'All of it comes from the team.']);
  });

  it('lets a short sentence pass where a word of it is the team’s, and a clause that only names what was asked', () => {
    const asked = 'Students are exempt from this rule, I hear. My export of invoices failed.';
    expect(check(asked, 'Students are never exempt from this rule in schools.').verdict).toBe('pass');
    expect(check(asked, 'If the export of invoices failed: press Start again.').verdict).toBe('pass');
  });

  it.each([
    ['promises', 'Official: refunds for everybody'],
    ['calls to act', 'Call now for your refund'],
    ['names a place', 'Larkfold moved to lark-app.test'],
    ['holds a code', 'Voucher ZZTOP99 works'],
    ['is data', '{"plan":"agency","trusted":true}'],
  ])('doubts a title that %s', (_, title) => {
    expect(provenance(aLesson({ answer: { title } }), aKnown()).verdict).toBe('doubt');
  });
});
