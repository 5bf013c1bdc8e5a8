/** A training step as small as it can be with what lowerings treat in ways of their own: two targets must give the same gradients of it. */
import { type Graph, GraphBuilder, sizeOf } from "../graph/index.ts";
import type { Target } from "../lowering/index.ts";
import type { Runtime } from "../runtime/index.ts";
import { stream } from "../util/random.ts";
import type { Learner } from "./learner.ts";
import type { Parameters } from "./parameters.ts";
import { Trainer } from "./trainer.ts";
import { type TrainingStep, trainingStep } from "./training-step.ts";

const [BATCH, SIZE, UNITS] = [2, 13, 3];

/** The gradients of a step on noise. */
export const trialGradients = (runtime: Runtime, target: Target): Promise<Parameters> =>
  gradientsOf((step, parameters) => Trainer.open(runtime, step, parameters), target);

type OpenLearner = (step: TrainingStep, parameters: Parameters) => Promise<Learner>;

/** The same by a learner of the caller's. */
export async function gradientsOf(open: OpenLearner, target: Target): Promise<Parameters> {
  const model = trialModel();
  const parameters = new Map(model.parameters.map((name) => [name, noise(model, name)]));
  const step = trainingStep(model, { logit: "logit", parameters: model.parameters, normalisation: "stored", target });
  const learner = await open(step, parameters);
  try {
    const image = noise(model, "image");
    const label = Float32Array.from({ length: BATCH * UNITS }, (_, i) => Number(i % (UNITS + 1) === 0));
    const weight = new Float32Array(BATCH).fill(1 / BATCH);
    await learner.micro(
      new Map([
        ["image", image],
        ["label", label],
        ["weight", weight],
      ]),
      "logit",
    );
    const gradients = await learner.gradients();
    return new Map([...gradients].map(([name, values]) => [name, values.slice()]));
  } finally {
    await learner.close();
  }
}

/** Uniform in -0.5..0.5. */
function noise({ values }: Graph, name: string): Float32Array {
  const random = stream(1, "trial", name);
  const shape = values.get(name)!.shape as readonly number[]; // no symbols here
  return Float32Array.from({ length: sizeOf(shape) }, () => random.next() - 0.5);
}

/** Strides, a shortcut, channels that fill no block, a depthwise kernel, values side by side, and both kinds of pooling. */
function trialModel(): Graph {
  const g = new GraphBuilder("trial");
  const kernel = (name: string, ...shape: number[]): string => g.parameter(name, { type: "float32", shape });
  const image = g.input("image", { type: "float32", shape: [BATCH, 3, SIZE, SIZE] });
  const stem = g.relu(
    g.conv(image, kernel("stem", 16, 3, 3, 3), kernel("bias", 16), { strides: [2, 2], pads: [1, 1, 1, 1] }),
  );
  const wide = g.conv(stem, kernel("wide", 20, 16, 3, 3), undefined, { pads: [1, 1, 1, 1] });
  const deep = g.conv(wide, kernel("deep", 20, 1, 3, 3), undefined, { pads: [1, 1, 1, 1], group: 20 });
  const sum = g.relu(g.add(g.conv(deep, kernel("point", 20, 20, 1, 1), undefined), wide));
  const window = { kernel_shape: [3, 3], pads: [1, 1, 1, 1] };
  const pooled = g.concat([g.op("MaxPool", [sum], window), g.op("AveragePool", [sum], window), stem], 1);
  const last = g.conv(pooled, kernel("last", 24, 56, 3, 3), undefined, { strides: [2, 2], pads: [0, 0, 1, 1] });
  const features = g.reshape(g.op("GlobalAveragePool", [last]), [BATCH, 24]);
  g.output(g.op("MatMul", [features, kernel("head", 24, UNITS)], {}, { name: "logit" }));
  return g.build();
}
