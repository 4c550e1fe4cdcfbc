import { describe, expect, it } from 'vitest';
import { brandOf, linksIn, ownerOf, teamHosts } from './hosts.ts';

describe('linksIn', () => {
  it.each([
    ['See https://help.larkfold.example/kb/a).', ['help.larkfold.example']],
    ['See www.larkfold.example, or larkfold.co.uk/x', ['larkfold.example', 'larkfold.co.uk']],
    ['[help](https://a.test/x) and <a href="https://b.test">c</a>', ['a.test', 'b.test']],
    ['https://help.example@evil.test/x', ['evil.test']],
    ['http://203.0.113.9/x and http://3405803785/', ['203.0.113.9', '3405803785']],
    ['hxxps://a.test/x', ['a.test']],
    ['Open report.pdf, node.js and v4.8.1 at 12.30, e.g. now.Then', []],
    ['Mail ann@a.test', []],
  ])('%s', (text, hosts) => expect(linksIn(text).map(({ host }) => host)).toEqual(hosts));

  it('tells the name before an @ and the words that carry a link', () => {
    expect(linksIn('[a.test](https://u@b.test/x)')).toMatchObject([
      { host: 'b.test', user: 'u', label: 'a.test' },
    ]);
  });
});

describe('ownerOf', () => {
  it.each([
    ['help.larkfold.example', 'larkfold.example'],
    ['shop.larkfold.co.uk', 'larkfold.co.uk'],
    ['larkfold.zendesk.com', 'larkfold.zendesk.com'],
  ])('%s', (host, owner) => expect(ownerOf(host)).toBe(owner));

  it('has a brand', () => expect(brandOf('help.larkfold.co.uk')).toBe('larkfold'));
});

it('teamHosts: what waits for a person makes no host known', () => {
  const of = (stage: string, link: string) => ({ text: `See ${link}`, links: [link], stage });
  const hosts = teamHosts([
    of('suggest', 'https://a.test/x'),
    of('auto', 'https://b.test/x'),
    of('shadow', 'https://c.test/x'),
    of('captured', 'https://d.test/x'),
  ]);
  expect([...hosts]).toEqual(['a.test', 'b.test']);
});
