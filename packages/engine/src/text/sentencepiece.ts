/**
 * Splits a text into the pieces of a SentencePiece unigram vocabulary: the best-scoring segmentation (Viterbi).
 *
 * Kept equal to the tokeniser that the weights of the default encoder are used with upstream, oddities included: a
 * symbol that no piece matches becomes `UNKNOWN` at score 0, and runs of unknown symbols count once.
 * Cost: text length × longest piece. The text is cut at 12 symbols per wanted piece before the search.
 *
 *     new SentencePiece([['<unk>', 0], ..., ['▁he', -3], ['llo', -4]]).encode('hello', 64)  // [i, j]
 *
 * Source: `@energetic-ai/embeddings` 0.2.0, after the Universal Sentence Encoder of tfjs-models (Apache-2.0).
 */

export const UNKNOWN = 0;
/** Stands for a space, and opens every text. */
const SPACE = '▁';
/** Control pieces at the start of the vocabulary never match a text. */
const RESERVED_PIECES = 6;
const SYMBOLS_PER_PIECE = 12;

interface TrieNode {
  readonly children: Map<string, TrieNode>;
  piece: number;
  score: number;
}

/** A piece and its log-probability; its place in the vocabulary is its id. */
export type VocabularyEntry = readonly [piece: string, score: number];

export class SentencePiece {
  readonly #root: TrieNode = trieNode();
  /** The piece that is a lone space: known, yet says nothing. -1 where the vocabulary has none. */
  readonly #space: number;

  constructor(vocabulary: readonly VocabularyEntry[]) {
    this.#space = vocabulary.findIndex(([piece]) => piece === SPACE);
    for (let id = RESERVED_PIECES; id < vocabulary.length; id++) {
      const [piece, score] = vocabulary[id];
      this.#insert(piece, score, id);
    }
  }

  /** Ids of the first `maximumTokens` pieces. An empty text has none. */
  encode(text: string, maximumTokens: number): number[] {
    const normal = text.normalize('NFKC');
    if (normal.length === 0) return [];
    const limit = maximumTokens * SYMBOLS_PER_PIECE;
    const symbols = Array.from((SPACE + normal.slice(0, 2 * limit)).replaceAll(' ', SPACE)).slice(0, limit);
    return this.#bestPath(symbols).slice(0, maximumTokens);
  }

  /** Whether the pieces say anything: at least one is neither unknown nor a lone space. */
  hasMeaning(ids: readonly number[]): boolean {
    return ids.some((id) => id !== UNKNOWN && id !== this.#space);
  }

  #insert(piece: string, score: number, id: number): void {
    let node = this.#root;
    for (const symbol of piece) {
      let child = node.children.get(symbol);
      if (child === undefined) node.children.set(symbol, (child = trieNode()));
      node = child;
    }
    node.piece = id;
    node.score = score;
  }

  #bestPath(symbols: readonly string[]): number[] {
    const length = symbols.length;
    const best = new Float64Array(length + 1).fill(-Infinity);
    const start = new Int32Array(length + 1);
    const piece = new Int32Array(length + 1);
    const reach = (end: number, from: number, score: number, id: number) => {
      if (score < best[end]) return;
      best[end] = score;
      start[end] = from;
      piece[end] = id;
    };
    best[0] = 0;
    for (let from = 0; from < length; from++) {
      if (best[from] === -Infinity) continue;
      let node: TrieNode | undefined = this.#root;
      let matched = false;
      for (let end = from + 1; end <= length; end++) {
        node = node.children.get(symbols[end - 1]);
        if (node === undefined) break;
        if (node.piece === UNKNOWN) continue;
        matched = true;
        reach(end, from, best[from] + node.score, node.piece);
      }
      if (!matched) reach(from + 1, from, best[from], UNKNOWN);
    }
    return readBack(length, start, piece);
  }
}

function readBack(length: number, start: Int32Array, piece: Int32Array): number[] {
  const ids: number[] = [];
  for (let end = length; end > 0; end = start[end]!) {
    const id = piece[end];
    if (id !== UNKNOWN || ids.at(-1) !== UNKNOWN) ids.push(id);
  }
  return ids.toReversed();
}

function trieNode(): TrieNode {
  return { children: new Map(), piece: UNKNOWN, score: 0 };
}
