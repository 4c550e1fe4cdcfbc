/**
 * The library of resolutions of each workspace, in memory, and the queue of those who write to it.
 *
 * Near-duplicates are found against everything that is known, so writers of one workspace go one after the
 * other. Where a write fails, or another node wrote meanwhile, the library is read afresh.
 */
import { ResolutionLibrary } from '@understudy/engine';
import { type Database, ledgerHead, listResolutions, type Tx } from './store/index.ts';
import { toDomainResolution } from './translate.ts';

const ROWS_A_PAGE = 1_000;

interface Shelf {
  library: ResolutionLibrary;
  /** Head of the ledger when the library was last known to be complete. */
  head: number;
}

export class Libraries {
  readonly #database: Database;
  readonly #shelves = new Map<string, Shelf>();
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Runs `work` alone for this workspace, in a transaction. What it adds to the library is kept if it commits. */
  async write<T>(workspaceId: string, work: (library: ResolutionLibrary, tx: Tx) => Promise<T>): Promise<T> {
    const before = this.#queues.get(workspaceId) ?? Promise.resolve();
    const own = before.catch(() => undefined).then(() => this.#run(workspaceId, work));
    this.#queues.set(workspaceId, own);
    return own;
  }

  /** Reads it afresh at the next write. */
  drop(workspaceId: string): void {
    this.#shelves.delete(workspaceId);
  }

  async #run<T>(workspaceId: string, work: (library: ResolutionLibrary, tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await this.#database.asWorkspace(workspaceId, async (tx) => {
        const shelf = await this.#shelf(tx, workspaceId);
        return work(shelf.library, tx);
      });
    } catch (error) {
      this.#shelves.delete(workspaceId);
      throw error;
    }
  }

  async #shelf(tx: Tx, workspaceId: string): Promise<Shelf> {
    const head = await ledgerHead(tx);
    const known = this.#shelves.get(workspaceId);
    // An embedded database has no other writer than this process.
    if (known !== undefined && (this.#database.kind === 'pglite' || known.head === head)) return known;
    const shelf = { library: new ResolutionLibrary(await readAll(tx)), head };
    this.#shelves.set(workspaceId, shelf);
    return shelf;
  }
}

async function readAll(tx: Tx) {
  const rows = [];
  let cursor: string | undefined;
  do {
    const page = await listResolutions(tx, { cursor, limit: ROWS_A_PAGE });
    rows.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  rows.sort((a, b) => a.created_at.getTime() - b.created_at.getTime() || (a.id < b.id ? -1 : 1));
  return rows.map(toDomainResolution);
}
