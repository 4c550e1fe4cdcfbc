/** How the default encoder lies in the arena: packed weights of its two layers, and the rows it works on. */
import type { GemmKernels, PackedDense } from './gemm-kernels.ts';
import type { LayerWeights, NormWeights } from './use-lite-weights.ts';

export const WIDTH_IN = 256;
export const WIDTH = 512;
export const WIDTH_HIDDEN = 1536;
export const HEADS = 4;

export interface PackedNorm {
  readonly gain: number;
  readonly bias: number;
}

export interface PackedLayer {
  readonly width: number;
  readonly attentionNorm: PackedNorm;
  readonly queryKeyValue: PackedDense;
  readonly attentionOutput: PackedDense;
  readonly feedForwardNorm: PackedNorm;
  readonly expand: PackedDense;
  readonly contract: PackedDense;
}

/** Byte offsets of the working rows in the arena. */
export interface Workspace {
  readonly input: number;
  readonly normed: number;
  readonly queryKeyValue: number;
  readonly keysTransposed: number;
  readonly scores: number;
  readonly attended: number;
  readonly hidden: number;
  readonly expanded: number;
  readonly pooled: number;
  readonly output: number;
}

export function packLayer(kernels: GemmKernels, layer: LayerWeights): PackedLayer {
  const norm = ({ gain, bias }: NormWeights) => ({ gain: kernels.store(gain), bias: kernels.store(bias) });
  return {
    width: layer.attentionNorm.gain.length,
    attentionNorm: norm(layer.attentionNorm),
    queryKeyValue: kernels.pack(layer.queryKeyValue),
    attentionOutput: kernels.pack(layer.attentionOutput),
    feedForwardNorm: norm(layer.feedForwardNorm),
    expand: kernels.pack(layer.expand),
    contract: kernels.pack(layer.contract),
  };
}

export function allocateWorkspace(kernels: GemmKernels, tokens: number): Workspace {
  /** Padded to a multiple of 8: kernels read, but never use, up to one row beyond the last. */
  const rows = Math.ceil(tokens / 8) * 8;
  const floats = (width: number) => kernels.allocate(rows * width * 4);
  return {
    input: floats(WIDTH_IN),
    normed: floats(WIDTH),
    queryKeyValue: floats(WIDTH * 3),
    keysTransposed: floats(WIDTH / HEADS),
    scores: floats(rows),
    attended: floats(WIDTH),
    hidden: floats(WIDTH),
    expanded: floats(WIDTH_HIDDEN),
    pooled: kernels.allocate(WIDTH * 4),
    output: kernels.allocate(WIDTH * 4),
  };
}
