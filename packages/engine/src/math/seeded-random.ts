/**
 * Seeded random numbers: the only chance that the engine knows.
 *
 * Same seed, same numbers, on every machine. The generator is sfc32 (128 bits of state, period at least 2^32,
 * about 2^127 on average; it passes PractRand). Not for secrets. Cost: O(1) a draw; state: four 32-bit integers.
 * Source: C. Doty-Humphrey, PractRand, `sfc32`; seeds are spread with 32-bit FNV-1a and MurmurHash3's finaliser.
 *
 * @example
 * const random = new SeededRandom('audits/7');
 * const place = random.save();
 * const first = random.next();
 * SeededRandom.load(place).next() === first; // => true
 */
import { EngineError } from '../errors.ts';

export type RandomState = readonly [number, number, number, number];

const WARM_UP_DRAWS = 12;

export class SeededRandom {
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  /** `seed`: any string or number; 1 and '1' are the same seed. */
  constructor(seed: number | string) {
    const text = String(seed);
    this.#a = hash32(text, 0x811c9dc5);
    this.#b = hash32(text, 0x9e3779b9);
    this.#c = hash32(text, 0x85ebca6b);
    this.#counter = 1;
    for (let draw = 0; draw < WARM_UP_DRAWS; draw++) this.bits32();
  }

  /** An integer in [0, 2^32). */
  bits32(): number {
    const result = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + result) | 0;
    return result >>> 0;
  }

  /** A number in [0, 1), with 53 random bits. */
  next(): number {
    const high = this.bits32() >>> 5;
    const low = this.bits32() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** An integer in [0, size); `size` from 1 to 2^53, the bias is below size / 2^53. */
  integer(size: number): number {
    if (!(size >= 1)) throw new EngineError('invalid-argument', `size: expected 1 or more, found ${size}`);
    return Math.floor(this.next() * size);
  }

  /** A shuffled copy; the input stays as it is. O(n). */
  shuffle<T>(items: readonly T[]): T[] {
    const copy = [...items];
    for (let last = copy.length - 1; last > 0; last--) {
      const other = this.integer(last + 1);
      [copy[last], copy[other]] = [copy[other], copy[last]];
    }
    return copy;
  }

  /** A standard normal number (Box-Muller; the second of the pair is not kept, so that the state stays small). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return radius * Math.cos(2 * Math.PI * this.next());
  }

  save(): RandomState {
    return [this.#a, this.#b, this.#c, this.#counter];
  }

  static load(state: RandomState): SeededRandom {
    const random = new SeededRandom(0);
    [random.#a, random.#b, random.#c, random.#counter] = state;
    return random;
  }
}

/** FNV-1a over UTF-16 units from `basis`, finished as in MurmurHash3. Returns a signed 32-bit integer. */
function hash32(text: string, basis: number): number {
  let hash = basis | 0;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
