/**
 * An engine in a thread that follows the ledger, page by page. What the ledger tells to forget later on is never
 * learned, so that a fold from the start pays for no forgetting.
 */
import type { EngineConfig, ModelEvent } from '@understudy/engine';
import { fromLedger } from '../ledger-codec.ts';
import {
  type Database,
  type Forgetting,
  loadSnapshot,
  readEvents,
  readForgettings,
  type Snapshot,
} from '../store/index.ts';
import type { EngineThread } from './engine-thread.ts';
import type { ModelState } from './engine-worker.ts';

const EVENTS_A_PAGE = 250;

export interface Followed {
  readonly database: Database;
  readonly workspace_id: string;
  readonly config: EngineConfig;
  readonly engines: EngineThread;
  /** Events that are read and not learned: those that it says no to. */
  readonly learns?: (event: { readonly seq: number; readonly kind: string }) => boolean;
}

export class FollowedModel {
  readonly engines: EngineThread;
  readonly #followed: Followed;
  readonly #skipped: ReadonlySet<number>;
  state: ModelState;
  /** Position up to which the ledger was read; erased events move it too. */
  read_up_to: number;
  /** Labels that the last fit did not see; counts from the snapshot on. */
  labels_since_fit = 0;

  private constructor(
    followed: Followed,
    start: { readonly state: ModelState; readonly seq: number; readonly forgettings: readonly Forgetting[] },
  ) {
    this.engines = followed.engines;
    this.#followed = followed;
    this.#skipped = new Set(start.forgettings.flatMap(({ forgotten }) => forgotten));
    this.state = start.state;
    this.read_up_to = start.seq;
  }

  /** @throws EngineThreadError where the snapshot cannot be read */
  static async open(followed: Followed, snapshot: Snapshot | undefined): Promise<FollowedModel> {
    const { database, workspace_id, config, engines } = followed;
    const forgettings = await database.asWorkspace(workspace_id, readForgettings);
    const given = { config, snapshot: snapshot?.bytes ?? null };
    const state = await engines.call(workspace_id, 'open', given);
    return new FollowedModel(followed, { state, seq: snapshot?.seq ?? 0, forgettings });
  }

  /** False where the end of the ledger was reached. */
  async readPage(): Promise<boolean> {
    const { database, workspace_id, config, learns = () => true } = this.#followed;
    const page = { after_seq: this.read_up_to, limit: EVENTS_A_PAGE, encoder_id: config.encoder_id };
    const rows = await database.asWorkspace(workspace_id, (tx) => readEvents(tx, page));
    const last = rows.at(-1);
    if (last !== undefined) {
      const learned = rows.filter((row) => !this.#skipped.has(row.seq) && learns(row));
      const events = learned.flatMap((row) => fromLedger(row) ?? []);
      this.state = await this.engines.call(workspace_id, 'learn', { events });
      this.read_up_to = last.seq;
      this.labels_since_fit = labelsSinceFit(this.labels_since_fit, events);
    }
    return rows.length === EVENTS_A_PAGE;
  }
}

/** The newest snapshot, where it has learned nothing that is to be forgotten. */
export async function cleanSnapshot(
  database: Database,
  owner: Parameters<typeof loadSnapshot>[1],
): Promise<Snapshot | undefined> {
  const snapshot = await loadSnapshot(database, owner);
  const forgettings = await database.asWorkspace(owner.workspace_id, readForgettings);
  return snapshot !== undefined && isClean(snapshot, forgettings) ? snapshot : undefined;
}

function isClean(snapshot: Snapshot, forgettings: readonly Forgetting[]): boolean {
  return forgettings.every(
    ({ seq, forgotten }) => seq <= snapshot.seq || forgotten.every((each) => each > snapshot.seq),
  );
}

function labelsSinceFit(before: number, events: readonly ModelEvent[]): number {
  return events.reduce((count, { kind }) => {
    if (kind === 'model-refitted') return 0;
    return kind === 'decision-labelled' ? count + 1 : count;
  }, before);
}
