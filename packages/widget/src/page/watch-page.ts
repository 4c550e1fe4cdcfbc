/**
 * What goes with a message about the page it is sent from, and who has a say in it: the workspace, the page, the visitor.
 * The observer is fetched only where all three agree, and taken off the page when one of them does not any more.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals-core';
import type { PageContext, PageSettings } from '@understudy/contract';
import type { Storage } from '../chat/storage.ts';
import type { Facts, UpdateOptions } from '../sdk/commands.ts';
import { asksForPrivacy, type Choice, isWithheld, keepChoice, readChoice } from './consent.ts';
import type { Observer } from './observe.ts';

/** As a message takes it. */
export interface Described {
  readonly context: Record<string, string>;
  readonly page: PageContext | null;
}

export interface PageWatch {
  /** `off`: there is nothing that could be shared. */
  readonly sharing: ReadonlySignal<'off' | 'shared' | 'withheld'>;
  /** The visitor's own word. */
  readonly choose: (choice: Choice) => void;
  /** What the workspace wants to know, once it is known. */
  readonly begin: (settings: PageSettings) => void;
  readonly describe: () => Described;
  /** The same, once what it takes was fetched; a slow network is waited for only a moment. */
  readonly describeSoon: () => Promise<Described>;
  readonly tell: (facts: Facts) => void;
  readonly track: (name: string) => void;
  readonly update: (options: UpdateOptions) => void;
  readonly stop: (forget: boolean) => void;
}

/** Events that a page tells before the observer is there. */
const MAX_EARLY = 20;
const MAX_FACTS = 20;
const PATIENCE_MS = 2_000;

interface WatchOptions extends UpdateOptions {
  readonly base_url: string;
  readonly storage: Storage;
}

type Parts = typeof import('./parts.ts');

export function watchPage({ base_url, storage, ...given }: WatchOptions): PageWatch {
  const own_requests = new URL(`${base_url}/v1/widget/`, location.href).href;
  const options = signal<UpdateOptions>(given);
  const settings = signal<PageSettings | null>(null);
  const facts = signal<ReadonlyMap<string, Facts[string]>>(new Map());
  const choice = signal(readChoice(storage));
  const watches = computed(() => settings.value?.enabled === true && options.value.share_page !== false);
  const sharing = computed(() => {
    if (!watches.value && facts.value.size === 0) return 'off';
    return isWithheld(choice.value, asksForPrivacy()) ? 'withheld' : 'shared';
  });

  let parts: Parts | null = null;
  let fetching: Promise<void> | null = null;
  let observer: Observer | null = null;
  let early: string[] = [];
  let stopped = false;

  /** Makes what is watched what may be watched. */
  function settle(): void {
    const shared = sharing.value === 'shared' && !stopped;
    const wanted = shared && watches.value ? settings.value : null;
    if (!wanted) {
      observer?.stop();
      observer = null;
      // What happened while it was withheld stays untold when it no longer is.
      if (settings.value !== null) early = [];
    } else if (parts && !observer) {
      observer = observeQuietly(parts, wanted, own_requests);
      for (const name of early.splice(0)) observer?.track(name);
    }
    if (shared && !parts) fetching ??= fetchParts();
  }

  async function fetchParts(): Promise<void> {
    try {
      parts = await import('./parts.ts');
      if (!stopped) settle();
    } catch {
      // Without it a message goes without the page, which is allowed to happen.
      fetching = null;
    }
  }

  function describe(): Described {
    if (sharing.value === 'withheld') return { context: { page_withheld: 'yes' }, page: null };
    const { release = null, locale = navigator.language } = options.value;
    try {
      return {
        context: parts?.describeFacts(Object.fromEntries(facts.value)) ?? {},
        page: observer?.describe(release, locale) ?? null,
      };
    } catch {
      // A page may have changed what every page has. The message counts for more than what goes with it.
      return { context: {}, page: null };
    }
  }

  return {
    sharing,
    choose(next) {
      keepChoice(storage, next);
      choice.value = next;
      settle();
    },
    begin(next) {
      settings.value = next;
      settle();
    },
    describe,
    async describeSoon() {
      if (fetching && !parts) await Promise.race([fetching, waitFor(PATIENCE_MS)]);
      return describe();
    },
    tell(more) {
      facts.value = new Map([...facts.value, ...Object.entries(more)].slice(-MAX_FACTS));
      settle();
    },
    track(name) {
      const may_be_told = settings.value === null || (watches.value && sharing.value === 'shared');
      if (observer) observer.track(name);
      else if (may_be_told && early.length < MAX_EARLY) early.push(name);
    },
    update(change) {
      options.value = { ...options.value, ...change };
      settle();
    },
    stop(forget) {
      stopped = true;
      early = [];
      settle();
      if (forget) keepChoice(storage, null);
    },
  };
}

/** Null where the page has changed what it would take. */
function observeQuietly(parts: Parts, settings: PageSettings, own_requests: string): Observer | null {
  try {
    return parts.observePage(settings, own_requests);
  } catch {
    return null;
  }
}

const waitFor = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
