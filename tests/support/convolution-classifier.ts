/** A classifier with convolutions, so that there is something to make smaller: covid where red is above 90, as made-run.ts wants it. */
import { GraphBuilder } from "../../src/graph/index.ts";
import type { TrainedClassifier } from "../../src/model/index.ts";
import { meanClassifier } from "./mean-classifier.ts";

/** red / 255 through a 1 x 1 convolution and a ReLU, its mean, then (mean - 90 / 255) * 25.5; as the published sigmoid, turned round. */
export function convolutionClassifier(names: readonly string[], brightest = 1): TrainedClassifier {
  const g = new GraphBuilder("convolution");
  const x = g.input("image", { type: "float32", shape: ["N", 3, 8, 8] });
  const parameter = (name: string, shape: readonly number[]) => g.parameter(name, { type: "float32", shape });
  const convolved = g.relu(g.conv(x, parameter("conv/kernel", [4, 3, 1, 1]), parameter("conv/bias", [4])));
  const pooled = g.op("Reshape", [g.op("GlobalAveragePool", [convolved]), g.ints([0, 4])]);
  g.output(
    g.op("Gemm", [pooled, parameter("head/kernel", [4, 1]), parameter("head/bias", [1])], {}, { name: "logit" }),
  );
  const factor = brightest / 255;
  return {
    ...meanClassifier({ kernel: [[0], [0], [0]], bias: [0] }, { names, positive: 0 }),
    graph: g.build(),
    parameters: new Map([
      ["conv/kernel", Float32Array.of(factor, 0, 0, 0, factor, 0, 0, 0, factor, -factor, 0, 0)],
      ["conv/bias", new Float32Array(4)],
      ["head/kernel", Float32Array.of(-25.5 / brightest, 0, 0, 0)],
      ["head/bias", Float32Array.of(9)],
    ]),
  };
}
