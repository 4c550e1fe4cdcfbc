/** A desk without a server: lessons written as the steps write them, the ledger applied by hand, the model folded from it. */
import type { Ticket } from '@understudy/contract';
import {
  type ContextSplit,
  Engine,
  type EncodedQuestion,
  FormulaCounter,
  type ModelEvent,
  type ResolutionLibrary,
} from '@understudy/engine';
import { applyLessons } from '../../packages/server/src/flow/apply-lessons.ts';
import { derivedId } from '../../packages/server/src/ids.ts';
import { keepLesson } from '../../packages/server/src/keep-lesson.ts';
import { keepMined } from '../../packages/server/src/keep-mined.ts';
import { fromLedger, type PendingEvent } from '../../packages/server/src/ledger-codec.ts';
import { isOfResolution, type OfResolution } from '../../packages/server/src/lesson-kinds.ts';
import { Libraries } from '../../packages/server/src/libraries.ts';
import { mineRow } from '../../packages/server/src/mine-row.ts';
import type { Parts } from '../../packages/server/src/parts.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { addWorkspace } from '../database/databases.ts';

export const ENCODER = { id: 'taught-desk', dimensions: 16 };
const CHECKED = { findings: [], stage: 'suggest', why: 'a test', needs_person: false } as const;

export interface Said {
  /** Also the conversation's; two of the same name are one lesson. */
  readonly name: string;
  readonly question: string;
  readonly answer: string;
  readonly author: string;
  readonly title?: string;
  /** Tokens of what was known around it. */
  readonly context?: readonly string[];
  readonly before?: readonly PendingEvent[];
}

export class TaughtDesk {
  readonly database: store.Database;
  readonly workspace_id: string;
  readonly parts: Parts & { readonly libraries: Libraries };
  now_ms = Date.UTC(2026, 0, 5);
  /** What the model says of contexts in the night. */
  splits: readonly ContextSplit[] = [];

  private constructor(database: store.Database, workspace_id: string) {
    this.database = database;
    this.workspace_id = workspace_id;
    const models = {
      catchUp: async () => 0,
      labelsSinceFit: async () => 0,
      certificates: async () => [],
      ask: async () => this.splits,
    };
    const log = { debug: () => undefined, info: () => undefined, warn: () => undefined };
    const jobs = { enqueue: async () => undefined };
    const encoder = { ...ENCODER, encode: async () => [] };
    const libraries = new Libraries(database);
    this.parts = { database, models, log, jobs, encoder, libraries, now_ms: () => this.now_ms } as never;
  }

  /** In a workspace of its own, unless one is given. */
  static async open(database: store.Database, workspace_id?: string): Promise<TaughtDesk> {
    return new TaughtDesk(database, workspace_id ?? (await addWorkspace(database)));
  }

  async tx<T>(work: (tx: store.Tx) => Promise<T>): Promise<T> {
    return this.database.asWorkspace(this.workspace_id, work);
  }

  /** Drawn, not applied yet. Answers the lesson's id. */
  async say(said: Said): Promise<string> {
    await this.sayAll([said]);
    return derivedId('lesson', sourceKey(said));
  }

  async sayAll(all: readonly Said[]): Promise<void> {
    await this.parts.libraries.write(this.workspace_id, async (library, tx) => {
      for (const said of all) await this.#keep(library, tx, said);
    });
  }

  async #keep(library: ResolutionLibrary, tx: store.Tx, said: Said): Promise<void> {
    const { name, question: text, answer, author, title = name, context = [], before = [] } = said;
    this.now_ms += 60_000;
    const question: EncodedQuestion = {
      id: `msg_${name}`,
      text,
      context,
      language: 'en',
      account: `account of ${name}`,
      at_ms: this.now_ms,
      wants_human: false,
      vector: vectorOf(text),
    };
    const source = { kind: 'human-reply' as const, id: `cnv_${name}`, url: null, author, at_ms: this.now_ms };
    const { resolution, isNew } = library.add({
      title,
      text: answer,
      links: [],
      articles: [],
      stakes: 'read-only',
      strength: 'accepted',
      sources: [source],
      message_indices: [],
      at_ms: this.now_ms,
    });
    await keepLesson(this.parts, tx, {
      workspace_id: this.workspace_id,
      source_key: sourceKey(said),
      kind: isNew ? 'new-resolution' : 'new-exemplar',
      conversation_id: `cnv_${name}`,
      author,
      question,
      resolution,
      is_new: isNew,
      checked: CHECKED,
      before,
      after: [],
    });
  }

  /** Tickets of an import, as its steps write them; not applied yet. */
  async import(import_id: string, tickets: readonly Ticket[]): Promise<void> {
    const now = new Date(this.now_ms);
    const options = {
      source: 'desk',
      topics: 'categories',
      now,
      learned: new FormulaCounter(),
      hosts: new Set<string>(),
    } as const;
    const mined = tickets.map((row, i) =>
      mineRow({ kind: 'ticket', line: i + 1, bytes: 0, ticket: row }, options),
    );
    const asked = mined.flatMap(({ question }) => question ?? []);
    const questions = new Map(asked.map((each) => [each.id, { ...each, vector: vectorOf(each.text) }]));
    await this.parts.libraries.write(this.workspace_id, (library, tx) =>
      keepMined(tx, { library, mined, questions, source: 'desk', import_id, encoder_id: ENCODER.id, now }),
    );
  }

  async teach(said: Said): Promise<string> {
    const id = await this.say(said);
    await this.apply();
    return id;
  }

  async apply(): Promise<void> {
    await applyLessons(this.parts, { workspace_id: this.workspace_id });
  }

  async ledger(): Promise<ModelEvent[]> {
    const rows: store.LedgerEvent[] = [];
    for (;;) {
      const after_seq = rows.at(-1)?.seq ?? 0;
      const page = await this.tx((tx) => store.readEvents(tx, { after_seq, encoder_id: ENCODER.id }));
      if (page.length === 0) return rows.flatMap((row) => fromLedger(row) ?? []);
      rows.push(...page);
    }
  }

  async fold(): Promise<Engine> {
    return folded(await this.ledger());
  }

  /** One about a resolution. */
  async lesson(id: string): Promise<OfResolution<store.Lesson>> {
    const lesson = await this.tx((tx) => store.getLesson(tx, id));
    if (lesson === undefined || !isOfResolution(lesson)) throw new Error(`no lesson ${id}`);
    return lesson;
  }

  async resolutionOf(lesson_id: string): Promise<store.ResolutionRow> {
    const { resolution_id } = await this.lesson(lesson_id);
    const row = await this.tx((tx) => store.getResolution(tx, resolution_id));
    if (row === undefined) throw new Error(`no resolution ${resolution_id}`);
    return row;
  }
}

export function folded(events: readonly ModelEvent[]): Engine {
  const engine = Engine.create({ encoder_id: ENCODER.id, dimensions: ENCODER.dimensions });
  for (const event of events) engine.learn(event);
  return engine;
}

/** Bytes of the model as it stands at this position: only what it learned differs. */
export function bytesAt(engine: Engine, seq: number): string {
  engine.learn({ kind: 'events-forgotten', seq, forgotten: [] });
  return Buffer.from(engine.snapshot()).toString('base64');
}

const sourceKey = ({ name, author }: Said) => `cnv_${name} ${author}`;

/** Something of unit length that depends on every letter. */
function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(ENCODER.dimensions);
  for (let i = 0; i < text.length; i++) vector[(i * 7 + text.charCodeAt(i)) % ENCODER.dimensions]! += 1;
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
