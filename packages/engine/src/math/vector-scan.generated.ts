// Made by tools/build-wasm.ts from tools/wasm/vector-scan.wat (480 bytes). Do not edit.

export interface VectorScan {
  readonly mem: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  /** Dot products in float32; `dimensions` is a multiple of 16. */
  readonly scan: (query: number, vectors: number, count: number, dimensions: number, out: number) => void;
  /** Dot products of int8 in int32; `dimensions` is a multiple of 16. */
  readonly scan8: (query: number, vectors: number, count: number, dimensions: number, out: number) => void;
}

declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { readonly exports: object };
};

const BASE64 =
  'AGFzbQEAAAABCQFgBX9/f39/AAMDAgAABQYBAQGAgAQHFgMDbWVtAgAEc2NhbgAABXNjYW44AAEKpQMC9AEDAn8EewJ/AkADQCAFIAJPDQH9DAAAAAAAAAAAAAAAAAAAAAAhByAHIQggByEJIAchCiAAIQsgASADQQJ0aiEMA0AgByAL/QAEACAB/QAEAP3mAf3kASEHIAggC/0ABBAgAf0ABBD95gH95AEhCCAJIAv9AAQgIAH9AAQg/eYB/eQBIQkgCiAL/QAEMCAB/QAEMP3mAf3kASEKIAtBwABqIQsgAUHAAGohASABIAxJDQALIAcgCP3kASAJIAr95AH95AEhByAEIAf9HwAgB/0fAZIgB/0fAiAH/R8DkpI4AgAgBEEEaiEEIAVBAWohBQwACwsLrAEDAX8DewJ/AkADQCAFIAJPDQH9DAAAAAAAAAAAAAAAAAAAAAAhBiAAIQkgASADaiEKA0AgCf0ABAAhByAB/QAEACEIIAYgB/2HASAI/YcB/boBIAf9iAEgCP2IAf26Af2uAf2uASEGIAlBEGohCSABQRBqIQEgASAKSQ0ACyAEIAb9GwAgBv0bAWogBv0bAiAG/RsDamo2AgAgBEEEaiEEIAVBAWohBQwACwsL';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function decodeBase64(text: string): Uint8Array {
  const digits = text.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let size = 0;
  let at = 0;
  for (const digit of digits) {
    bits = ((bits << 6) | DIGITS.indexOf(digit)) & 0xffff;
    size += 6;
    if (size < 8) continue;
    size -= 8;
    bytes[at++] = (bits >> size) & 0xff;
  }
  return bytes;
}

/** A fresh instance with a memory of its own. */
export function instantiateVectorScan(): VectorScan {
  return new WebAssembly.Instance(new WebAssembly.Module(decodeBase64(BASE64))).exports as VectorScan;
}
