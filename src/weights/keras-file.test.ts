/** Files that Keras wrote (tests/golden/generate/keras_files.py), with weights by formula: every value must come back, in its place. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { uniform } from "../../tests/support/formula.ts";
import { kerasFile, weightFolder } from "../../tests/support/keras-files.ts";
import { formulaImages, formulaWeights } from "../../tests/support/networks/formula-feeds.ts";
import { branches, smallNasnet, smallResnet } from "../../tests/support/networks/index.ts";
import { type Float32Tensor, runGraph } from "../../tests/support/run-graph.ts";
import { classifierGraph, LOGIT, type Network } from "../networks/index.ts";
import { RoentgenError } from "../util/error.ts";
import { weightsInFile, weightsInHdf5 } from "./keras-file.ts";
import type { NetworkWeights } from "./stored-layers.ts";

const file = weightFolder();
const read = (name: string, network: Network): Promise<NetworkWeights> =>
  weightsInFile(file(name), network, { largest: 2 ** 24, where: name });

/** The formula's weights of the base, and of a head of three units where there is one. */
function expectFormula({ base, head }: NetworkWeights, network: Network, hasHead: boolean) {
  const expected = formulaWeights(network);
  expect([...base.keys()].sort()).toEqual([...expected.keys()].sort());
  for (const [name, { data }] of expected) expect(base.get(name), name).toEqual(data);
  const kernel = uniform("head/kernel", network.channels * 3, -0.05, 0.05);
  const bias = uniform("head/bias", 3, -0.1, 0.1);
  const headOfFormula = new Map([
    ["head/kernel", kernel],
    ["head/bias", bias],
  ]);
  expect(head).toEqual(hasHead ? headOfFormula : null);
}

describe("every layout of Keras' files gives the values that were saved", () => {
  it.each(["nasnet-legacy.h5", "nasnet.weights.h5", "nasnet-model.h5", "nasnet-model.keras"])("%s", async (name) => {
    expectFormula(await read(name, smallNasnet()), smallNasnet(), false);
  });

  it.each([
    "recipe-nasnet-frozen.h5",
    "recipe-nasnet-trainable.h5",
    "recipe-nasnet-partly-legacy.h5",
    "recipe-nasnet.keras",
  ])("%s, with its head", async (name) => {
    expectFormula(await read(name, smallNasnet()), smallNasnet(), true);
  });

  it("resnet-keras2.h5: other layer names, texts of fixed length", async () => {
    expectFormula(await read("resnet-keras2.h5", smallResnet()), smallResnet(), false);
  });

  it.each(["resnet-flat.h5", "resnet-flat.keras"])("%s: base and head in one", async (name) => {
    expectFormula(await read(name, smallResnet()), smallResnet(), true);
  });

  it.each([
    ["branches-late-trainable.h5", "told by the list"],
    ["branches-late-partly-model.h5", "told by the model's description"],
  ])("%s: layers of other names inside a model, their order %s", async (name) => {
    expectFormula(await read(name, branches()), branches(), true);
  });
});

it.each(["keras-2.13.keras", "keras-2.14.keras"])(
  "%s: layers in a group of another name, counted otherwise",
  async (name) => {
    const path = fileURLToPath(new URL(`../../tests/golden/${name}`, import.meta.url));
    expectFormula(await weightsInFile(path, branches(), { largest: 2 ** 24, where: name }), branches(), true);
  },
);

it("the recipe's model gives Keras' probabilities", async () => {
  const { recipe } = JSON.parse(
    readFileSync(new URL("../../tests/golden/keras-files.json", import.meta.url), "utf8"),
  ) as { recipe: { probabilities: [number[], number[]] } };
  const { base, head } = await read("recipe-nasnet-trainable.h5", smallNasnet());
  const graph = classifierGraph(smallNasnet(), { units: 3 });
  const parameters = new Map(
    [...base, ...head!].map(([name, data]): [string, Float32Tensor] => {
      return [name, { type: "float32", shape: graph.values.get(name)!.shape as number[], data }];
    }),
  );
  const feeds = new Map([["image", formulaImages("small", 2, 64)]]);
  const logits = (await runGraph(graph, parameters, feeds)).get(LOGIT)!.data;
  const worst = recipe.probabilities.flatMap((expected, image) => {
    const powers = expected.map((_, unit) => Math.exp(logits[image * 3 + unit]!));
    const sum = powers.reduce((a, b) => a + b);
    return expected.map((probability, unit) => Math.abs(powers[unit]! / sum - probability));
  });
  expect(Math.max(...worst)).toBeLessThanOrEqual(1e-6);
});

