import { describe, expect, it } from "vitest";
import { uniform } from "../../tests/support/formula.ts";
import { formulaWeights } from "../../tests/support/networks/formula-feeds.ts";
import { branches, smallNasnet, smallResnet } from "../../tests/support/networks/index.ts";
import type { Network } from "../networks/index.ts";
import { weightsInHdf5 } from "./keras-file.ts";
import { writeKerasWeights } from "./keras-write.ts";
import type { NetworkWeights } from "./stored-layers.ts";

const baseOf = (network: Network): NetworkWeights["base"] =>
  new Map([...formulaWeights(network)].map(([name, { data }]) => [name, data]));

describe("what is written is read with the same bytes", () => {
  it.each([
    ["nasnet", smallNasnet()],
    ["resnet", smallResnet()],
    ["inception", branches()],
  ])("%s", async (_, network) => {
    const weights = { base: baseOf(network), head: null };
    const read = await weightsInHdf5(await writeKerasWeights(network, weights), network, "written.h5");
    expect(read).toEqual(weights);
  });

  it("also a head, and values that are no usual numbers", async () => {
    const network = branches();
    const base = new Map(baseOf(network));
    base.set(
      "conv2d/kernel",
      Float32Array.from(base.get("conv2d/kernel")!, (v, i) => [v, NaN, -0, Infinity][i % 4]!),
    );
    const head = new Map([
      ["head/kernel", uniform("head/kernel", network.channels * 2, -1, 1)],
      ["head/bias", uniform("head/bias", 2, -1, 1)],
    ]);
    const read = await weightsInHdf5(await writeKerasWeights(network, { base, head }), network, "written.h5");
    expect(read).toEqual({ base, head });
  });
});

it("a variable without values is a fault", async () => {
  const base = new Map([...baseOf(branches())].slice(1));
  await expect(writeKerasWeights(branches(), { base, head: null })).rejects.toThrow("no values for conv2d/kernel");
});
