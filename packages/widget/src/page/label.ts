/** The name of a clicked element, and the words of the page that must not be told. Reads a bounded part of the page. */
import type { PageSettings } from '@understudy/contract';
import { type HiddenWords, wordsOf } from './redact.ts';
import { FIELDS, NEVER, PRIVATE, readText, visibleText } from './visible-text.ts';

const PRESSED =
  'button,a[href],summary,[role=button],[role=link],[role=tab],[role=menuitem],[role=switch],input[type=button],input[type=submit]';

const MAX_LABEL_TEXT = 300;
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
  return element.matches(PRESSED) ? nameOf(element) || element.localName : element.localName;
}

const nameOf = (element: Element): string =>
  element.localName === 'input'
    ? (element.getAttribute('value')?.slice(0, MAX_LABEL_TEXT) ?? '')
    : visibleText(element, MAX_LABEL_TEXT);

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
