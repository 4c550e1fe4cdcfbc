/**
 * Guides in the widget: one at a time. What shows them, and what records them, is fetched when it is needed.
 *
 * A guide that runs is kept in the session storage of the tab, so that it goes on after a full page load.
 */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import type { GuideRun, VisitorGuide } from '@understudy/contract';
import type { Api } from '../chat/api.ts';
import type { Emit } from '../sdk/commands.ts';
import { direction, t } from '../text/strings.ts';
import { keepInTab } from './kept-in-tab.ts';
import type { Outcome, Running } from './player.ts';

/** What remains of a guide that the page could not show, as text. */
export interface Rest {
  /** In whose answer it stood; null where the page began it. */
  readonly conversation_id: string | null;
  readonly texts: readonly string[];
}

export interface Guides {
  readonly rest: ReadonlySignal<Rest | null>;
  /** From an answer, with its conversation; or by the page's own wish. */
  show(id: string, conversation_id?: string): Promise<void>;
  /** Goes on with what ran, or was recorded, before the page was loaded. */
  resume(): Promise<void>;
  stop(): void;
}

interface GuidesOptions {
  readonly root: ShadowRoot;
  readonly base_url: string;
  readonly workspace: string;
  readonly api: Pick<Api, 'guide' | 'reportGuide'>;
  /** Whether the panel is open. */
  readonly open: Signal<boolean>;
  readonly emit: Emit;
}

const RECORD = '#understudy-record=';

export function createGuides({ root, base_url, workspace, api, open, emit }: GuidesOptions): Guides {
  const kept = keepInTab<Running>(`${workspace}:guide`);
  const recording = keepInTab<string>(`${workspace}:recording`);
  const rest = signal<Rest | null>(null);
  /** What runs now; a later one, or a stop, makes it void. */
  let current: object = {};
  let end: (() => void) | null = null;
  /** Reports arrive in the order in which they were made. */
  let told: Promise<unknown> = Promise.resolve();

  function stop(): void {
    current = {};
    end?.();
    end = null;
  }

  async function play(running: Running): Promise<void> {
    const own = current;
    const { guide } = running;
    // Without what shows it there are its words.
    const player = await import('./player.ts').catch(() => null);
    if (own !== current) return;
    if (player === null) {
      const texts = guide.steps.slice(running.step).map(({ text }) => text);
      return finish(running, 'broken', texts);
    }
    end = player.play({
      root,
      running,
      t,
      dir: direction(),
      keep: (now) => kept.set(now),
      report: (state, step) =>
        (told = told.then(() => api.reportGuide(guide.id, runOf(running, state, step)))),
      onEnd: (outcome, texts) => finish(running, outcome, texts),
    });
  }

  function finish({ guide, conversation_id }: Running, outcome: Outcome, texts: readonly string[]): void {
    stop();
    kept.remove();
    if (outcome === 'broken') rest.value = { conversation_id, texts };
    if (outcome === 'broken' || (outcome === 'completed' && conversation_id !== null)) open.value = true;
    emit('guide-ended', { id: guide.id, outcome });
  }

  return {
    rest,
    async show(id, conversation_id) {
      stop();
      const own = current;
      rest.value = null;
      open.value = false;
      const read = await api.guide(id);
      if (own !== current) return;
      if (read.ok) return play(begin(read.value, conversation_id ?? null));
      open.value = conversation_id !== undefined;
      rest.value = { conversation_id: conversation_id ?? null, texts: [] };
      emit('guide-ended', { id, outcome: 'unavailable' });
    },
    async resume() {
      const own = current;
      const { hash, pathname, search } = location;
      if (hash.startsWith(RECORD)) {
        recording.set(hash.slice(RECORD.length));
        // The token must not stay where people copy addresses from.
        history.replaceState(history.state, '', pathname + search);
      }
      const token = recording.get();
      if (token !== null) {
        const recorder = await import('./recorder.ts').catch(() => null);
        if (own !== current || recorder === null) return;
        end = recorder.record({
          root,
          base_url,
          workspace,
          token,
          onEnd: () => (recording.remove(), stop()),
        });
        return;
      }
      const running = kept.get();
      if (running !== null) await play(running);
    },
    stop() {
      stop();
      kept.remove();
    },
  };
}

const begin = (guide: VisitorGuide, conversation_id: string | null): Running => ({
  guide,
  run_id: crypto.randomUUID?.() ?? `run-${Date.now()}-${Math.random()}`,
  conversation_id,
  step: 0,
  is_new: true,
});

const runOf = ({ guide, run_id, conversation_id }: Running, state: GuideRun['state'], step: number) => ({
  run_id,
  version: guide.version,
  state,
  step,
  ...(conversation_id !== null && { conversation_id }),
});
