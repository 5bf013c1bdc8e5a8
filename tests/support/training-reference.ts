/** The training runs of the references (tests/golden/generate/training.py): their parameters, images and labels, and what a golden holds. No Node: pages use it, too. */
import { headVariables } from "../../src/networks/head.ts";
import { type Network, toOnnxLayout, variablesOf } from "../../src/networks/index.ts";
import { images, uniform, weight } from "./formula.ts";
import type { FloatTensor } from "./interpreter/index.ts";

/** Of the small networks, by the names of their goldens. */
export const runs = [
  "small_inception-softmax-batch",
  "small_inception-softmax-stored",
  "small_nasnet-sigmoid-stored",
  "small_nasnet-softmax-batch",
  "small_nasnet-softmax-stored",
  "small_resnet-softmax-batch",
  "small_resnet-softmax-stored",
];

export interface GoldenPhase {
  readonly base_trainable: boolean;
  readonly rate: number;
  readonly losses: readonly number[];
  readonly losses_float32: readonly number[];
  readonly moving_l2_after_3_steps?: Readonly<Record<string, number>>;
  /** variable, l2, max, dot, g1, g3, g5, g7, float32_error */
  readonly gradients: { readonly rows: readonly (readonly [string, ...number[]])[] };
}

export interface GoldenTraining {
  readonly network: string;
  readonly head: "sigmoid" | "softmax";
  readonly normalisation: "stored" | "batch";
  readonly labels: readonly (readonly number[])[];
  readonly phases: readonly GoldenPhase[];
}

/** Values of all variables by name, in ONNX' layout. */
export function referenceParameters(network: Network, units: number): Map<string, FloatTensor> {
  const values = new Map<string, FloatTensor>();
  for (const variable of variablesOf(network)) {
    const [layer, role] = variable.name.split("/") as [string, string];
    const keras = weight(network.name, layer, role, variable.shape);
    const shape = network.graph.values.get(variable.name)!.shape as readonly number[];
    values.set(variable.name, { shape, data: new Float64Array(toOnnxLayout(variable, keras)) });
  }
  for (const { name, shape, role } of headVariables(network.channels, units)) {
    const limit = role === "bias" ? 0.1 : 0.05;
    values.set(name, {
      shape,
      data: new Float64Array(
        uniform(
          name,
          shape.reduce((a, b) => a * b, 1),
          -limit,
          limit,
        ),
      ),
    });
  }
  return values;
}

/** images("training", 4, size) as N C H W, labels, and weights of 1 / 4. */
export function referenceBatch(golden: GoldenTraining, size: number): Map<string, FloatTensor> {
  const count = golden.labels.length;
  const nhwc = images("training", count, size);
  const pixels = size * size;
  const nchw = new Float64Array(nhwc).map((_, k) => {
    const channel = Math.floor(k / pixels) % 3;
    return nhwc[(Math.floor(k / pixels / 3) * pixels + (k % pixels)) * 3 + channel]!;
  });
  return new Map([
    ["image", { shape: [count, 3, size, size], data: nchw }],
    ["label", { shape: [count, golden.labels[0]!.length], data: Float64Array.from(golden.labels.flat()) }],
    ["weight", { shape: [count], data: new Float64Array(count).fill(1 / count) }],
  ]);
}
