/** What a step gives for parameters that the loss does not depend on, and what it computes once. */
import { expect, test } from "vitest";
import { interpret } from "../../tests/support/interpreter/index.ts";
import { smallResnet } from "../../tests/support/networks/index.ts";
import { extract, GraphBuilder } from "../graph/index.ts";
import { classifierGraph, LOGIT, variablesOf } from "../networks/index.ts";
import { trainingStep } from "./training-step.ts";

test("the gradient of a bias before batch statistics is exactly zero", () => {
  const network = smallResnet({ batch: 2 });
  const trainable = variablesOf(network).filter((variable) => variable.trainable);
  const step = trainingStep(classifierGraph(network, { units: 3 }), {
    logit: LOGIT,
    parameters: trainable.map(({ name }) => name),
    normalisation: "batch",
  });
  const biases = trainable.filter(({ role }) => role === "bias");
  const gradients = biases.map(({ name }) => step.gradients.get(name)!);
  const values = interpret(extract(step.finish, { outputs: gradients }), new Map());
  expect(biases.length).toBeGreaterThan(0);
  expect(gradients.map((name) => [...values.get(name)!.data])).toEqual(
    biases.map(({ shape }) => Array.from({ length: shape[0]! }, () => 0)),
  );
});

test("what is computed twice is differentiated once", () => {
  const g = new GraphBuilder("twice");
  const image = g.input("image", { type: "float32", shape: [2, 3, 5, 5] });
  const x = g.conv(image, g.parameter("kernel", { type: "float32", shape: [4, 3, 1, 1] }), undefined);
  const [a, b] = Array.from({ length: 2 }, () => g.op("MaxPool", [x], { kernel_shape: [5, 5] }));
  g.op(
    "MatMul",
    [g.reshape(g.mul(a!, b!), [2, 4]), g.parameter("head", { type: "float32", shape: [4, 3] })],
    {},
    { name: LOGIT },
  );
  g.output(LOGIT);
  const { micro } = trainingStep(g.build(), { logit: LOGIT, parameters: ["kernel", "head"], normalisation: "stored" });
  expect(micro.nodes.filter(({ operator }) => operator === "MaxPoolGradient")).toHaveLength(1);
});
