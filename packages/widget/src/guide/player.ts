/**
 * Leads somebody through the page, step by step: finds what a step points at, rings it, and goes on when the customer has
 * done it. It only watches: nothing is clicked, typed or changed for them.
 *
 * The page may still be loading, so an element is waited for; what is gone is skipped where a later step is there, else the
 * rest is told as text. Cost: one measurement a frame while a step is shown, and a look at the page's elements at most
 * four times a second while one is sought.
 */
import type { GuideRun, VisitorGuide } from '@understudy/contract';
import type { StringKey } from '../text/en.ts';
import { createCard } from './card.ts';
import { findElement, isVisible } from './page-elements.ts';
import { isOnRoute } from './route.ts';

export type Outcome = 'completed' | 'left' | 'broken';

/** Kept over page loads. */
export interface Running {
  readonly guide: VisitorGuide;
  readonly run_id: string;
  readonly conversation_id: string | null;
  readonly step: number;
  /** Nobody has heard of it yet. */
  readonly is_new: boolean;
}

export interface PlayOptions {
  readonly root: ShadowRoot;
  readonly running: Running;
  readonly t: (key: StringKey, values?: Readonly<Record<string, string | number>>) => string;
  readonly dir: 'ltr' | 'rtl';
  readonly keep: (running: Running) => void;
  readonly report: (state: GuideRun['state'], step: number) => unknown;
  /** `texts`: of the steps that could not be shown. */
  readonly onEnd: (outcome: Outcome, texts: readonly string[]) => void;
}

const WAIT_MS = 6_000;
const LOOK_MS = 250;

/** Answers how to stop it. */
export function play({ root, running, t, dir, keep, report, onEnd }: PlayOptions): () => void {
  const { steps, title } = running.guide;
  const ended = new AbortController();
  let at = running.step;
  let target: HTMLElement | null = null;
  let path = location.pathname;
  let [since_ms, looked_ms] = [0, Number.NEGATIVE_INFINITY];
  let has_changed = true;
  let frame = 0;
  let by_keyboard = true;
  let wants_focus = false;

  const card = createCard(
    root,
    { t, dir, title, of: steps.length },
    {
      next: () => enter(at + 1),
      back: () => enter(at - 1),
      close: () => finish('left'),
      goTo: () => {
        by_keyboard = true;
        focusOn(target);
      },
    },
  );
  const observer = new MutationObserver(() => (has_changed = true));
  observer.observe(document, { subtree: true, childList: true, attributes: true });

  const stop = () => {
    ended.abort();
    observer.disconnect();
    cancelAnimationFrame(frame);
    card.remove();
  };

  function finish(outcome: Outcome): void {
    report(outcome, Math.min(at, steps.length - 1));
    stop();
    const rest = outcome === 'broken' ? steps.slice(at) : [];
    onEnd(
      outcome,
      rest.map(({ text }) => text),
    );
  }

  function enter(next: number): void {
    if (ended.signal.aborted) return;
    at = Math.max(0, next);
    const step = steps[at];
    if (!step) return finish('completed');
    keep({ ...running, step: at, is_new: false });
    if (at > 0 || !running.is_new) report('step', at);
    target = null;
    [since_ms, looked_ms] = [performance.now(), Number.NEGATIVE_INFINITY];
    card.show({ at, text: step.text });
    wants_focus = by_keyboard || card.hasFocus() || isFocusFree();
    if (wants_focus) card.focus();
  }

  /** The step is done. Kept before the page that it leads to is loaded. */
  function goOn(): void {
    keep({ ...running, step: at + 1, is_new: false });
    const done = at;
    // After the page has heard of it, too.
    setTimeout(() => done === at && enter(at + 1));
  }

  function tick(): void {
    if (ended.signal.aborted) return;
    frame = requestAnimationFrame(tick);
    const step = steps[at];
    if (!step) return;
    if (wants_focus) takeFocus();
    const now_ms = performance.now();
    if (path !== location.pathname) {
      const was_here = isOnRoute(path, step.route);
      path = location.pathname;
      [since_ms, has_changed] = [now_ms, true];
      if (step.advance === 'route' && was_here && !isOnRoute(path, step.route)) return enter(at + 1);
    }
    if (target && !(target.isConnected && isVisible(target))) {
      target = null;
      since_ms = now_ms;
    }
    const is_here = isOnRoute(path, step.route);
    if (!target && has_changed && now_ms - looked_ms >= LOOK_MS) look(is_here, now_ms);
    if (!target && is_here && step.fingerprint && now_ms - since_ms > WAIT_MS) return skip();
    const waits = !target && step.fingerprint !== null;
    card.place(
      target,
      is_here ? (waits ? t('guide_looking') : '') : t('guide_elsewhere', { route: step.route }),
    );
  }

  const isFocusFree = () => [document.body, root.host, null].includes(document.activeElement as HTMLElement);

  /** Just after a page load the widget is not there yet to take the focus; who has gone elsewhere meanwhile keeps it. */
  function takeFocus(): void {
    if (isFocusFree()) card.focus();
    wants_focus = isFocusFree() && !card.hasFocus();
  }

  function look(is_here: boolean, now_ms: number): void {
    [looked_ms, has_changed] = [now_ms, false];
    const mark = steps[at]?.fingerprint;
    if (is_here) target = mark ? findElement(mark) : null;
    else {
      // Who went ahead on their own is met where they are.
      const ahead = laterStep();
      if (ahead !== null) return enter(ahead);
    }
    target?.scrollIntoView({ block: 'center', inline: 'nearest', behavior: isCalm() ? 'instant' : 'smooth' });
  }

  function laterStep(): number | null {
    const found = steps.findIndex((step, i) => {
      return i > at && step.fingerprint && isOnRoute(path, step.route) && findElement(step.fingerprint);
    });
    return found === -1 ? null : found;
  }

  function skip(): void {
    const ahead = laterStep();
    if (ahead === null) return finish('broken');
    report('broken', at);
    enter(ahead);
  }

  const on = (kind: 'click' | 'change', advance: 'click' | 'input') =>
    document.addEventListener(
      kind,
      (event) => {
        const isTarget = target !== null && event.composedPath().includes(target);
        // A click that a key made has no count.
        if (isTarget && event instanceof MouseEvent && event.detail > 0) by_keyboard = false;
        if (isTarget && steps[at]?.advance === advance) goOn();
      },
      { capture: true, signal: ended.signal },
    );
  on('click', 'click');
  on('change', 'input');
  addEventListener('keydown', (event) => event.key === 'Escape' && finish('left'), {
    capture: true,
    signal: ended.signal,
  });

  if (running.is_new) report('started', 0);
  enter(at);
  tick();
  return stop;
}

function focusOn(target: HTMLElement | null): void {
  target?.focus();
  if (document.activeElement !== target)
    target?.querySelector<HTMLElement>('a[href],button,input,select,textarea,[tabindex]')?.focus();
}

const isCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
