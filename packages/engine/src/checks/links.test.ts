import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { links } from './links.ts';
import { aKnown, aLesson, saying, told } from './testing/a-lesson.ts';

const verdict = (link: string, known = aKnown()) => links(saying(`The guide: ${link}`), known).verdict;

describe('links', () => {
  it.each([
    ['a digit for a letter', 'https://help.larkfo1d.example/kb'],
    ['two letters swapped', 'https://help.larkfodl.example/kb'],
    ['a letter too many', 'https://larkfoldd.example/kb'],
    ['the name in another name', 'https://larkfold-help.example/kb'],
    ['the name below another one', 'https://help.larkfold.example.kb-host.test/kb'],
    ['another ending', 'https://help.larkfold.com/kb'],
    ['a house where many rent', 'https://larkfold.zendesk.com/kb'],
    ['punycode', 'https://xn--lrkfold-4nf.example/kb'],
    ['another alphabet', 'https://help.lаrkfold.example/kb'],
    ['a name before an @', 'https://help.larkfold.example@kb-host.test/kb'],
    ['an address of a machine', 'http://203.0.113.9/kb'],
    ['the same as one number', 'http://3405803785/kb'],
    ['an address of the new kind', 'https://[2001:db8::7]/kb'],
    ['words that name another host', '[help.larkfold.example/kb](https://kb-host.test/kb)'],
    ['a redirect', 'https://app.larkfold.example/out?to=https%3A%2F%2Fkb-host.test'],
  ])('blocks %s', (_, link) => expect(verdict(link)).toBe('block'));

  it.each([
    ['a shortener', 'https://bit.ly/lf-kb'],
    ['a program', 'https://help.larkfold.example/setup.exe'],
    ['a place that was never linked', 'https://kb-host.test/kb'],
  ])('doubts %s', (_, link) => expect(verdict(link)).toBe('doubt'));

  it.each([
    ['the team’s own', 'https://help.larkfold.example/kb/a?b=c#d'],
    ['another machine of the team', 'https://status.larkfold.example'],
    [
      'a redirect within the team',
      'https://app.larkfold.example/login?next=https://help.larkfold.example/kb',
    ],
    ['words of its own', '[the guide](https://help.larkfold.example/kb)'],
  ])('lets %s pass', (_, link) => expect(verdict(link)).toBe('pass'));

  it('judges by form alone while no host is known', () => {
    const nothing = aKnown({ hosts: new Set() });
    expect(verdict('https://kb-host.test/kb', nothing)).toBe('pass');
    expect(verdict('http://203.0.113.9/kb', nothing)).toBe('block');
  });

  it('reads listed links, steps and title', () => {
    const link = 'https://help.larkfo1d.example';
    for (const answer of [{ links: [link] }, { steps: [link] }, { title: link }])
      expect(links(aLesson({ answer }), aKnown()).verdict).toBe('block');
    expect(told(links(aLesson({ answer: null }), aKnown()))).toEqual(['pass', 'It has no links.']);
  });

  it('blocks every name that is one letter off', () => {
    const letter = fc.constantFrom(...Array.from('abcdefghijkmnopqrstuvwxyz0123456789'));
    fc.assert(
      fc.property(fc.nat(7), letter, (at, other) => {
        const name = `larkfold`.slice(0, at) + other + `larkfold`.slice(at + 1);
        fc.pre(name !== 'larkfold');
        expect(verdict(`https://${name}.example/kb`)).toBe('block');
      }),
    );
  });
});
