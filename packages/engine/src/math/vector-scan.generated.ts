// Made by tools/build-wasm.ts from tools/wasm/vector-scan.wat (535 bytes). Do not edit.
import { instantiateWasm } from '../math/instantiate-wasm.ts';

export interface VectorScan {
  readonly mem: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  /** Dot products in float32; `dimensions` is a multiple of 16. */
  readonly scan: (query: number, vectors: number, count: number, dimensions: number, out: number) => void;
  /** Dot products of int8 in int32; `dimensions` is a multiple of 16. */
  readonly scan8: (query: number, vectors: number, count: number, dimensions: number, out: number) => void;
  /** int32 to float32, in place, each divided by `unit`. */
  readonly share: (at: number, count: number, unit: number) => void;
}

const BASE64 =
  'AGFzbQEAAAABDwJgBX9/f39/AGADf398AAMEAwAAAQUGAQEBgIAEBx4EA21lbQIABHNjYW4AAAVzY2FuOAABBXNoYXJlAAIKzQMD9AEDAn8EewJ/AkADQCAFIAJPDQH9DAAAAAAAAAAAAAAAAAAAAAAhByAHIQggByEJIAchCiAAIQsgASADQQJ0aiEMA0AgByAL/QAEACAB/QAEAP3mAf3kASEHIAggC/0ABBAgAf0ABBD95gH95AEhCCAJIAv9AAQgIAH9AAQg/eYB/eQBIQkgCiAL/QAEMCAB/QAEMP3mAf3kASEKIAtBwABqIQsgAUHAAGohASABIAxJDQALIAcgCP3kASAJIAr95AH95AEhByAEIAf9HwAgB/0fAZIgB/0fAiAH/R8DkpI4AgAgBEEEaiEEIAVBAWohBQwACwsLoAEDAX8BewJ/AkADQCAFIAJPDQH9DAAAAAAAAAAAAAAAAAAAAAAhBiAAIQcgASADaiEIA0AgBiAH/QEDACAB/QEDAP26ASAH/QEDCCAB/QEDCP26Af2uAf2uASEGIAdBEGohByABQRBqIQEgASAISQ0ACyAEIAb9GwAgBv0bAWogBv0bAiAG/RsDamo2AgAgBEEEaiEEIAVBAWohBQwACwsLMwEBfyAAIAFBAnRqIQMCQANAIAAgA08NASAAIAAoAgC3IAKjtjgCACAAQQRqIQAMAAsLCw==';

/** A fresh instance with a memory of its own. */
export function instantiateVectorScan(): VectorScan {
  return instantiateWasm(BASE64) as VectorScan;
}
