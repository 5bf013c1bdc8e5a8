/** What a network with ImageNet's head sees in a photo: shows a person that a weight file is what it should be. */
import { createImagePool, type Pixels } from "../image/index.ts";
import { baseOf, networkNamed } from "../networks/index.ts";
import { nodeRuntime } from "../runtime/index.ts";
import { openBaseFeatures, pixelsInMemory } from "../training/index.ts";
import { RoentgenError } from "../util/error.ts";
import type { NetworkWeights } from "../weights/index.ts";
import { requireHead } from "./convert-model.ts";
import { imagenetClasses } from "./imagenet-classes.ts";

export interface Photo {
  readonly path: string;
  /** Height and width that it is resized to; undefined: the network's own. */
  readonly imageSize: number | undefined;
}

export interface ClassProbability {
  readonly name: string;
  readonly probability: number;
}

/** Of all classes, the most probable first. file: whose weights they are. Throws E_WEIGHTS_HEAD for another head. */
export async function classifyPhoto(
  network: string,
  weights: NetworkWeights,
  file: string,
  photo: Photo,
): Promise<ClassProbability[]> {
  const { units, values } = requireHead(weights.head, file);
  if (units !== imagenetClasses.length) throw notImagenet(file, units);
  const features = await featuresOf(network, weights.base, photo);
  const logits = dense(features, values.get("head/kernel")!, values.get("head/bias")!);
  return softmax(logits)
    .map((probability, unit) => ({ name: imagenetClasses[unit]!, probability }))
    .sort((a, b) => b.probability - a.probability);
}

async function featuresOf(network: string, parameters: NetworkWeights["base"], photo: Photo): Promise<Float32Array> {
  const { build, scaling, imageSize: own } = networkNamed(network);
  const imageSize = photo.imageSize ?? own;
  const base = baseOf(build({ imageSize }));
  const image = await pixelsOf(photo.path, imageSize);
  const features = await openBaseFeatures(nodeRuntime(), base, new Map(parameters), { scaling, imageSize });
  return features.of(pixelsInMemory([image]), [0]).finally(features.release);
}

async function pixelsOf(path: string, imageSize: number): Promise<Pixels> {
  const pool = createImagePool({ threads: 1 });
  const size = { width: imageSize, height: imageSize };
  return pool.prepare(path, { size, enhance: null }).finally(pool.close);
}

/** features . kernel + bias, in float64. kernel: channels x units. */
function dense(features: Float32Array, kernel: Float32Array, bias: Float32Array): number[] {
  const logits = Array.from(bias);
  features.forEach((feature, channel) => {
    for (let unit = 0; unit < logits.length; unit++) logits[unit]! += feature * kernel[channel * logits.length + unit]!;
  });
  return logits;
}

function softmax(logits: readonly number[]): number[] {
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}

function notImagenet(file: string, units: number): RoentgenError {
  return new RoentgenError("E_WEIGHTS_HEAD", "the file's head does not tell ImageNet's classes apart", {
    kind: "weights",
    where: file,
    expected: `a head of ${imagenetClasses.length} units`,
    received: `${units}`,
    fix: "give a file with the classification top (include_top=True in Keras)",
  });
}
