/**
 * The widget for pages that are built with modules: loads the script and gives typed functions. Safe to import where
 * there is no page (server rendering): there nothing happens.
 */
import type {
  CommandName,
  Commands,
  EventName,
  Events,
  Facts,
  Identity,
  InitOptions,
  ShutdownOptions,
  UpdateOptions,
} from './commands.ts';

export type { EventName, Events, Facts, Identity, InitOptions, ShutdownOptions, UpdateOptions };

export interface UnderstudyOptions extends InitOptions {
  /** Address of the Understudy server, without a slash at the end. */
  readonly base_url: string;
  /** Pins one build, see `/widget/integrity.json` of the server: its version and the hash of its `widget.js`. */
  readonly pinned?: { readonly version: string; readonly integrity: string };
}

/** What a page can say. All of it may be called at once: it is carried out when the widget is there, in this order. */
export interface Understudy {
  identify(identity: Identity): void;
  open(): void;
  close(): void;
  ask(text: string): void;
  /** Returns how to stop listening. */
  on<Name extends EventName>(event: Name, listener: (detail: Events[Name]) => void): () => void;
  context(facts: Facts): void;
  track(name: string): void;
  guide(id: string): void;
  update(options: UpdateOptions): void;
  shutdown(options?: ShutdownOptions): void;
}

/** Puts the widget on the page. Called again for the same workspace, it gives the same widget. */
export function createUnderstudy(options: UnderstudyOptions): Understudy {
  const { pinned: _, ...init } = options;
  call('init', init);
  if (typeof window !== 'undefined') addScript(options);
  return commands();
}

/** The functions alone, for a page on which the widget is put elsewhere. */
export function commands(): Understudy {
  return {
    identify: (identity) => call('identify', identity),
    open: () => call('open'),
    close: () => call('close'),
    ask: (text) => call('ask', text),
    on: (event, listener) => {
      let listens = true;
      call('on', event, (detail: never) => {
        if (listens) listener(detail);
      });
      return () => {
        listens = false;
      };
    },
    context: (facts) => call('context', facts),
    track: (name) => call('track', name),
    guide: (id) => call('guide', id),
    update: (change) => call('update', change),
    shutdown: (how) => call('shutdown', ...(how ? [how] : [])),
  };
}

function call<Name extends CommandName>(name: Name, ...args: Commands[Name]): void {
  if (typeof window === 'undefined') return;
  window.understudy ??= (...queued: unknown[]) => {
    const stub = window.understudy;
    if (stub) (stub.q ??= []).push(queued);
  };
  window.understudy(name, ...args);
}

const MARK = 'understudySdk';

function addScript({ base_url, nonce, pinned }: UnderstudyOptions): void {
  if (window.understudy?.loaded || document.querySelector('script[data-understudy-sdk]')) return;
  const script = document.createElement('script');
  script.async = true;
  script.dataset[MARK] = '';
  if (nonce) script.nonce = nonce;
  if (pinned) {
    script.integrity = pinned.integrity;
    script.crossOrigin = 'anonymous';
  }
  // Taken away, so that the next attempt is one.
  script.addEventListener('error', () => script.remove());
  script.src = `${base_url}${pinned ? `/widget/${pinned.version}` : ''}/widget.js`;
  document.head.append(script);
}
