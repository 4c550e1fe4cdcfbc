import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articleKey, canonicalLink, extractLinks, MAX_LINKS, titleOfArticleKey } from './links.ts';

describe('canonicalLink', () => {
  it.each([
    [
      'https://support.mozilla.org/en-US/kb/compacting-folders#w_x',
      'https://support.mozilla.org/kb/compacting-folders',
    ],
    ['http://www.Example.com/de/kb/a/?utm_source=x&b=2&a=1', 'https://example.com/kb/a?a=1&b=2'],
    [
      'https://desk.example.com/hc/en-us/articles/123-Export).',
      'https://desk.example.com/hc/articles/123-Export',
    ],
    ['https://en.wikipedia.org/wiki/Ash_(tree)', 'https://en.wikipedia.org/wiki/Ash_(tree)'],
    ['https://example.com/tv', 'https://example.com/tv'],
    ['https://localhost/x', null],
    ['ftp://example.com', null],
    ['nonsense', null],
  ])('%s', (link, expected) => expect(canonicalLink(link)).toBe(expected));

  it('is idempotent', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (url) => {
        const once = canonicalLink(url);
        expect(once === null || canonicalLink(once) === once).toBe(true);
      }),
    );
  });
});

it('takes links out of text once each, in order, at most twenty', () => {
  expect(
    extractLinks('See <https://a.example/x>, (https://b.example/y) and https://www.a.example/x.'),
  ).toEqual(['https://a.example/x', 'https://b.example/y']);
  expect(extractLinks(Array.from({ length: 50 }, (_, i) => `https://a.example/${i}`).join(' '))).toHaveLength(
    MAX_LINKS,
  );
});

describe('articleKey', () => {
  it.each([
    ['https://support.mozilla.org/nl/kb/Compacting-Folders', 'kb:compacting-folders'],
    ['compacting-folders', 'kb:compacting-folders'],
    ['https://desk.example.com/hc/en-us/articles/123-Export-data', 'kb:123-export-data'],
    ['http://kb.mozillazine.org/Moving_your_profile', 'kb:moving_your_profile'],
    ['https://help.example.com/exporting', 'kb:exporting'],
    ['https://support.mozilla.org/en-US/questions/1422908', null],
    ['https://example.com/', null],
    ['two words', null],
  ])('%s', (link, expected) => expect(articleKey(link)).toBe(expected));
});

it('makes a title of a slug, not of a number', () => {
  expect(titleOfArticleKey('kb:123-export-data')).toBe('Export data');
  expect(titleOfArticleKey('kb:40012')).toBeNull();
});
