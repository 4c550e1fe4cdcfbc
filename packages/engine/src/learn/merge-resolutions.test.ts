import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_SOURCES, ResolutionLibrary } from './merge-resolutions.ts';
import { mineDocument } from './mine-document.ts';
import type { ResolutionCandidate } from './thread.ts';

let serial = 0;
const BASE =
  'Open the settings page, choose the export tab, tick the archived box and press the green button';
function candidateOf(over: Partial<ResolutionCandidate> & { source?: string } = {}): ResolutionCandidate {
  const { source = `m${serial++}`, ...rest } = over;
  return {
    title: 'Export',
    text: BASE,
    links: [],
    articles: [],
    stakes: 'read-only',
    strength: 'assumed',
    sources: [{ kind: 'human-reply', id: source, url: null, author: 'kim', at_ms: rest.at_ms ?? 0 }],
    message_indices: [1],
    at_ms: 0,
    ...rest,
  };
}

describe('ResolutionLibrary', () => {
  it('merges near-duplicates into one with versions and sources', () => {
    const library = new ResolutionLibrary();
    const first = library.add(candidateOf());
    const second = library.add(candidateOf({ text: `${BASE} today`, at_ms: 5 }));
    expect([first.isNew, second.isNew, second.version, library.all.length]).toEqual([true, false, 2, 1]);
    expect(second.resolution).toMatchObject({ text: `${BASE} today`, id: first.resolution.id });
    expect(second.resolution.sources).toHaveLength(2);
    expect(first.resolution.id).toMatch(/^res_[0-9a-z]{20}$/u);
  });

  it('one resolution per article: the first that a reply links', () => {
    const library = new ResolutionLibrary();
    const a = library.add(
      candidateOf({ text: 'See the page on exports, it lists every step', articles: ['kb:exports'] }),
    );
    const b = library.add(
      candidateOf({
        text: 'Quite other words about the same thing here',
        articles: ['kb:exports', 'kb:x'],
        at_ms: 3,
      }),
    );
    const c = library.add(
      candidateOf({ text: 'Quite other words about the same thing here', articles: ['kb:x'], at_ms: 4 }),
    );
    expect(b.resolution.id).toBe(a.resolution.id);
    expect(c.isNew).toBe(true);
    expect(a.resolution.title).toBe('Exports');
  });

  it('an article’s document and the replies that link it meet, whichever comes first', () => {
    const document = mineDocument({
      id: 'd1',
      kind: 'article',
      title: 'Exporting',
      text: BASE,
      url: 'https://help.example.com/kb/exports',
      at_ms: null,
    });
    if (document === null) throw new Error('expected a candidate');
    const reply = candidateOf({
      articles: ['kb:exports'],
      text: 'Short reply with the link in it',
      at_ms: 9,
    });
    for (const order of [
      [document, reply],
      [reply, document],
    ]) {
      const library = new ResolutionLibrary();
      for (const candidate of order) library.add(candidate);
      expect(library.all).toHaveLength(1);
      expect(library.all[0]).toMatchObject({ text: BASE });
      expect(library.all[0]?.sources.map((source) => source.kind)).toEqual(['article', 'human-reply']);
    }
  });

  it('a stronger or newer text wins; a weaker, older or much thinner one does not', () => {
    const texts = (second: Partial<ResolutionCandidate>): string | undefined => {
      const library = new ResolutionLibrary();
      library.add(candidateOf({ articles: ['kb:a'], text: BASE, strength: 'confirmed', at_ms: 10 }));
      library.add(
        candidateOf({
          articles: ['kb:a'],
          text: 'Choose export in the menu and press the button then',
          ...second,
        }),
      );
      return library.all[0]?.text;
    };
    expect(texts({ strength: 'accepted', at_ms: 1 })).not.toBe(BASE);
    expect(texts({ strength: 'confirmed', at_ms: 11 })).not.toBe(BASE);
    expect(texts({ strength: 'confirmed', at_ms: 9 })).toBe(BASE);
    expect(texts({ strength: 'assumed', at_ms: 99 })).toBe(BASE);
    expect(texts({ strength: 'accepted', at_ms: 99, text: 'See this' })).toBe(BASE);
  });

  it('keeps stakes at the dearest and sources bounded to the newest', () => {
    const library = new ResolutionLibrary();
    for (let i = 0; i < MAX_SOURCES + 50; i++)
      library.add(candidateOf({ at_ms: i, stakes: i === 3 ? 'money-security' : 'read-only' }));
    const [resolution] = library.all;
    expect(resolution?.sources).toHaveLength(MAX_SOURCES);
    expect(resolution?.sources[0]?.at_ms).toBe(MAX_SOURCES + 49);
    expect(resolution?.stakes).toBe('money-security');
  });

  const pool = [
    'open the settings and press export',
    'clear the cache and sign in again please',
    'ask your admin for the billing role',
  ];
  const candidates = fc.array(
    fc.record({
      text: fc
        .tuple(fc.constantFrom(...pool), fc.constantFrom('', ' now', ' twice', ' in the web app'))
        .map((parts) => parts.join('')),
      at_ms: fc.integer({ min: 0, max: 50 }),
      articles: fc.constantFrom([], [], ['kb:a'], ['kb:b', 'kb:a']),
      strength: fc.constantFrom('assumed' as const, 'confirmed' as const, 'accepted' as const),
      source: fc.integer({ min: 0, max: 1e6 }).map(String),
    }),
    { maxLength: 25 },
  );

  it('adding everything again changes nothing, also after a restore', () => {
    fc.assert(
      fc.property(candidates, (rows) => {
        const list = rows.map((row, i) => candidateOf({ ...row, source: `${i}` }));
        const library = new ResolutionLibrary();
        for (const candidate of list) library.add(candidate);
        const before = JSON.stringify(library.all);
        for (const candidate of list) expect(library.add(candidate).changed).toBe(false);
        expect(JSON.stringify(library.all)).toBe(before);
        const restored = new ResolutionLibrary(library.all);
        for (const candidate of list) restored.add(candidate);
        expect(JSON.stringify(restored.all)).toBe(before);
      }),
    );
  });

  it('same candidates, same library; every source has exactly one home', () => {
    fc.assert(
      fc.property(candidates, (rows) => {
        const list = rows.map((row, i) => candidateOf({ ...row, source: `${i}` }));
        const build = (): ResolutionLibrary => {
          const library = new ResolutionLibrary();
          for (const candidate of list) library.add(candidate);
          return library;
        };
        const { all } = build();
        expect(all).toEqual(build().all);
        const homes = all.flatMap((resolution) =>
          resolution.sources.filter((s) => s.kind === 'human-reply').map((s) => s.id),
        );
        expect(homes.toSorted()).toEqual(list.map((c) => c.sources[0]?.id).toSorted());
      }),
    );
  });
});
