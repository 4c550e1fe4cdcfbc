/**
 * Reads a page's elements for guides: what tells one from the others, and where the one is that a step points at.
 *
 * Only labels are read, never what somebody typed, and nothing of what the page marks as private. Limits: 5,000 elements
 * of a page are looked at, labels of 120 letters.
 */
import type { Fingerprint } from '@understudy/contract';
import { PRIVATE, visibleText } from '../page/visible-text.ts';
import { bestMatch, type Traits } from './match-element.ts';

const MOST = 5_000;
const MOST_LETTERS = 120;
/** Of the text that a label is made of, spaces included. */
const MOST_READ = 2_000;
const TEST_IDS = ['data-testid', 'data-test-id', 'data-test', 'data-cy'];
const WITH_TEST_ID = TEST_IDS.map((name) => `[${name}]`).join();
/** What a person can act on. */
export const ACTIVE =
  'a[href],button,input,select,textarea,summary,[role],[tabindex],[contenteditable],[onclick],label';
const TYPED = 'input,textarea,select,[contenteditable]:not([contenteditable="false"])';
const SECRET = `${PRIVATE},[type="password"]`;

const ROLES: Readonly<Record<string, string>> = {
  a: 'link',
  button: 'button',
  summary: 'button',
  select: 'combobox',
  textarea: 'textbox',
  label: 'label',
};
const INPUT_ROLES: Readonly<Record<string, string>> = {
  button: 'button',
  submit: 'button',
  reset: 'button',
  image: 'button',
  checkbox: 'checkbox',
  radio: 'radio',
  range: 'slider',
  number: 'spinbutton',
};

export const isTyped = (element: Element): boolean =>
  element.matches(TYPED) && INPUT_ROLES[element.getAttribute('type') ?? ''] !== 'button';

export const isPrivate = (element: Element): boolean => element.closest(SECRET) !== null;

/** The one element that is meant and can be seen; null where there is none, or more than one. */
export function findElement(mark: Fingerprint, page: ParentNode = document): HTMLElement | null {
  const found = new Set(page.querySelectorAll<HTMLElement>(`${ACTIVE},${WITH_TEST_ID}`));
  const at_place = select(mark.selector, page);
  for (const element of at_place) found.add(element);
  const visible = [...found].slice(0, MOST).filter(isVisible);
  const best = bestMatch(
    mark,
    visible.map((element) => traitsOf(element, at_place.includes(element))),
  );
  return best === null ? null : (visible[best] ?? null);
}

export function isVisible(element: HTMLElement): boolean {
  const { width, height } = element.getBoundingClientRect();
  // Browsers of before 2024 cannot tell what is hidden without a size of nothing.
  return width > 0 && height > 0 && (element.checkVisibility?.({ visibilityProperty: true }) ?? true);
}

export function fingerprintOf(element: Element): Fingerprint {
  const { role, name, test_id, text } = traitsOf(element, true);
  return { role, name, test_id, text, selector: selectorOf(element) };
}

function traitsOf(element: Element, is_at_place: boolean): Traits {
  const test_id = TEST_IDS.map((name) => element.getAttribute(name)).find((id) => id) ?? null;
  const kept = { role: roleOf(element), test_id: test_id?.slice(0, MOST_LETTERS) ?? null, is_at_place };
  if (isPrivate(element)) return { ...kept, name: null, text: null };
  const text = isTyped(element) ? null : label(visibleText(element, MOST_READ));
  return { ...kept, name: nameOf(element) ?? text, text };
}

function roleOf(element: Element): string | null {
  const own = element.getAttribute('role');
  const kind = element.localName;
  if (own) return own.slice(0, 60);
  if (kind === 'input') return INPUT_ROLES[element.getAttribute('type') ?? ''] ?? 'textbox';
  return ROLES[kind] ?? null;
}

/** By what assistive technology calls it, as far as that is not its own text. */
function nameOf(element: Element): string | null {
  const by = element.getAttribute('aria-labelledby');
  const named = by
    ?.split(/\s+/)
    .map((id) => wordsAround(element.ownerDocument.getElementById(id)))
    .join(' ');
  const labels = 'labels' in element ? (element.labels as NodeListOf<HTMLLabelElement> | null) : null;
  const isButton = element.localName === 'input' && !isTyped(element);
  const says = [
    named,
    element.getAttribute('aria-label'),
    wordsAround(labels?.[0]),
    isButton ? element.getAttribute('value') : null,
    element.getAttribute('alt'),
    element.getAttribute('placeholder'),
    element.getAttribute('title'),
  ];
  return says.map(label).find((words) => words !== null) ?? null;
}

/** Of what names a field, also from around it: without what the field holds. */
const wordsAround = (element: Element | null | undefined): string =>
  !element || isPrivate(element) ? '' : visibleText(element, MOST_READ);

function label(text: string | null | undefined): string | null {
  const words = text?.slice(0, MOST_READ).replace(/\s+/g, ' ').trim().slice(0, MOST_LETTERS) ?? '';
  return words === '' ? null : words;
}

const GENERATED = /\d|^:|^[a-z]{0,3}$/i;
const DEEPEST = 6;

/** A path from the nearest id that a person gave, or of at most six elements. */
function selectorOf(element: Element): string {
  const parts: string[] = [];
  for (let at: Element | null = element; at && parts.length < DEEPEST; at = at.parentElement) {
    if (at.id && !GENERATED.test(at.id)) {
      parts.unshift(`#${CSS.escape(at.id)}`);
      break;
    }
    const { localName, parentElement } = at;
    const alike = [...(parentElement?.children ?? [])].filter((child) => child.localName === localName);
    parts.unshift(alike.length > 1 ? `${localName}:nth-of-type(${alike.indexOf(at) + 1})` : localName);
  }
  return parts.join(' > ').slice(0, 500);
}

function select(selector: string | null, page: ParentNode): HTMLElement[] {
  try {
    return selector === null ? [] : [...page.querySelectorAll<HTMLElement>(selector)];
  } catch {
    return [];
  }
}
