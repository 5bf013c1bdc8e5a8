import { describe, expect, it } from "vitest";
import { stream } from "../util/random.ts";
import { initialValues } from "./initial.ts";
import { type Initializer, type Variable, variablesOf } from "./network.ts";
import { networkNamed, networkNames } from "./registry.ts";

const variable = (initializer: Initializer, shape: readonly number[], name = "layer/kernel"): Variable => ({
  name,
  role: "kernel",
  shape,
  trainable: true,
  initializer,
});
const draw = (initializer: Initializer, shape: readonly number[], name?: string): Float32Array =>
  initialValues(variable(initializer, shape, name), (of) => stream(7, of));

const mean = (values: Float32Array): number => values.reduce((a, b) => a + b, 0) / values.length;
function deviation(values: Float32Array): number {
  const centre = mean(values);
  return Math.sqrt(values.reduce((total, value) => total + (value - centre) ** 2, 0) / values.length);
}
const largest = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

describe("initialValues", () => {
  it.each([
    ["a convolution", [3, 3, 64, 96], Math.sqrt(6 / (9 * 64 + 9 * 96))],
    ["a depthwise kernel", [7, 7, 352, 1], Math.sqrt(6 / (49 * 352 + 49))],
    ["a dense kernel", [1056, 20], Math.sqrt(6 / (1056 + 20))],
  ])("glorot_uniform of %s is uniform within Keras' limit", (_, shape, limit) => {
    const values = draw("glorot_uniform", shape);
    expect(values.length).toBe(shape.reduce((a, b) => a * b));
    expect(largest(values)).toBeLessThanOrEqual(limit * (1 + 1e-7));
    expect(largest(values)).toBeGreaterThan(limit * 0.999);
    expect(Math.abs(mean(values))).toBeLessThan((4 * limit) / Math.sqrt(3 * values.length));
    expect(Math.abs(deviation(values) / (limit / Math.sqrt(3)) - 1)).toBeLessThan(4 / Math.sqrt(values.length));
  });

  it("he_normal is normal, cut off at two deviations, with deviation sqrt(2 / fan in)", () => {
    const values = draw("he_normal", [1, 1, 400, 100]);
    const expected = Math.sqrt(2 / 400);
    const cut = (2 * expected) / 0.87962566103423978;
    expect(Math.abs(mean(values))).toBeLessThan((4 * expected) / Math.sqrt(values.length));
    expect(Math.abs(deviation(values) / expected - 1)).toBeLessThan(4 / Math.sqrt(2 * values.length));
    expect(largest(values)).toBeLessThanOrEqual(cut * (1 + 1e-7));
    expect(largest(values)).toBeGreaterThan(cut * 0.99);
    // a uniform one of the same deviation would have 57.7 % within one deviation, this one has (2 Phi(0.8796) - 1) / (2 Phi(2) - 1) = 65.05 %
    const inside = values.filter((value) => Math.abs(value) < expected).length / values.length;
    expect(Math.abs(inside - 0.6505)).toBeLessThan(0.01);
  });

  it("zeros and ones need no randomness", () => {
    const none = (): never => {
      throw new Error("asked for randomness");
    };
    expect([...initialValues(variable("zeros", [3]), none)]).toEqual([0, 0, 0]);
    expect([...initialValues(variable("ones", [2]), none)]).toEqual([1, 1]);
  });

  it("depends on the name alone", () => {
    expect(draw("he_normal", [3, 3, 4, 5])).toEqual(draw("he_normal", [3, 3, 4, 5]));
    expect(draw("he_normal", [3, 3, 4, 5], "other/kernel")).not.toEqual(draw("he_normal", [3, 3, 4, 5]));
  });
});

// [layer.get_config() for layer in model.layers], Keras 3.15
it.each(networkNames)("%s names the initializers that Keras names", (name) => {
  const network = networkNamed(name).build();
  const convolutions = network.layers.filter(({ kind }) => kind === "Conv2D").map((layer) => layer.name);
  for (const { name: of, role, initializer } of variablesOf(network)) {
    const [layer] = of.split("/");
    const convolution = name.startsWith("nasnet") && convolutions.includes(layer!) ? "he_normal" : "glorot_uniform";
    const vector = role === "gamma" || role === "moving_variance" ? "ones" : "zeros";
    expect(initializer, of).toBe(role.endsWith("kernel") ? convolution : vector);
  }
});
