/**
 * The encoder port: text in, a vector of unit length out.
 *
 * The engine never calls it: whoever holds the question encodes it and hands the vector in, so that the
 * engine stays synchronous and a remote encoder that is down costs quality, never a message.
 */
export interface Encoder {
  /** Name, version and checksum of the weights, pinned per workspace, e.g. `use-lite-en@1+3f2a…`. */
  readonly id: string;
  readonly dimensions: number;
  /** One vector per text, in order. A text without a single known token gives a zero vector. */
  encode(texts: readonly string[]): Promise<Float32Array[]>;
}
