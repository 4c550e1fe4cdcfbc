/**
 * Records a guide while a person of the team clicks through the product: what they click and which fields they fill, by
 * labels, never what they type. The page goes its usual way; the recording is kept over page loads, and handed in at the
 * end with the token that the console gave.
 */
import type { GuideStep } from '@understudy/contract';
import { add, button } from './card.ts';
import { keepInTab } from './kept-in-tab.ts';
import { ACTIVE, fingerprintOf, isPrivate, isTyped } from './page-elements.ts';
import { finished, MOST_STEPS, withDeed, withText } from './recording.ts';
import styles from './recorder.css?inline';
import { routeOf } from './route.ts';

interface RecordOptions {
  readonly root: ShadowRoot;
  readonly base_url: string;
  readonly workspace: string;
  readonly token: string;
  readonly onEnd: () => void;
}
interface Kept {
  readonly token: string;
  readonly steps: readonly GuideStep[];
  readonly is_paused: boolean;
}

/** Answers how to take it off the page; what was recorded stays until it is finished or cancelled. */
export function record({ root, base_url, workspace, token, onEnd }: RecordOptions): () => void {
  const kept = keepInTab<Kept>(`${workspace}:recorded`);
  const before = kept.get();
  let state: Kept = before?.token === token ? before : { token, steps: [], is_paused: false };
  const ended = new AbortController();

  const bar = createBar(root, {
    undo: () => change({ steps: state.steps.slice(0, -1) }),
    pause: () => change({ is_paused: !state.is_paused }),
    finish: () => void handIn(),
    cancel: end,
    rename: (at, text) => {
      state = { ...state, steps: withText(state.steps, at, text) };
      kept.set(state);
    },
  });

  function change(more: Partial<Kept>): void {
    state = { ...state, ...more };
    kept.set(state);
    bar.draw(state);
  }

  function stop(): void {
    ended.abort();
    bar.remove();
  }

  function end(): void {
    kept.remove();
    stop();
    onEnd();
  }

  function note(event: Event, kind: 'clicked' | 'filled'): void {
    const path = event.composedPath();
    if (state.is_paused || path.includes(root.host)) return;
    const hit = path.find((each): each is Element => each instanceof Element);
    const element = hit?.closest(ACTIVE) ?? hit;
    if (!element || isPrivate(element)) return;
    // A click on a label comes again as one on its field; a click into a field is followed by what is filled in.
    const isField = element.localName === 'label' || (isTyped(element) && !isTicked(element));
    if (kind === 'clicked' ? isField : isTicked(element)) return;
    const deed = { kind, route: routeOf(location.pathname), fingerprint: fingerprintOf(element) };
    change({ steps: withDeed(state.steps, deed) });
  }

  async function handIn(): Promise<void> {
    bar.say('Sending…');
    const problem = await send(base_url, { workspace, token, steps: finished(state.steps) });
    if (problem !== null) return bar.say(problem);
    kept.remove();
    ended.abort();
    bar.done(end);
  }

  const listen = { capture: true, signal: ended.signal };
  document.addEventListener('click', (event) => note(event, 'clicked'), listen);
  document.addEventListener('input', (event) => note(event, 'filled'), listen);
  bar.draw(state);
  return stop;
}

const isTicked = (element: Element) => element.matches('[type="checkbox"],[type="radio"]');

/** Null where it was taken; else what is wrong. */
async function send(base_url: string, body: object): Promise<string | null> {
  try {
    const response = await fetch(`${base_url}/v1/widget/guide-recordings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.ok) return null;
    const { detail } = (await response.json()) as { detail?: string };
    return detail ?? 'It was not taken. Try again.';
  } catch {
    return 'The server cannot be reached. What was recorded is kept: try again.';
  }
}

interface BarActions {
  readonly undo: () => void;
  readonly pause: () => void;
  readonly finish: () => void;
  readonly cancel: () => void;
  readonly rename: (at: number, text: string) => void;
}

function createBar(root: ShadowRoot, actions: BarActions) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets.push(sheet);
  const bar = add(root, 'section', 'recorder');
  bar.setAttribute('aria-label', 'Recording a guide');
  const head = add(bar, 'div', 'recorder-head');
  add(head, 'span', 'recorder-dot');
  const title = add(head, 'strong', 'recorder-title');
  const move = button(head, 'recorder-move', '⇅', () => bar.classList.toggle('is-above'));
  move.setAttribute('aria-label', 'Move out of the way');
  const list = add(bar, 'ol', 'recorder-steps');
  const said = add(bar, 'p', 'recorder-said');
  said.setAttribute('role', 'status');
  const row = add(bar, 'div', 'recorder-row');
  const undo = button(row, 'guide-plain', 'Undo last', actions.undo);
  const pause = button(row, 'guide-plain', 'Pause', actions.pause);
  button(row, 'guide-plain', 'Cancel', actions.cancel);
  const finish = button(row, 'recorder-finish', 'Finish', actions.finish);

  return {
    say(text: string): void {
      said.textContent = text;
    },
    draw({ steps, is_paused }: Kept) {
      bar.dataset['paused'] = String(is_paused);
      title.textContent = is_paused ? 'Paused' : 'Recording a guide';
      pause.textContent = is_paused ? 'Go on' : 'Pause';
      undo.disabled = finish.disabled = steps.length === 0;
      said.textContent =
        steps.length >= MOST_STEPS
          ? `A guide has at most ${MOST_STEPS} steps.`
          : steps.length === 0
            ? 'Click through the product. What you type is not recorded.'
            : '';
      list.replaceChildren();
      for (const [at, { text }] of steps.entries()) {
        const input = add(add(list, 'li', ''), 'input', 'recorder-text');
        input.value = text;
        input.maxLength = 300;
        input.setAttribute('aria-label', `Step ${at + 1}`);
        input.addEventListener('input', () => actions.rename(at, input.value));
      }
      list.scrollTop = list.scrollHeight;
    },
    done(close: () => void) {
      title.textContent = 'Handed in';
      said.textContent = 'The guide waits in Review. You can close this tab.';
      list.remove();
      row.replaceChildren();
      button(row, 'recorder-finish', 'Close', close);
    },
    remove() {
      bar.remove();
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== sheet);
    },
  };
}
