/**
 * A replay in which the product holds what got worse, as `watch-harm` and `watch-lessons` do: after each audit (here: that
 * found something wrong; another one raises no alarm) and in the night. An answer that is held is retired; a topic's switch goes to drafts until its drafts were right often enough.
 * The product also takes back a single example that two audits found wrong, which is not replayed here: it is quicker.
 *
 * What people say meanwhile is learned at once. Customers do what `simulateOutcomes` says.
 */
import {
  DEFAULT_SETTINGS,
  type Decision,
  type EngineConfig,
  type PolicySettings,
  Replay,
} from '@understudy/engine';
import { simulateOutcomes } from '../../packages/engine/src/evaluate/simulate-outcomes.ts';
import type { ScenarioOptions } from '../scenario.ts';
import { DAY_MS } from './generate.ts';
import type { JudgedTicket } from './judged-replay.ts';

export interface Hold {
  readonly at_ms: number;
  readonly level: 'resolution' | 'topic' | 'certificate';
  /** Resolution, topic, or level of stakes. */
  readonly id: string;
  readonly by: 'audits' | 'complaints';
}

export interface HeldReplay {
  readonly decisions: readonly Decision[];
  readonly holds: readonly Hold[];
}

export interface HeldOptions {
  readonly config: EngineConfig;
  readonly seed: number;
  readonly settings: Partial<PolicySettings>;
  /** Share of wrong answers that look resolved. */
  readonly hidden: number;
  readonly phase: string;
  readonly onProgress: ScenarioOptions['onProgress'];
}

const TICKETS_BETWEEN_PROGRESS = 50;

export function replayHeld(tickets: readonly JudgedTicket[], options: HeldOptions): HeldReplay {
  const { config, seed, settings, hidden, phase, onProgress } = options;
  const outcomes = (answer: Parameters<typeof simulateOutcomes>[0]) =>
    simulateOutcomes(answer, { seed, hidden });
  const replay = new Replay({ config, seed, settings, freeze_at: Number.POSITIVE_INFINITY, outcomes });
  const holder = new Holder(replay, settings);
  let day = 0;
  const decisions = tickets.map(({ ticket }, index) => {
    if (index % TICKETS_BETWEEN_PROGRESS === 0) onProgress({ phase, done: index, total: tickets.length });
    const { at_ms } = ticket.question;
    if (Math.floor(at_ms / DAY_MS) > day) holder.look(at_ms);
    day = Math.floor(at_ms / DAY_MS);
    const decision = replay.step(ticket);
    const isRight = (ticket.right ?? []).includes(decision.resolution_id ?? '');
    if (decision.action === 'answer' && decision.audited && !isRight) holder.look(at_ms);
    return decision;
  });
  return { decisions, holds: holder.holds };
}

class Holder {
  readonly holds: Hold[] = [];
  readonly #replay: Replay;
  readonly #settings: Partial<PolicySettings>;
  readonly #retired = new Set<string>();
  readonly #topics = new Set<string>();
  /** Alarms that were acted upon, by their watch. */
  readonly #acted = new Map<string, number>();

  constructor(replay: Replay, settings: Partial<PolicySettings>) {
    this.#replay = replay;
    this.#settings = settings;
  }

  look(at_ms: number): void {
    for (const { level, id, source, alarm, recovered } of this.#replay.engine.harm(at_ms)) {
      if (level === 'topic' && recovered && this.#topics.delete(id)) this.#switch();
      if (alarm === null) continue;
      const key = `${level}/${id}/${source}`;
      if ((this.#acted.get(key) ?? Number.NEGATIVE_INFINITY) >= alarm.at_ms) continue;
      this.#acted.set(key, alarm.at_ms);
      if (level === 'resolution') this.#retire(id, source, at_ms);
      else if (level === 'topic') this.#hold(id, source, at_ms);
      else if (source === 'audits') this.holds.push({ at_ms, level: 'certificate', id, by: source });
    }
  }

  #retire(id: string, by: Hold['by'], at_ms: number): void {
    if (this.#retired.has(id)) return;
    this.#retired.add(id);
    this.#replay.tell({ kind: 'resolution-retired', resolution_id: id });
    this.holds.push({ at_ms, level: 'resolution', id, by });
  }

  #hold(id: string, by: Hold['by'], at_ms: number): void {
    if (this.#topics.has(id)) return;
    this.#topics.add(id);
    this.#switch();
    this.holds.push({ at_ms, level: 'topic', id, by });
  }

  #switch(): void {
    const { engine } = this.#replay;
    const topics = [...this.#topics].map((topic_id) => {
      return { topic_id, autonomy: 'draft' as const, resolutions: engine.insights.resolutionsOf(topic_id) };
    });
    this.#replay.tell({
      kind: 'settings-changed',
      settings: { ...DEFAULT_SETTINGS, ...this.#settings, topics },
    });
  }
}
