/** What a training step takes and gives, by name. */

/** Values of the model's parameters, in ONNX' layout. */
export type Parameters = Map<string, Float32Array>;
/** Of a graph's inputs: images, labels, weights, masks. */
export type Feeds = ReadonlyMap<string, Float32Array>;

export interface MicroResult {
  /** Sum over the micro-batch of weight * cross-entropy. */
  readonly loss: number;
  /** [N, units] */
  readonly logits: Float32Array;
}
