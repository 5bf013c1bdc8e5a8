/** The relatives of the published networks against Keras: their layers, and features with formula-made weights. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { expectAsCloseAsKeras } from "../../tests/support/compare.ts";
import { formulaImages, formulaWeights } from "../../tests/support/networks/formula-feeds.ts";
import { runGraph } from "../../tests/support/run-graph.ts";
import { check } from "../graph/index.ts";
import { FEATURES, featureGraph } from "./head.ts";
import { type Layer, variablesOf } from "./network.ts";
import { networkNamed } from "./registry.ts";

interface Relative {
  readonly network: string;
  readonly parameters: number;
  readonly layers: number;
  readonly sha256: string;
  readonly size: number;
  readonly magnitude: number;
  readonly features_float32_error: number;
  readonly features: readonly number[];
}
const { networks }: { networks: readonly Relative[] } = JSON.parse(
  readFileSync(new URL("../../tests/golden/networks/relatives.json", import.meta.url), "utf8"),
);

describe.each(networks)("$network", (golden) => {
  const { build, parameters } = networkNamed(golden.network);

  it("has Keras' layers in Keras' order", () => {
    const network = build();
    check(network.graph);
    expect(network.layers.length).toBe(golden.layers);
    expect(createHash("sha256").update(network.layers.map(line).join("\n")).digest("hex")).toBe(golden.sha256);
    const sizes = variablesOf(network).map(({ shape }) => shape.reduce((a, b) => a * b, 1));
    expect([parameters, sizes.reduce((a, b) => a + b, 0)]).toEqual([golden.parameters, golden.parameters]);
  });

  it("has Keras' features", async () => {
    const network = build({ imageSize: golden.size });
    const images = new Map([["image", formulaImages("golden", 1, golden.size)]]);
    const { data } = (await runGraph(featureGraph(network), formulaWeights(network), images)).get(FEATURES)!;
    expectAsCloseAsKeras(
      data.filter((_, i) => i % 16 === 0),
      golden.features,
      { kerasError: golden.features_float32_error, magnitude: golden.magnitude },
    );
  });
});

/** As tests/golden/generate/relatives.py has it. */
function line({ name, kind, inputs, output, variables }: Layer): string {
  const stored = variables.map(({ role, shape }) => `${role}${shape.join("x")}`);
  return [name, kind, inputs.join(" "), output.join("x"), stored.join(" ")].join(";");
}
