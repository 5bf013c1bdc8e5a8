/** Classifiers from weight files, against Keras: tests/golden/generate/keras_probabilities.py. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uniform } from "../../tests/support/formula.ts";
import { formulaWeights } from "../../tests/support/networks/formula-feeds.ts";
import { encodePng, type Pixels } from "../image/index.ts";
import { loadModel } from "../model/index.ts";
import { networkNamed } from "../networks/index.ts";
import { nodeRuntime } from "../runtime/index.ts";
import { writeKerasWeights } from "../weights/index.ts";
import { classifyPhoto } from "./classify-photo.ts";
import { type ConvertRequest, convertModel } from "./convert-model.ts";
import { imagenetClasses } from "./imagenet-classes.ts";

interface Golden {
  readonly softmax: readonly number[][];
  readonly sigmoid: readonly number[][];
  readonly imagenet: readonly { readonly unit: number; readonly probability: number }[];
}

const network = networkNamed("nasnetmobile").build();
const base = new Map(Array.from(formulaWeights(network), ([name, { data }]) => [name, data]));
let golden: Golden;
let folder: string;

beforeAll(async () => {
  golden = JSON.parse(await readFile(new URL("../../tests/golden/keras-probabilities.json", import.meta.url), "utf8"));
  folder = await mkdtemp(join(tmpdir(), "roentgen-convert-"));
});
afterAll(() => rm(folder, { recursive: true }));

const headOf = (units: number) =>
  new Map([
    ["head/kernel", uniform("head/kernel", network.channels * units, -0.05, 0.05)],
    ["head/bias", uniform("head/bias", units, -0.1, 0.1)],
  ]);

/** A file in Keras' layout; units: of its head, 0 for none. */
async function weightFile(units: number): Promise<string> {
  const path = join(folder, `${units}.h5`);
  await writeFile(path, await writeKerasWeights(network, { base, head: units === 0 ? null : headOf(units) }));
  return path;
}

/** Image n of the golden. */
function image(n: number): Pixels {
  const at = (i: number): number => {
    const [c, x, y] = [i % 3, Math.floor(i / 3) % 224, Math.floor(i / 672)];
    return (n + 2) * x + (c + 3) * y + Math.floor((x * y) / 16);
  };
  return { width: 224, height: 224, channels: 3, data: Uint8Array.from({ length: 224 * 224 * 3 }, (_, i) => at(i)) };
}

const request = (file: string, names: readonly string[], positive?: string): ConvertRequest => ({
  file,
  network: "nasnetmobile",
  names,
  positive,
  imageSize: undefined,
  scaling: undefined,
  enhance: null,
});

async function probabilities(converted: ConvertRequest): Promise<number[][]> {
  const path = join(folder, "model.onnx");
  await writeFile(path, (await convertModel(converted)).bytes);
  const model = await loadModel(path, nodeRuntime());
  const judgements = await model.predict([image(0), image(1)]);
  await model.release();
  return judgements.map((judgement) => [...judgement.probabilities]);
}

function expectNear(received: readonly number[][], expected: readonly number[][]) {
  expect(received.map((row) => row.length)).toEqual(expected.map((row) => row.length));
  const differences = received.flatMap((row, n) => row.map((value, i) => Math.abs(value - expected[n]![i]!)));
  expect(Math.max(...differences)).toBeLessThanOrEqual(2e-6);
}

describe("gives Keras' probabilities", () => {
  it("a softmax", async () => {
    expectNear(await probabilities(request(await weightFile(3), ["covid", "normal", "other"])), golden.softmax);
  });

  it("a sigmoid, of either name", async () => {
    const file = await weightFile(1);
    const second = golden.sigmoid.map(([p]) => [1 - p!, p!]);
    expectNear(await probabilities(request(file, ["covid", "other"], "other")), second);
    expectNear(
      await probabilities(request(file, ["covid", "other"], "covid")),
      second.map((row) => row.toReversed()),
    );
  });

  it("ImageNet's classes, the most probable first", async () => {
    const [file, photo] = [await weightFile(1000), join(folder, "photo.png")];
    await writeFile(photo, encodePng(image(0)));
    const weights = { base, head: headOf(1000) };
    const classes = await classifyPhoto("nasnetmobile", weights, file, { path: photo, imageSize: undefined });
    expect(classes.slice(0, 5).map(({ name }) => name)).toEqual(
      golden.imagenet.map(({ unit }) => imagenetClasses[unit]),
    );
    expectNear(
      [classes.slice(0, 5).map(({ probability }) => probability)],
      [golden.imagenet.map(({ probability }) => probability)],
    );
    await expect(
      classifyPhoto("nasnetmobile", { base, head: headOf(3) }, file, { path: photo, imageSize: undefined }),
    ).rejects.toMatchObject({ code: "E_WEIGHTS_HEAD", details: { received: "3" } });
  });
});

it("ImageNet has 1,000 classes of different names", () => {
  expect([imagenetClasses.length, new Set(imagenetClasses).size]).toEqual([1000, 1000]);
  expect([imagenetClasses[0], imagenetClasses[281], imagenetClasses[999]]).toEqual(["tench", "tabby", "toilet tissue"]);
});

describe("refuses", () => {
  it("a file without a head", async () => {
    await expect(convertModel(request(await weightFile(0), ["a", "b"]))).rejects.toMatchObject({
      code: "E_WEIGHTS_HEAD",
      exitStatus: 7,
    });
  });

  it.each([
    ["two names for three units", 3, ["a", "b"], undefined],
    ["three names for a sigmoid", 1, ["a", "b", "c"], "a"],
    ["a sigmoid of which nobody says what it speaks of", 1, ["a", "b"], undefined],
    ["a sigmoid of a name that is not there", 1, ["a", "b"], "c"],
    ["a positive class of a softmax", 3, ["a", "b", "c"], "a"],
    ["a name that is there twice", 3, ["a", "b", "a"], undefined],
    ["an empty name", 3, ["a", "", "c"], undefined],
  ])("%s", async (_, units, names, positive) => {
    await expect(convertModel(request(await weightFile(units), names, positive))).rejects.toMatchObject({
      code: "E_OPTION",
      exitStatus: 2,
    });
  });
});
