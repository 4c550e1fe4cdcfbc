/**
 * Snapshot: the facts of a model as bytes, and back.
 *
 * Layout: magic, format version, length of the header, header as JSON, then the vectors as int8 and the episodes
 * as float32, in the order of the lists, those of refusals last. JSON writes numbers so that they read back exactly;
 * keys stand in the order in which this file names them, so equal facts give equal bytes.
 * Cost: O(size), about 600 bytes an exemplar and its text. Throws `bad-snapshot` on anything else.
 */
import type { EngineConfig } from './config.ts';
import { EngineError } from './errors.ts';
import type { ModelFacts, StoredEpisode, StoredExemplar, StoredRefusal } from './facts.ts';
import { type HeadState, TABLE_SIZE } from './rank/linear-head.ts';
import { SNAPSHOT_FORMAT } from './snapshot-format.ts';

/** Web standards that every JavaScript runtime has; the engine is compiled without the types of any of them. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

const MAGIC = 0x55_44_53_59;
const PREFIX_BYTES = 12;

interface Header {
  readonly config: EngineConfig;
  readonly version: number;
  readonly resolutions: ModelFacts['resolutions'];
  readonly retired: ModelFacts['retired'];
  readonly labels: ModelFacts['labels'];
  readonly settings: ModelFacts['settings'];
  readonly shown: ModelFacts['shown'];
  readonly outcomes: ModelFacts['outcomes'];
  readonly paths: ModelFacts['paths'];
  readonly glossary: ModelFacts['glossary'];
  readonly merges: ModelFacts['merges'];
  readonly splits: ModelFacts['splits'];
  readonly refits: ModelFacts['refits'];
  readonly fit: ModelFacts['fit'];
  readonly exemplars: readonly (Omit<StoredExemplar, 'vector' | 'rivals'> & {
    readonly encoded: boolean;
    readonly rivals: number;
  })[];
  /** Resolutions that the head has weights for, and places of its table that are in use. */
  readonly head: { readonly resolutions: readonly number[]; readonly places: number } | null;
  readonly map: { readonly version: number | null; readonly evidence: ModelFacts['map']['evidence'] };
  readonly episodes: readonly (Omit<StoredEpisode, 'rows'> & { readonly values: number })[];
  /** These only where there are any. */
  readonly refusals?: readonly (Omit<StoredRefusal, 'vector'> & { readonly encoded: boolean })[];
  readonly conditions?: ModelFacts['conditions'];
  readonly stakes?: ModelFacts['stakes'];
}

export function writeSnapshot(config: EngineConfig, facts: ModelFacts): Uint8Array {
  const header: Header = {
    config,
    version: facts.version,
    resolutions: facts.resolutions,
    retired: facts.retired,
    labels: facts.labels,
    settings: facts.settings,
    shown: facts.shown,
    outcomes: facts.outcomes,
    paths: facts.paths,
    glossary: facts.glossary,
    merges: facts.merges,
    splits: facts.splits,
    refits: facts.refits,
    fit: facts.fit,
    exemplars: facts.exemplars.map(({ vector, rivals, ...rest }) => {
      return { ...rest, encoded: vector !== null, rivals: rivals.length };
    }),
    head: facts.head && { resolutions: [...facts.head.dense.keys()], places: usedPlaces(facts.head).length },
    map: { version: facts.map.learned?.version ?? null, evidence: facts.map.evidence },
    episodes: facts.episodes.map(({ rows, ...rest }) => ({ ...rest, values: rows.length })),
    ...(facts.refusals.length > 0 && {
      refusals: facts.refusals.map(({ vector, ...rest }) => ({ ...rest, encoded: vector !== null })),
    }),
    ...(facts.conditions.length > 0 && { conditions: facts.conditions }),
    ...(facts.stakes.length > 0 && { stakes: facts.stakes }),
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const vectors = facts.exemplars.flatMap(({ vector }) => (vector === null ? [] : [vector]));
  const rivals = facts.exemplars.map((exemplar) => exemplar.rivals);
  const rows = facts.episodes.map((episode) => episode.rows);
  const learned = [...headParts(facts.head), ...mapParts(facts.map)];
  const refused = facts.refusals.flatMap(({ vector }) => (vector === null ? [] : [vector]));
  const parts = [json, ...vectors, ...rivals, ...rows, ...learned, ...refused];
  const size = PREFIX_BYTES + total(parts);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC);
  view.setUint32(4, SNAPSHOT_FORMAT);
  view.setUint32(8, json.length);
  let at = PREFIX_BYTES;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return bytes;
}

