/** The name of a clicked element, and the words of the page that must not be told. Reads a bounded part of the page. */
import type { PageSettings } from '@understudy/contract';
import { type HiddenWords, wordsOf } from './redact.ts';

const PRIVATE = '[data-private]';
const FIELDS =
  'input:not([type=button],[type=submit],[type=reset]),textarea,select,[contenteditable]:not([contenteditable=false]),[autocomplete^="cc-"]';
const NEVER = `${PRIVATE},${FIELDS}`;
const PRESSED =
  'button,a[href],summary,[role=button],[role=link],[role=tab],[role=menuitem],[role=switch],input[type=button],input[type=submit]';

const MAX_LABEL_TEXT = 300;
const MAX_NODES = 5_000;
/** More than this is not compared; then no word is told. */
const MAX_HIDDEN_ELEMENTS = 500;
const MAX_HIDDEN_TEXT = 20_000;

/** The selectors of the workspace as one; null where the browser does not understand them. */
export function selectorOf({ selectors, buttons }: PageSettings, root: Document): string | null {
  const understood = [...selectors, ...(buttons ? [PRESSED] : [])].filter((selector) => {
    try {
      root.createDocumentFragment().querySelector(selector);
      return true;
    } catch {
      return false;
    }
  });
  return understood.length > 0 ? understood.join(',') : null;
}

/** Null for an element that nobody opted in, and for anything in or around which somebody types. */
export function labelOf(target: Element, selector: string): string | null {
  const element = target.closest(selector);
  if (!element || target.closest(NEVER) || element.closest(NEVER)) return null;
  const said = element.getAttribute('data-understudy') || element.getAttribute('aria-label');
  if (said) return said.slice(0, MAX_LABEL_TEXT);
  return element.matches(PRESSED) ? visibleText(element) || element.localName : element.localName;
}

function visibleText(element: Element): string {
  if (element.localName === 'input') return element.getAttribute('value')?.slice(0, MAX_LABEL_TEXT) ?? '';
  return readText(element, MAX_LABEL_TEXT, true).text;
}

/** Text of an element up to so many characters and nodes; `skips` leaves out what is private within. */
function readText(root: Node, limit: number, skips: boolean): { text: string; whole: boolean } {
  const texts: string[] = [];
  let [length, nodes] = [0, 0];
  for (let node: Node | null = root; node; nodes++) {
    if (length > limit || nodes > MAX_NODES) return { text: texts.join(' '), whole: false };
    if (node.nodeType === 3) {
      const part = node.nodeValue ?? '';
      texts.push(part.slice(0, limit));
      length += part.length;
    }
    node = nextNode(node, root, !(skips && isLeftOut(node)));
  }
  return { text: texts.join(' '), whole: true };
}

const isLeftOut = (node: Node): boolean =>
  node.nodeType === 1 && (node as Element).matches(`${NEVER},script,style`);

/** In the order of the document, within the root. */
function nextNode(node: Node, root: Node, descends: boolean): Node | null {
  if (descends && node.firstChild) return node.firstChild;
  for (let up: Node | null = node; up && up !== root; up = up.parentNode)
    if (up.nextSibling) return up.nextSibling;
  return null;
}

/** Words within `[data-private]`; null where there are too many. */
export function privateWords(root: ParentNode): HiddenWords | null {
  return collect(root.querySelectorAll(PRIVATE), (element) => readText(element, MAX_HIDDEN_TEXT, false));
}

/** Words that stand in fields, typed or filled in; null where there are too many. */
export function typedWords(root: ParentNode): HiddenWords | null {
  return collect(root.querySelectorAll(FIELDS), (element) => {
    const text = 'value' in element ? String(element.value) : (element.textContent ?? '');
    return { text: text.slice(0, MAX_HIDDEN_TEXT), whole: text.length <= MAX_HIDDEN_TEXT };
  });
}

function collect(
  elements: ArrayLike<Element>,
  read: (element: Element) => { text: string; whole: boolean },
): HiddenWords | null {
  if (elements.length > MAX_HIDDEN_ELEMENTS) return null;
  const words = new Set<string>();
  let length = 0;
  for (let at = 0; at < elements.length; at++) {
    const { text, whole } = read(elements[at] as Element);
    length += text.length;
    if (!whole || length > MAX_HIDDEN_TEXT) return null;
    for (const word of wordsOf(text)) words.add(word);
  }
  return words;
}