/** What reading ends with, in one line. */
async function outcome(read: () => Promise<unknown>): Promise<string> {
  try {
    await read();
    return "read";
  } catch (error) {
    if (!(error instanceof RoentgenError)) throw error;
    expect(error.exitStatus).toBe(7);
    const { where, expected, received } = error.details;
    return `${error.code}: ${where}: ${expected}: ${received}`;
  }
}

describe("the first mismatch is told, with layer, what is expected and what is found", () => {
  it.each([
    ["nasnet-legacy.h5", smallResnet, "SHAPE: conv1_conv: kernel, bias: 1 variable in stem_conv1"],
    ["nasnet.weights.h5", smallResnet, "SHAPE: conv1_conv: kernel, bias: 1 variable in /layers/conv2d"],
    ["resnet-flat.keras", branches, "SHAPE: conv2d: kernel: 2 variables in /layers/conv2d"],
    [
      "branches-late-trainable.h5",
      smallNasnet,
      "SHAPE: stem_bn1: gamma, beta, moving_mean, moving_variance: 3 variables in batch_normalization_4",
    ],
  ])("%s", async (name, network, expected) => {
    expect(await outcome(() => read(name, network()))).toBe(`E_WEIGHTS_${expected.replace(": ", `: ${name}, `)}`);
  });

  const kernel = "conv2_block1_1_conv/kernel: float32 [1, 1, 64, 8]";
  it.each([
    ["missing", "nothing"],
    ["float16", "float16 [1, 1, 64, 8]"],
    ["float64", "float64 [1, 1, 64, 8]"],
    ["big-endian", "big-endian float32 [1, 1, 64, 8]"],
    ["integers", "int32 [1, 1, 64, 8]"],
    ["texts", "no numbers [2]"],
    ["chunks", "float32 in chunks [1, 1, 64, 8]"],
    ["huge", "float32 in chunks [1048576, 1048576]"],
    ["huge-in-place", "float32 in chunks [1, 1, 64, 8]"],
    ["terabytes", "float32 [1048576, 1048576]"],
    ["vast-chunks", "float32 in chunks [1, 1, 64, 8]"],
    ["group", "nothing"],
    ["transposed", "float32 [8, 64, 1, 1]"],
    ["hard-cycle", "nothing"],
    ["external-link", "nothing"],
  ])("a kernel that is wrong: %s", async (fault, found) => {
    const stored = "/conv2_block1_1_conv/conv2_block1_1_conv/kernel";
    const received = await outcome(() => read(`bad-${fault}.h5`, smallResnet()));
    expect(received).toBe(`E_WEIGHTS_SHAPE: bad-${fault}.h5, ${kernel}: ${found} in ${stored}`);
  });
});

describe("what cannot be read as a model is refused", () => {
  it.each([
    ["bad-soft-cycle.h5", /^E_HDF5_BROKEN: .*too many links/],
    ["bad-external-data.h5", /^E_HDF5_BROKEN: .*unable to open external raw data file/],
    ["bad-names-are-numbers.h5", /^E_HDF5_BROKEN: .*layer_names of 5 values/],
    ["bad-names-of-nothing.h5", /^E_HDF5_BROKEN/],
    ["bad-names-without-end.h5", /^E_HDF5_BROKEN: .*layer_names of 60000 values/],
    ["bad-cyclic-layers.h5", /^E_WEIGHTS_SHAPE: .*: 4 variables in/],
    ["bad-deep.h5", /^E_WEIGHTS_SHAPE/],
    ["bad-something-else.h5", /^E_KERAS_LAYOUT/],
    ["resnet-deep.h5", /^E_WEIGHTS_HEAD: .*dense_2 with 2 variables, dense_1 with 2 variables/],
    ["resnet-deep.keras", /^E_WEIGHTS_HEAD: .*dense with 2 variables, .*dense_1 with 2 variables/],
  ])("%s", async (name, expected) => {
    expect(await outcome(() => read(name, smallResnet()))).toMatch(expected);
  });

  it("layers of other names inside a model, some of them frozen, and no description that would tell their order", async () => {
    expect(await outcome(() => read("branches-late-partly.h5", branches()))).toMatch(/^E_KERAS_ORDER/);
  });

  it("a file that ends too early, wherever", async () => {
    const whole = kerasFile("resnet-flat.h5");
    for (let length = 0; length < whole.length; length += 6_007) {
      const cut = () => weightsInHdf5(whole.slice(0, length), smallResnet(), "cut.h5");
      expect(await outcome(cut), `${length} bytes`).toMatch(/^E_HDF5_BROKEN: cut.h5/);
    }
  });
});
