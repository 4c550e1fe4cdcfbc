import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, type Inline, parseMarkdown, safeUrl } from './markdown.ts';

const inlines = (source: string): readonly Inline[] => {
  const block = parseMarkdown(source)[0];
  return block?.kind === 'paragraph' ? block.children : [];
};

const links = (blocks: readonly Block[]): readonly string[] => {
  const ofInline = (part: Inline): readonly string[] =>
    part.kind === 'link' ? [part.href] : 'children' in part ? part.children.flatMap(ofInline) : [];
  return blocks.flatMap((block) =>
    block.kind === 'list'
      ? block.items.flat().flatMap(ofInline)
      : 'children' in block
        ? block.children.flatMap(ofInline)
        : [],
  );
};

describe('what replies use', () => {
  it('reads paragraphs, lists with continued lines, headings and code', () => {
    const source =
      'Do **this**:\nnow\n\n1. Open `Settings`\n   then wait\n\n2. Click *Save*\n\n## Then\n- a\n- b\n\n```js\n<b>*x*</b>\n```';
    expect(parseMarkdown(source).map((block) => block.kind)).toEqual([
      'paragraph',
      'list',
      'heading',
      'list',
      'code',
    ]);
    expect(parseMarkdown(source)[1]).toMatchObject({
      ordered: true,
      start: 1,
      items: [
        [{ text: 'Open ' }, { kind: 'code', text: 'Settings' }, { kind: 'break' }, { text: 'then wait' }],
        [{ text: 'Click ' }, { kind: 'emphasis' }],
      ],
    });
    expect(parseMarkdown(source)[4]).toEqual({ kind: 'code', text: '<b>*x*</b>' });
  });

  it('reads links, also bare ones without the full stop behind them', () => {
    expect(inlines('See [the guide](https://example.com/a?b=1).')[1]).toEqual({
      kind: 'link',
      href: 'https://example.com/a?b=1',
      text: 'the guide',
    });
    expect(inlines('https://example.com/x.')).toEqual([
      { kind: 'link', href: 'https://example.com/x', text: 'https://example.com/x' },
      { kind: 'text', text: '.' },
    ]);
  });

  it('does not take a multiplication or a lone star for emphasis', () => {
    expect(inlines('2 * 3 * 4')).toEqual([{ kind: 'text', text: '2 * 3 * 4' }]);
  });
});

describe('hostile input', () => {
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    '//evil.example',
    'https://bank.example@evil.example/',
    'https://user:pw@evil.example/',
    'file:///etc/passwd',
    'https://',
  ])('never links to %s', (address) => {
    expect(safeUrl(address)).toBeNull();
    expect(links(parseMarkdown(`[click](${address})`))).toEqual([]);
  });

  it('leaves HTML as text and turns images into their caption', () => {
    expect(inlines('<img src=x onerror=alert(1)>')).toEqual([
      { kind: 'text', text: '<img src=x onerror=alert(1)>' },
    ]);
    expect(inlines('![pixel](https://evil.example/p.gif)')).toEqual([{ kind: 'text', text: 'pixel' }]);
  });

  it('never throws, and never makes a link that is not http or https', () => {
    const piece = fc.constantFrom(
      '**',
      '*',
      '`',
      '```',
      '[',
      '](',
      ')',
      '!',
      '\n',
      '- ',
      '1. ',
      'https://',
      'javascript:',
      '# ',
      'x',
      ' ',
    );
    const source = fc
      .array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 60 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(source, (text) => {
        for (const href of links(parseMarkdown(text))) expect(href).toMatch(/^https?:\/\//);
      }),
    );
  });

  it('reads the longest message of repeated marks to its end', () => {
    for (const mark of ['*', '[', '`', '**a', '[a](', '- ', '# ', ' ', 'https://']) {
      const source = mark.repeat(20_000 / mark.length);
      expect(JSON.stringify(parseMarkdown(source)).length).toBeLessThan(source.length * 60);
    }
  });
});
