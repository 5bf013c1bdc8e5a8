/** What a run chose, chosen again by a program whose recipe, machine and files are others by then. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { labellingOf } from "../dataset/index.ts";
import { readOnnx } from "../graph/index.ts";
import { initialParameters, networkNamed, variablesOf } from "../networks/index.ts";
import { stream } from "../util/random.ts";
import { namedTensors, writeSafetensors } from "../weights/index.ts";
import { decidedIn, decidedOf } from "./decided.ts";
import { layoutAgain } from "./layout.ts";
import type { GivenOptions } from "./options.ts";
import { keptOptions, parseTrainOptions } from "./parse-options.ts";
import { type Settled, settle } from "./settle.ts";
import { settleAgain } from "./settle-again.ts";

const encoder = fileURLToPath(new URL("../../tests/golden/encoders/vit-script.onnx", import.meta.url));
const size = { network: "nasnetmobile", imageSize: 32, device: "cpu" };
const listing = {
  dataset: { root: "", images: [], ignored: [] },
  labelling: labellingOf({ kind: "multi" }, ["covid", "normal"], "standard"),
};
const optionsOf = (given: GivenOptions) => parseTrainOptions({ ...size, ...given });
const settled = (given: GivenOptions): Promise<Settled> => settle(optionsOf(given), listing, () => {});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-settle-"));
});
afterAll(() => rm(folder, { recursive: true }));

function again(first: Settled, given: GivenOptions, hasCheckpoint = false): Promise<Settled> {
  const decided = decidedIn({ decided: decidedOf(first) }, "config.json");
  const config = { network: first.options.network, imageSize: first.chosen.imageSize };
  const asked = keptOptions({ ...size, ...given }, "config.json");
  return settleAgain(asked, { config, decided, hasCheckpoint }, listing, () => {});
}

test("the other recipe's defaults change nothing of it", async () => {
  const first = await settled({ recipe: "published", weights: "none", threads: 1 });
  const other = await settled({ weights: "none" });
  for (const name of ["enhance", "division", "views", "normalisation", "statistics", "scaling", "fineTuning"] as const)
    expect(other.resolved[name], name).not.toEqual(first.resolved[name]);
  const same = await again(first, { weights: "none" });
  expect(same.resolved).toEqual(first.resolved);
  expect(same.options.threads).toBe(availableParallelism() === 1 ? undefined : 1);
});

test("an encoder's features and pooling are those that it began with", async () => {
  const { graph } = readOnnx(await readFile(encoder));
  const features = graph.nodes.findLast(({ operator }) => operator === "LayerNormalization")!.outputs[0]!; // tokens
  const options = { network: encoder, scaling: "imagenet" };
  const first = await settled({ ...options, features, pooling: "first" });
  expect((await again(first, options)).chosen.base.graph).toEqual(first.chosen.base.graph);
  expect((await settled(options)).chosen.base.graph).not.toEqual(first.chosen.base.graph);
});

test("start weights that are others by now are told and refused, while they are needed", async () => {
  const path = join(folder, "start.safetensors");
  await writeWeights(path, 1);
  const first = await settled({ weights: path });
  expect((await again(first, { weights: path })).start.source).toEqual(first.start.source);
  await writeWeights(path, 2);
  await expect(again(first, { weights: path })).rejects.toMatchObject({
    code: "E_DATA_CHANGED",
    details: { where: path, expected: `a file of SHA-256 ${first.start.source.sha256}` },
  });
  await rm(path);
  expect((await again(first, { weights: path }, true)).resolved).toEqual(first.resolved);
});

async function writeWeights(path: string, seed: number): Promise<void> {
  const network = networkNamed(size.network).build(size);
  const base = initialParameters(variablesOf(network), (name) => stream(seed, "initial", name));
  await writeFile(path, writeSafetensors(namedTensors(network, { base, head: null })));
}

test("ROENTGEN_LAYOUT holds as it was; another one is refused", () => {
  expect([layoutAgain("generic", undefined), layoutAgain("auto", "auto")]).toEqual(["generic", "auto"]);
  expect(() => layoutAgain("auto", "generic")).toThrow(expect.objectContaining({ code: "E_LAYOUT", exitStatus: 2 }));
});
