/**
 * The subset of Markdown that replies use: paragraphs, lists, fenced code, bold, emphasis, code, links.
 * It parses to plain data; the view makes nodes of it, so no text can ever become markup. Images are off (a remote
 * image would tell its host who reads), raw HTML is text, and a link goes to http or https or stays text.
 * Every pattern is bounded, so the cost is O(n) for hostile input as well.
 */
export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'bold' | 'emphasis'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly text: string };
export type Block =
  | { readonly kind: 'paragraph' | 'heading'; readonly children: readonly Inline[] }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly (readonly Inline[])[];
    }
  | { readonly kind: 'code'; readonly text: string };

const FENCE = /^ {0,3}```/;
const ITEM = /^ {0,6}(?:[-*+•]|(\d{1,4})[.)])[ \t]+(\S.*)$/;
const HEADING = /^#{1,6} +(.+?) *#*$/;
const MAX_NESTING = 3;

/** The address, where it is one that a customer may safely be led to; otherwise null. */
export function safeUrl(text: string): string | null {
  if (!/^https?:\/\/\S+$/i.test(text)) return null;
  try {
    const url = new URL(text);
    return url.username || url.password ? null : url.href;
  } catch {
    return null;
  }
}

/** Parses a reply of any length. Never throws. */
export function parseMarkdown(source: string): readonly Block[] {
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const read =
      readCode(lines, at) ?? readHeading(lines, at) ?? readList(lines, at) ?? readParagraph(lines, at);
    if (read.block) blocks.push(read.block);
    at = read.next;
  }
  return blocks;
}

interface Read {
  readonly block: Block | null;
  readonly next: number;
}

function readCode(lines: readonly string[], at: number): Read | null {
  if (!FENCE.test(lines[at] ?? '')) return null;
  let end = at + 1;
  while (end < lines.length && !FENCE.test(lines[end] ?? '')) end++;
  return { block: { kind: 'code', text: lines.slice(at + 1, end).join('\n') }, next: end + 1 };
}

function readHeading(lines: readonly string[], at: number): Read | null {
  const text = HEADING.exec((lines[at] ?? '').slice(0, 1000))?.[1];
  return text ? { block: { kind: 'heading', children: parseInline(text) }, next: at + 1 } : null;
}

function readList(lines: readonly string[], at: number): Read | null {
  const first = ITEM.exec(lines[at] ?? '');
  if (!first) return null;
  const ordered = first[1] !== undefined;
  const items: string[] = [];
  let next = at;
  for (; next < lines.length; next++) {
    const line = lines[next] ?? '';
    const item = ITEM.exec(line);
    if (item && (item[1] !== undefined) === ordered) items.push(item[2] ?? '');
    else if (!item && /^ {2,}\S/.test(line)) items.push(`${items.pop() ?? ''}\n${line.trim()}`);
    else if (line.trim() || !continuesList(lines[next + 1], ordered)) break;
  }
  const list = {
    kind: 'list',
    ordered,
    start: Number(first[1] ?? 1),
    items: items.map((item) => parseInline(item)),
  } as const;
  return { block: list, next };
}

function continuesList(line: string | undefined, ordered: boolean): boolean {
  const item = ITEM.exec(line ?? '');
  return item !== null && (item[1] !== undefined) === ordered;
}

function readParagraph(lines: readonly string[], at: number): Read {
  if (!(lines[at] ?? '').trim()) return { block: null, next: at + 1 };
  let end = at + 1;
  while (end < lines.length && isPlain(lines[end] ?? '')) end++;
  const text = lines
    .slice(at, end)
    .map((line) => line.trim())
    .join('\n');
  return { block: { kind: 'paragraph', children: parseInline(text) }, next: end };
}

const isPlain = (line: string): boolean =>
  line.trim() !== '' && !FENCE.test(line) && !ITEM.test(line) && !HEADING.test(line.slice(0, 1000));

const INLINE =
  /`([^`\n]{1,500})`|\*\*([^*\n]{1,500})\*\*|\*([^*\s][^*\n]{0,500})\*|(!?)\[([^[\]\n]{1,300})\]\(([^()\s]{1,1000})\)|(https?:\/\/[^\s<>()[\]"'`*]{1,1000})|\n/gi;

function parseInline(source: string, nesting = 0): readonly Inline[] {
  const parts: Inline[] = [];
  let from = 0;
  for (const match of source.matchAll(INLINE)) {
    if (match.index > from) parts.push({ kind: 'text', text: source.slice(from, match.index) });
    from = match.index + match[0].length;
    parts.push(...readInline(match, nesting));
  }
  if (from < source.length) parts.push({ kind: 'text', text: source.slice(from) });
  return parts;
}

function readInline(match: RegExpExecArray, nesting: number): readonly Inline[] {
  const [whole, code, bold, emphasis, image, label, address, bare] = match;
  const inside = bold ?? emphasis;
  if (code !== undefined) return [{ kind: 'code', text: code }];
  if (inside !== undefined && nesting < MAX_NESTING)
    return [{ kind: bold ? 'bold' : 'emphasis', children: parseInline(inside, nesting + 1) }];
  if (label !== undefined) return [image ? { kind: 'text', text: label } : link(label, address ?? '')];
  if (bare !== undefined) return readBare(bare);
  return [whole === '\n' ? { kind: 'break' } : { kind: 'text', text: whole }];
}

/** A full stop after an address belongs to the sentence. */
function readBare(bare: string): readonly Inline[] {
  const address = bare.replace(/[.,;:!?]+$/, '');
  const rest = bare.slice(address.length);
  return rest ? [link(address, address), { kind: 'text', text: rest }] : [link(address, address)];
}

function link(text: string, address: string): Inline {
  const href = safeUrl(address);
  return href ? { kind: 'link', href, text } : { kind: 'text', text };
}
