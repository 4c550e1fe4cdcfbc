/**
 * Watches the page in the little that the workspace wants to know of it. Clicks, routes and errors are told by the
 * browser, failed requests by `watch-requests.ts`. Whatever the page does, a single event costs a bounded amount of work,
 * most of a flood is passed over, and an error here never becomes one of the page.
 */
import type { PageContext, PageSettings } from '@understudy/contract';
import { describePage, MAX_EVENTS, redactLabel, type SeenEvent } from './describe.ts';
import { labelOf, privateWords, selectorOf, typedWords } from './label.ts';
import { type HiddenWords, union } from './redact.ts';
import { watchRequests } from './watch-requests.ts';

export interface Observer {
  /** What would go with a message now; null where this page is none to look at. */
  describe(release: string | null, locale: string): PageContext | null;
  /** Something that the page itself says happened. */
  track(name: string): void;
  stop(): void;
}

/** Of a flood of events, so many in so long are looked at. */
const BURST = 10;
const BURST_MS = 100;
/** The same thing again within this time is one thing. */
const SAME_MS = 1_000;
/** With more than these, what happened before is forgotten. */
const MAX_NAMES = 5_000;
const ERROR_NAME = /^[A-Z]\w{0,30}(?:Error|Exception)$/u;

/** @param own addresses that begin with this are the widget’s own requests */
export function observePage(settings: PageSettings, own: string): Observer {
  const ending = new AbortController();
  const selector = selectorOf(settings, document);
  const admits = createBrake();
  const events: SeenEvent[] = [];
  /** Private words of each route so far: what happened on one is told from another, where they no longer stand. */
  let names: HiddenWords = new Set();
  let here = place();
  let since_ms = performance.now();

  function readNames(): HiddenWords | null {
    const present = privateWords(document);
    names = union(names, present) ?? names;
    if (names.size > MAX_NAMES) {
      events.length = 0;
      names = present ?? new Set();
    }
    return present && names;
  }

  function add(event: Pick<SeenEvent, 'kind' | 'name' | 'status'> & Partial<SeenEvent>): void {
    const seen = { ...here, at_ms: performance.now(), ...event };
    const last = events.at(-1);
    if (last && isSame(last, seen)) events.pop();
    events.push(seen);
    if (events.length > MAX_EVENTS) events.shift();
  }

  /** Browsers without the Navigation API say nothing of `pushState`: there it is noticed with what happens next. */
  function noticeRoute(): void {
    const now = place();
    if (now.pathname === here.pathname && now.hash === here.hash) return;
    readNames();
    const name = now.pathname + now.hash.replace(/^#!?/u, '');
    add({ kind: 'route', name, status: null });
    here = now;
    since_ms = performance.now();
  }

  function press(kind: 'click' | 'submit', event: Event): void {
    if (!selector || !admits() || !(event.target instanceof Element)) return;
    noticeRoute();
    const name = labelOf(event.target, selector);
    if (name === null) return;
    // What it names may be gone before it is told: a dialog that closes, a field that is emptied.
    add({ kind, name: redactLabel(name, union(readNames(), typedWords(document))), status: null });
  }

  function fail(error: unknown): void {
    if (!admits()) return;
    const name = error instanceof Error && ERROR_NAME.test(error.name) ? error.name : 'Error';
    noticeRoute();
    add({ kind: 'script-error', name, status: null });
  }

  function failRequest(url: URL, status: number): void {
    if (!admits()) return;
    const is_told = url.origin === location.origin || settings.origins.includes(url.origin);
    if (!is_told || url.href.startsWith(own)) return;
    noticeRoute();
    add({ kind: 'request-failed', name: 'request', status, pathname: url.pathname, hash: '' });
  }

  const listen = (target: EventTarget, type: string, hear: (event: Event) => void) =>
    target.addEventListener(type, (event) => quietly(() => hear(event)), {
      capture: true,
      passive: true,
      signal: ending.signal,
    });
  listen(document, 'click', (event) => press('click', event));
  listen(document, 'submit', (event) => press('submit', event));
  listen(window, 'error', (event) => event instanceof ErrorEvent && fail(event.error));
  listen(window, 'unhandledrejection', (event) => fail((event as PromiseRejectionEvent).reason));
  for (const type of ['popstate', 'hashchange']) listen(window, type, noticeRoute);
  const { navigation } = window as { navigation?: EventTarget };
  if (navigation) listen(navigation, 'currententrychange', noticeRoute);
  const stopRequests = watchRequests(failRequest);

  return {
    describe(release, locale) {
      noticeRoute();
      const seen = {
        ...here,
        search: location.search,
        title: document.title,
        now_ms: performance.now(),
        since_ms,
        events,
        viewport: { width: innerWidth, height: innerHeight },
        locale,
        release,
        private_words: readNames(),
        typed_words: typedWords(document),
      };
      return describePage(seen, settings);
    },
    track: (name) => {
      if (!admits()) return;
      noticeRoute();
      add({ kind: 'custom', name, status: null });
    },
    stop() {
      ending.abort();
      stopRequests();
    },
  };
}

/** The hash counts where it holds a route. */
function place(): { readonly pathname: string; readonly hash: string } {
  return { pathname: location.pathname, hash: /^#!?\//u.test(location.hash) ? location.hash : '' };
}

function isSame(a: SeenEvent, b: SeenEvent): boolean {
  return (
    a.kind === b.kind &&
    a.name === b.name &&
    a.pathname === b.pathname &&
    a.status === b.status &&
    b.at_ms - a.at_ms < SAME_MS
  );
}

function createBrake(): () => boolean {
  let [from_ms, count] = [0, 0];
  return () => {
    const now = performance.now();
    if (now - from_ms > BURST_MS) [from_ms, count] = [now, 0];
    count += 1;
    return count <= BURST;
  };
}

/** A page may have changed what every page has; then nothing is seen, and the page notices nothing. */
function quietly(act: () => unknown): void {
  try {
    act();
  } catch {
    // Not seen.
  }
}
