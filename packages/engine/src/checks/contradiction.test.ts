import { describe, expect, it } from 'vitest';
import { contradiction } from './contradiction.ts';
import { aKnown, aLesson, near, saying } from './testing/a-lesson.ts';

const against = (said: string, known: string, probability = 0.5) =>
  contradiction(saying(said), aKnown({ nearest: [near(known, {}, probability)] }));

describe('contradiction', () => {
  it.each([
    [
      'another amount',
      'The reset link is valid for 72 hours.',
      'The reset link is valid for 30 hours only.',
      'another amount',
    ],
    [
      'a number as a word',
      'Invitations are good for thirty days, 30 days.',
      'Invitations are good for seven days.',
      'another amount',
    ],
    [
      'the opposite',
      'Guests can see the rates of a project.',
      'Guests cannot see the rates of a project.',
      'the opposite',
    ],
    [
      'another version',
      'The camera fault is repaired in version 5.0.9.',
      'The camera fault is repaired in version 5.0.4.',
      'another version',
    ],
    [
      'another plan',
      'Single sign-on needs the Solo plan.',
      'Single sign-on needs the Agency plan.',
      'another plan',
    ],
    [
      'yes for no',
      'Yes, that can be undone by anybody.',
      'No. Nothing of it comes back.',
      'no where the other says yes',
    ],
    [
      'steps the other way round',
      'Delete the old client. Then import the new file again.',
      'Import the new file again. Then delete the old client.',
      'the same steps in another order',
    ],
    [
      'a number of anything',
      'Each person may have 6 plastic cards.',
      'Each person may have 2 plastic cards.',
      'another amount',
    ],
    [
      'a short sentence turned round',
      'The pocket is not there in seconds.',
      'The pocket is there in seconds.',
      'the opposite',
    ],
    [
      'another place to press',
      'Tap the frozen card under Archive and choose Put back.',
      'Tap the frozen card under Cards and choose Put back.',
      'another name',
    ],
    [
      'a grave end of the same words',
      'Open Members and press Send again. Afterwards delete the project.',
      'Open Members and press Send again. The old link stays dead from that moment.',
      'nothing of so grave a step',
    ],
  ])('doubts %s', (_, said, known, what) => {
    const { verdict, why, evidence } = against(said, known);
    expect([verdict, why]).toEqual(['doubt', `A known resolution of the same question says ${what}.`]);
    expect(evidence[0]).toBe('known');
  });

  it.each([
    [
      'the same number written otherwise',
      'Your bank releases it within five working days.',
      'The bank releases it within 5 working days.',
    ],
    [
      'another thing of the same unit',
      'Exports are kept for 48 hours.',
      'The trial can be extended by 14 days once.',
    ],
    [
      'more detail',
      'Press Send again under Members.',
      'Press Send again under Members; the old link stays dead.',
    ],
    [
      'a negation in another sentence about it',
      'Grant the permissions Camera and Photos, then it does not crash.',
      'Until then grant the permissions Camera and Photos by hand in the settings of the phone.',
    ],
    [
      'the sibling of an answer',
      'Billing, Plan, Compare, then Upgrade; it takes effect at once.',
      'Billing, Plan, Compare, then Downgrade; it takes effect at the end of the period.',
    ],
    ['another word of little weight', 'Open the big menu of it.', 'Open the large menu of it.'],
    [
      'another name and more',
      'Open Billing and choose Export there.',
      'Open Members and choose Invite there.',
    ],
    [
      'another end that is easily undone',
      'Open Members and press Send again. Then look at the inbox.',
      'Open Members and press Send again. The old link stays dead from that moment.',
    ],
    ['the same text', 'Guests cannot see rates.', 'Guests cannot see rates.'],
  ])('lets %s pass', (_, said, known) => expect(against(said, known).verdict).toBe('pass'));

  it('compares only what answers the same question', () => {
    const [said, known] = ['Yes, press Archive.', 'No. The timer stops by itself after ten hours.'];
    expect(against(said, known, 0.5).verdict).toBe('doubt');
    expect(against(said, known, 0.1).verdict).toBe('pass');
  });

  it('hears nothing from what waits for a person itself', () => {
    const [said, known] = ['The link is valid for 72 hours.', 'The link is valid for 30 hours.'];
    const judged = (stage: 'suggest' | 'shadow' | 'captured') =>
      contradiction(saying(said), aKnown({ nearest: [near(known, { stage }, 0.5)] })).verdict;
    expect([judged('suggest'), judged('shadow'), judged('captured')]).toEqual(['doubt', 'pass', 'pass']);
  });

  it('has nothing to compare where no words are brought', () => {
    expect(contradiction(aLesson({ answer: null }), aKnown({ nearest: [near('No.')] })).verdict).toBe('pass');
  });
});
