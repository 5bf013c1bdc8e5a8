/** What a step gives for parameters that the loss does not depend on. */
import { expect, test } from "vitest";
import { interpret } from "../../tests/support/interpreter/index.ts";
import { smallResnet } from "../../tests/support/networks/index.ts";
import { extract } from "../graph/index.ts";
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
