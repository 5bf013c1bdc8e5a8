/** The smallest classifier whose answers can be worked out by hand: each logit is a weighted mean of the planes that it is given. */
import { GraphBuilder } from "../../src/graph/index.ts";
import type { TrainedClassifier } from "../../src/model/index.ts";

type Given = Pick<TrainedClassifier, "names" | "positive"> & Partial<TrainedClassifier>;

interface Weights {
  /** Rows for the three planes, a column for each logit. */
  readonly kernel: readonly (readonly number[])[];
  readonly bias: readonly number[];
}

/** logit = mean(plane 0) k0 + mean(plane 1) k1 + mean(plane 2) k2 + bias; images of 8 x 8 pixels, as they are, unless told. */
export function meanClassifier({ kernel, bias }: Weights, given: Given): TrainedClassifier {
  const { imageSize = 8, positive, names } = given;
  return {
    graph: graphOf(imageSize, bias.length),
    parameters: new Map([
      ["head/kernel", Float32Array.from(kernel.flat())],
      ["head/bias", Float32Array.from(bias)],
    ]),
    network: "mean",
    task: positive === null ? "multi" : `binary:${names[positive]}`,
    imageSize,
    enhance: null,
    scaling: "raw",
    ...given,
  };
}

function graphOf(size: number, units: number) {
  const g = new GraphBuilder("mean");
  const x = g.input("image", { type: "float32", shape: ["N", 3, size, size] });
  const kernel = g.parameter("head/kernel", { type: "float32", shape: [3, units] });
  const bias = g.parameter("head/bias", { type: "float32", shape: [units] });
  const means = g.op("Reshape", [g.op("GlobalAveragePool", [x]), g.ints([0, 3])]);
  g.output(g.op("Gemm", [means, kernel, bias], {}, { name: "logit" }));
  return g.build();
}
