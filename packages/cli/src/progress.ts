/**
 * Progress of something long, on standard error: a bar with rate and time left in a terminal, else a plain line
 * every ten seconds.
 */
import type { Terminal } from './terminal.ts';

export interface Step {
  readonly phase: string;
  readonly done: number;
  /** Null where the end is not known. */
  readonly total: number | null;
  readonly unit: string;
}

const BAR_WIDTH = 24;
const REDRAW_MS = 100;
const LINE_MS = 10_000;
/** Before this much time, rate and time left say nothing. */
const SETTLE_MS = 1_000;

export class Progress {
  readonly #terminal: Terminal;
  readonly #now: () => number;
  #phase = '';
  #started_ms = 0;
  #shown_ms = Number.NEGATIVE_INFINITY;

  constructor(terminal: Terminal, now: () => number = () => performance.now()) {
    this.#terminal = terminal;
    this.#now = now;
  }

  show(step: Step): void {
    const now_ms = this.#now();
    const isNewPhase = step.phase !== this.#phase;
    if (isNewPhase) {
      this.#phase = step.phase;
      this.#started_ms = now_ms;
    }
    const pause_ms = this.#terminal.redraw ? REDRAW_MS : LINE_MS;
    if (!isNewPhase && now_ms - this.#shown_ms < pause_ms) return;
    this.#shown_ms = now_ms;
    const line = progressLine(step, now_ms - this.#started_ms, this.#terminal.redraw !== null);
    (this.#terminal.redraw ?? this.#terminal.note)(line);
  }

  /** Leaves a clean line for what comes next. */
  end(): void {
    this.#terminal.redraw?.('');
  }
}

/** @example progressLine({ phase: 'Reading', done: 50, total: 100, unit: 'rows' }, 2000, false) // => 'Reading 50 of 100 rows (50 %), 25 rows/s, 2 s left' */
export function progressLine({ phase, done, total, unit }: Step, spent_ms: number, withBar: boolean): string {
  const share = total === null || total === 0 ? null : Math.min(1, done / total);
  const amount = total === null ? `${number(done)} ${unit}` : `${number(done)} of ${number(total)} ${unit}`;
  const parts = [share === null ? amount : `${amount} (${Math.floor(share * 100)} %)`];
  if (spent_ms >= SETTLE_MS && done > 0) {
    const rate = done / (spent_ms / 1_000);
    parts.push(`${number(rate)} ${unit}/s`);
    if (total !== null && share !== null && share < 1) parts.push(`${duration((total - done) / rate)} left`);
  }
  const bar =
    withBar && share !== null ? `${'█'.repeat(Math.round(share * BAR_WIDTH)).padEnd(BAR_WIDTH, '░')} ` : '';
  return `${phase} ${bar}${parts.join(', ')}`;
}

const number = (value: number): string =>
  value < 10 && !Number.isInteger(value) ? value.toFixed(1) : Math.round(value).toLocaleString('en');

function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
