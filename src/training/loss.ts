/**
 * Cross-entropy from logits, unclipped, as Keras computes it; every image has a weight, so that a sum over micro-batches is exact: with
 * weights of 1 / (number of images of the batch) the loss is the batch's mean, and an image of weight 0 is not there.
 */
import { type Graph, GraphBuilder } from "../graph/index.ts";

/** Value of the loss, a scalar. */
const LOSS = "loss";

/**
 * Adds inputs "label" [N, units] (1 for the class, else 0; one column for a sigmoid) and "weight" [N], and the loss as the first output.
 * Sigmoid: ln(1 + e^z) - y z. Softmax: -sum y (z - ln sum e^z).
 */
export function withLoss(graph: Graph, logit: string): Graph {
  const g = GraphBuilder.from(graph);
  const [n, units] = g.sizes(logit) as [number, number];
  const label = g.input("label", { type: "float32", shape: [n, units] });
  const weight = g.input("weight", { type: "float32", shape: [n] });
  const perUnit =
    units === 1
      ? g.sub(g.op("Softplus", [logit]), g.mul(label, logit))
      : g.neg(g.mul(label, g.op("LogSoftmax", [logit], { axis: 1 })));
  const perImage = g.reduceSum(perUnit, [1]);
  g.output(g.op("ReduceSum", [g.mul(perImage, weight), g.ints([0])], { keepdims: 0 }, { name: LOSS }));
  for (const output of graph.outputs) g.output(output);
  return g.build();
}
