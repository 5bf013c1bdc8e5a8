/** Every layer of every network against Keras: name, class, settings, inputs, output, variables, and the order of all of them. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { smallInception, smallNasnet, smallResnet } from "../../tests/support/networks/index.ts";
import { check } from "../graph/index.ts";
import { onnxShape } from "./kernel-layout.ts";
import { type Layer, type Network, type NetworkOptions, type Setting, variablesOf } from "./network.ts";
import { networkNamed } from "./registry.ts";

interface GoldenLayer {
  readonly name: string;
  readonly class: string;
  readonly settings: Record<string, Setting>;
  readonly inputs: readonly string[];
  readonly output: readonly number[];
  readonly variables: readonly { name: string; shape: readonly number[]; trainable: boolean }[];
}
interface Architecture {
  readonly parameters: number;
  readonly layers: readonly GoldenLayer[];
}

const golden = <T>(path: string): T =>
  JSON.parse(readFileSync(new URL(`../../tests/golden/${path}.json`, import.meta.url), "utf8"));

/** Settings that are the same wherever Keras has them; ours leave them out. */
const constant: Readonly<Record<string, readonly Setting[]>> = {
  dilation_rate: [[1, 1]],
  groups: [1],
  depth_multiplier: [1],
  axis: [-1, 3],
};

const publishedNames = ["nasnetmobile", "resnet101", "inceptionresnetv2"];
const named = (name: string) => [name, networkNamed(name).build] as const;
const small = [
  ["small_nasnet", smallNasnet],
  ["small_resnet", smallResnet],
  ["small_inception", smallInception],
] as const;
const networks: readonly (readonly [string, (options?: NetworkOptions) => Network])[] = [
  ...publishedNames.map(named),
  ...small,
];

describe.each(networks)("%s", (name, build) => {
  const expected = golden<Architecture>(`architectures/${name}`);
  const network = build();

  it("has Keras' layers in Keras' order", () => {
    expect(network.layers.map(inKerasWords)).toEqual(expected.layers.map(withoutConstants));
  });

  it("has Keras' number of parameters, and no parameter outside its layers", () => {
    const variables = variablesOf(network);
    const sizes = variables.map(({ shape }) => shape.reduce((a, b) => a * b, 1));
    expect(sizes.reduce((a, b) => a + b, 0)).toBe(expected.parameters);
    expect([...network.graph.parameters].sort()).toEqual(variables.map((variable) => variable.name).sort());
  });

  it("has a sound graph, with the value of every layer under its name", () => {
    const graph = check(network.graph);
    expect(graph.inputs).toEqual(["image"]);
    expect(graph.outputs).toEqual([network.output]);
    expect(network.output).toBe(network.layers.at(-1)?.name);
    for (const { name: layer, output } of network.layers.slice(1)) {
      const [height, width, channels] = output;
      expect(graph.values.get(layer)?.shape, layer).toEqual(["N", channels, height, width]);
    }
    for (const variable of variablesOf(network)) {
      expect(graph.values.get(variable.name)?.shape, variable.name).toEqual(onnxShape(variable));
    }
  });

  it("takes the batch as a number", () => {
    const graph = check(build({ batch: 3 }).graph);
    expect(graph.values.get("image")?.shape[0]).toBe(3);
    expect(graph.values.get(network.output)?.shape[0]).toBe(3);
  });
});

describe.each(publishedNames)("%s at other sizes", (name) => {
  interface OtherSize {
    readonly size: number;
    readonly output: readonly number[];
  }
  const sizes = golden<{ other_sizes: readonly OtherSize[] }>(`networks/${name}`).other_sizes;

  it.each(sizes.map(({ size, output }) => [size, output] as const))("%i pixels", (imageSize, output) => {
    const network = networkNamed(name).build({ imageSize });
    check(network.graph);
    expect(network.layers.at(-1)?.output).toEqual(output);
  });

  it("counts its parameters right", () => {
    expect(networkNamed(name).parameters).toBe(golden<Architecture>(`architectures/${name}`).parameters);
  });
});

const inKerasWords = (layer: Layer) => ({
  name: layer.name,
  class: layer.kind,
  settings: layer.settings,
  inputs: layer.inputs,
  output: layer.output,
  variables: layer.variables.map(({ role, shape, trainable }) => ({ name: role, shape, trainable })),
});

/** The layer without the settings that are the same everywhere, which are looked at here. */
function withoutConstants(layer: GoldenLayer): GoldenLayer {
  const settings = Object.entries(layer.settings).filter(([name, value]) => {
    const linear = name === "activation" && layer.class !== "Activation";
    const allowed = linear ? ["linear"] : constant[name];
    if (allowed !== undefined) expect(allowed, `${layer.name}: ${name}`).toContainEqual(value);
    return allowed === undefined;
  });
  return { ...layer, settings: Object.fromEntries(settings) };
}
