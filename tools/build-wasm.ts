/**
 * Assembles the WebAssembly of the engine into TypeScript files that hold their bytes, so that the engine loads
 * nothing from disk. Run `node tools/build-wasm.ts` after a change in `tools/wasm/` and commit what it writes;
 * a test compares.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import wabt from 'wabt';
import { encoderKernelsWat } from './wasm/encoder-kernels.ts';

interface WasmFile {
  /** Path from the root of the repository. */
  readonly path: string;
  readonly source: string;
  readonly wat: () => string;
  /** Name and TypeScript body of the interface of its exports. */
  readonly exportsName: string;
  readonly exportsType: string;
}

const ROOT = new URL('../', import.meta.url);

const FLOAT_KERNEL =
  '(a: number, b: number, c: number, inner: number, strideA: number, strideB: number, strideC: number) => void';
const INTEGER_KERNEL =
  '(a: number, b: number, c: number, inner: number, strideA: number, strideC: number, columnScales: number, rowScales: number) => void';
const SCAN = '(query: number, vectors: number, count: number, dimensions: number, out: number) => void';
const kernels = (letter: string, type: string) =>
  [1, 2, 3, 4, 5, 6].map((rows) => `  readonly ${letter}${rows}: ${type};`);

export const WASM_FILES: readonly WasmFile[] = [
  {
    path: 'packages/engine/src/text/gemm-kernels.generated.ts',
    source: 'tools/wasm/encoder-kernels.ts',
    wat: encoderKernelsWat,
    exportsName: 'EncoderKernels',
    exportsType: [
      ...kernels('f', FLOAT_KERNEL),
      ...kernels('q', INTEGER_KERNEL),
      '  readonly quantise: (x: number, y: number, count: number, limit: number) => number;',
      '  readonly layerNorm: (x: number, y: number, count: number, gain: number, bias: number) => void;',
      '  readonly add: (x: number, y: number, count: number) => void;',
      '  readonly relu: (x: number, count: number) => void;',
      '  readonly softmax: (x: number, count: number, scale: number) => void;',
    ].join('\n'),
  },
  {
    path: 'packages/engine/src/math/vector-scan.generated.ts',
    source: 'tools/wasm/vector-scan.wat',
    wat: () => readFileSync(new URL('tools/wasm/vector-scan.wat', ROOT), 'utf8'),
    exportsName: 'VectorScan',
    exportsType: [
      '  /** Dot products in float32; `dimensions` is a multiple of 16. */',
      `  readonly scan: ${SCAN};`,
      '  /** Dot products of int8 in int32; `dimensions` is a multiple of 16. */',
      `  readonly scan8: ${SCAN};`,
      '  /** int32 to float32, in place, each divided by `unit`. */',
      '  readonly share: (at: number, count: number, unit: number) => void;',
    ].join('\n'),
  },
];

/** The text of a generated file. */
export async function generate(file: WasmFile): Promise<string> {
  const assembler = await wabt();
  const module = assembler.parseWat(file.source, file.wat(), { simd: true });
  const bytes = module.toBinary({}).buffer;
  module.destroy();
  const base64 = Buffer.from(bytes).toString('base64');
  return `// Made by tools/build-wasm.ts from ${file.source} (${bytes.length} bytes). Do not edit.
import { instantiateWasm } from '../math/instantiate-wasm.ts';

export interface ${file.exportsName} {
  readonly mem: { readonly buffer: ArrayBuffer; grow(pages: number): number };
${file.exportsType}
}

const BASE64 =
  '${base64}';

/** A fresh instance with a memory of its own. */
export function instantiate${file.exportsName}(): ${file.exportsName} {
  return instantiateWasm(BASE64) as ${file.exportsName};
}
`;
}

if (import.meta.main) {
  for (const file of WASM_FILES) writeFileSync(new URL(file.path, ROOT), await generate(file));
}