export function readSnapshot(given: Uint8Array): { config: EngineConfig; facts: ModelFacts } {
  // Node's Buffer is a Uint8Array whose `slice` shares memory; this view's copies.
  const bytes = new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < PREFIX_BYTES || view.getUint32(0) !== MAGIC)
    throw bad('a snapshot of a model', 'something else');
  if (view.getUint32(4) !== SNAPSHOT_FORMAT) throw bad(`format ${SNAPSHOT_FORMAT}`, `${view.getUint32(4)}`);
  const start = PREFIX_BYTES + view.getUint32(8);
  if (start > bytes.length) throw bad(`${start} bytes or more`, `${bytes.length}`);
  const header = parseHeader(new TextDecoder().decode(bytes.subarray(PREFIX_BYTES, start)));
  let at = start;
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw bad(`${at + length} bytes or more`, `${bytes.length}`);
    at += length;
    return bytes.slice(at - length, at);
  };
  const { dimensions } = header.config;
  const vectors = header.exemplars.map(({ encoded }) =>
    encoded ? new Int8Array(take(dimensions).buffer) : null,
  );
  const exemplars = header.exemplars.map(
    ({ seq, id, resolution_id, question, rivals, pointed }, i): StoredExemplar => {
      const held = new Uint32Array(take(rivals * 4).buffer);
      const told = { seq, id, resolution_id, question, vector: vectors[i], rivals: held };
      return pointed === undefined ? told : { ...told, pointed };
    },
  );
  const episodes = header.episodes.map(({ values, ...rest }): StoredEpisode => {
    return { ...rest, rows: new Float32Array(take(values * 4).buffer) };
  });
  const head = header.head && takeHead(header.head, dimensions, take);
  const map = takeMap(header.map, dimensions, take);
  const refusals = (header.refusals ?? []).map(({ encoded, ...rest }): StoredRefusal => {
    return { ...rest, vector: encoded ? new Int8Array(take(dimensions).buffer) : null };
  });
  const { conditions = [], stakes = [] } = header;
  if (at !== bytes.length) throw bad(`${at} bytes`, `${bytes.length}`);
  const { config, ...facts } = header;
  return { config, facts: { ...facts, exemplars, refusals, conditions, stakes, episodes, head, map } };
}

/** Most places of the table are empty: only those in use are written. */
function usedPlaces({ squares }: HeadState): Uint32Array {
  const used = new Uint32Array(squares.length);
  let count = 0;
  for (let place = 0; place < squares.length; place++) if (squares[place] > 0) used[count++] = place;
  return used.slice(0, count);
}

function headParts(head: HeadState | null): (Float32Array | Uint32Array)[] {
  if (head === null) return [];
  const places = usedPlaces(head);
  const dense = [...head.dense.values()].flatMap(({ weights, squares }) => [weights, squares]);
  const weights = Float32Array.from(places, (place) => head.weights[place]);
  const squares = Float32Array.from(places, (place) => head.squares[place]);
  return [...dense, places, weights, squares];
}

function takeHead(
  { resolutions, places }: NonNullable<Header['head']>,
  dimensions: number,
  take: (length: number) => Uint8Array,
): HeadState {
  const floats = (count: number) => new Float32Array(take(count * 4).buffer);
  const dense = new Map(
    resolutions.map((resolution) => [
      resolution,
      { weights: floats(dimensions), squares: floats(dimensions) },
    ]),
  );
  const used = new Uint32Array(take(places * 4).buffer);
  const head = { dense, weights: new Float32Array(TABLE_SIZE), squares: new Float32Array(TABLE_SIZE) };
  const [weights, squares] = [floats(places), floats(places)];
  for (let i = 0; i < places; i++) {
    head.weights[used[i]] = weights[i];
    head.squares[used[i]] = squares[i];
  }
  return head;
}

function mapParts({ learned }: ModelFacts['map']): (Int8Array | Float32Array)[] {
  return learned === null ? [] : [learned.values, learned.scales];
}

function takeMap(
  { version, evidence }: Header['map'],
  dimensions: number,
  take: (length: number) => Uint8Array,
): ModelFacts['map'] {
  if (version === null) return { learned: null, evidence };
  const values = new Int8Array(take(dimensions ** 2).buffer);
  return { learned: { version, values, scales: new Float32Array(take(dimensions * 4).buffer) }, evidence };
}

function parseHeader(json: string): Header {
  try {
    return JSON.parse(json) as Header;
  } catch {
    throw bad('a header in JSON', 'something else');
  }
}

function total(parts: readonly { readonly byteLength: number }[]): number {
  return parts.reduce((sum, part) => sum + part.byteLength, 0);
}

function bad(expected: string, found: string): EngineError {
  return new EngineError('bad-snapshot', `snapshot: expected ${expected}, found ${found}`);
}
