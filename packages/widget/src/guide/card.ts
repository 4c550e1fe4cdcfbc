/**
 * What a guide draws: a ring around the element, the card of the step beside it, and a live region. All of it lies in the
 * widget's own shadow root; the ring lets every click through, and no layout of the page changes.
 */
import type { StringKey } from '../text/en.ts';
import styles from './guide.css?inline';
import { placeCard } from './place-card.ts';

export interface Card {
  show(step: { readonly at: number; readonly text: string }): void;
  /** Every frame. `hint`: what is in the way of the step. */
  place(target: HTMLElement | null, hint: string): void;
  focus(): void;
  hasFocus(): boolean;
  remove(): void;
}

interface Words {
  readonly t: (key: StringKey, values?: Readonly<Record<string, string | number>>) => string;
  readonly dir: 'ltr' | 'rtl';
  readonly title: string;
  readonly of: number;
}
type Actions = Readonly<Record<'next' | 'back' | 'close' | 'goTo', () => void>>;

const RING = 6;

export function createCard(root: ShadowRoot, { t, dir, title, of }: Words, actions: Actions): Card {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets.push(sheet);
  const place = add(root, 'div', 'guide');
  place.dir = dir;
  const ring = add(place, 'div', 'guide-ring');
  ring.hidden = true;
  const card = add(place, 'section', 'guide-card');
  card.tabIndex = -1;
  card.setAttribute('role', 'dialog');
  card.setAttribute('aria-label', title);
  card.setAttribute('aria-describedby', 'guide-text');
  const head = add(card, 'div', 'guide-head');
  const count = add(head, 'p', 'guide-count');
  button(head, 'guide-close', '×', actions.close).setAttribute('aria-label', t('close'));
  const text = add(card, 'p', 'guide-text');
  text.id = 'guide-text';
  const hint = add(card, 'p', 'guide-hint');
  const row = add(card, 'div', 'guide-row');
  const back = button(row, 'guide-plain', t('guide_back'), actions.back);
  const goTo = button(row, 'guide-plain', t('guide_go'), actions.goTo);
  const next = button(row, 'guide-next', '', actions.next);
  const live = add(place, 'div', 'guide-live');
  live.setAttribute('role', 'status');
  let drawn = '';

  return {
    show(step) {
      const where = t('guide_step', { n: step.at + 1, of });
      count.textContent = where;
      text.textContent = step.text;
      back.hidden = step.at === 0;
      next.textContent = t(step.at + 1 === of ? 'guide_done' : 'guide_next');
      live.textContent = `${where}: ${step.text}`;
    },
    place(target, said) {
      if (hint.textContent !== said) hint.textContent = said;
      hint.hidden = said === '';
      goTo.hidden = target === null;
      ring.hidden = target === null;
      const box = target?.getBoundingClientRect() ?? null;
      const size = { width: card.offsetWidth, height: card.offsetHeight };
      const view = { width: document.documentElement.clientWidth, height: innerHeight };
      const now = JSON.stringify([box, size, view]);
      if (now === drawn) return;
      drawn = now;
      const at = placeCard(box, size, view);
      move(card, at);
      if (!box) return;
      move(ring, { left: box.left - RING, top: box.top - RING });
      ring.style.width = `${box.width + 2 * RING}px`;
      ring.style.height = `${box.height + 2 * RING}px`;
    },
    focus: () => card.focus({ preventScroll: true }),
    hasFocus: () => root.activeElement !== null && card.contains(root.activeElement),
    remove() {
      place.remove();
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== sheet);
    },
  };
}

export function add<K extends keyof HTMLElementTagNameMap>(
  parent: ParentNode,
  kind: K,
  name: string,
  text = '',
): HTMLElementTagNameMap[K] {
  const element = document.createElement(kind);
  element.className = name;
  element.textContent = text;
  parent.append(element);
  return element;
}

export function button(parent: ParentNode, name: string, text: string, act: () => void): HTMLButtonElement {
  const element = add(parent, 'button', name, text);
  element.type = 'button';
  element.addEventListener('click', act);
  return element;
}

const move = (element: HTMLElement, { left, top }: { left: number; top: number }) =>
  (element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`);
