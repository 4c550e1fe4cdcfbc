/**
 * What a replay is compared with: a text classifier that is trained again on all that is known, now and then.
 *
 * The replay calls `train` every so many days with the human resolutions seen by then, and `predict` once per
 * ticket in between. Implementations live outside the engine, since they bring libraries.
 */
export interface LabelledText {
  readonly text: string;
  /** Resolution id of the human's own answer. */
  readonly label: string;
}

export interface RankedLabel {
  readonly label: string;
  /** The classifier's own figure in [0, 1]; it need not be calibrated. */
  readonly confidence: number;
}

export interface TrainableBaseline {
  /** Key under `baselines` of the report, e.g. `node_nlp_30d`. */
  readonly name: string;
  /** Forgets what it knew and learns from these. Bounded: implementations state how many examples they take. */
  train(examples: readonly LabelledText[]): Promise<void>;
  /** Labels, the most confident first; empty before the first training. */
  predict(text: string): Promise<readonly RankedLabel[]>;
}
