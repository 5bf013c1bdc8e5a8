/** Encoders that PyTorch's two exporters wrote, against PyTorch's features; and files that are not to be used. */
import { copyFile, mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GraphBuilder, OPSET, readOnnx, writeOnnx } from "../../graph/index.ts";
import type { Pixels } from "../../image/index.ts";
import { nodeRuntime } from "../../runtime/index.ts";
import { openBaseFeatures, pixelsInMemory } from "../../training/index.ts";
import { RoentgenError } from "../../util/error.ts";
import { type BaseOptions, type ChosenBase, chooseBase } from "./choose-base.ts";

const golden = (name: string): string =>
  fileURLToPath(new URL(`../../../tests/golden/encoders/${name}`, import.meta.url));
const runtime = nodeRuntime({ threads: 1 });
const SIZE = 32;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-encoder-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** By the formula of the generator. */
function image(n: number): Pixels {
  const data = new Uint8Array(SIZE * SIZE * 3);
  let at = 0;
  for (let y = 0; y < SIZE; y++)
    for (let x = 0; x < SIZE; x++) for (let c = 0; c < 3; c++) data[at++] = 37 * n + 11 * c + 5 * y + 3 * x + x * y;
  return { width: SIZE, height: SIZE, channels: 3, data };
}

const choose = (network: string, options: Partial<BaseOptions> = {}): Promise<ChosenBase> =>
  chooseBase({ network, threads: 1, scaling: "imagenet", ...options });

async function featuresOf({ base, scaling, imageSize }: ChosenBase, images: readonly Pixels[]): Promise<number[][]> {
  const features = await openBaseFeatures(runtime, base, new Map(), { scaling, imageSize });
  const rows = await features.of(pixelsInMemory(images), [...images.keys()]);
  await features.release();
  return images.map((_, i) => [...rows.subarray(i * base.channels, (i + 1) * base.channels)]);
}

/** PyTorch computes in float32, too. */
function expectClose(actual: readonly (readonly number[])[], expected: readonly (readonly number[])[]): void {
  const largest = Math.max(...expected.flat().map(Math.abs));
  expect(actual.map((row) => row.length)).toEqual(expected.map((row) => row.length));
  const differences = actual.flatMap((row, n) => row.map((value, c) => Math.abs(value - expected[n]![c]!)));
  expect(Math.max(...differences)).toBeLessThan(3e-6 * largest);
}

describe("files of PyTorch's exporters", async () => {
  const { features } = JSON.parse(await readFile(golden("features.json"), "utf8")) as {
    features: Record<"densenet" | "vit" | "tokens", number[][]>;
  };
  const images = features.vit.map((_, n) => image(n));

  test.each([
    ["densenet-script-opset11", "densenet", "N", [2, 16, 4, 4]],
    ["densenet-script-fixed", "densenet", "N", [1, 16, 4, 4]],
    ["densenet-dynamo", "densenet", "N", [2, 16, 4, 4]],
    ["vit-script", "vit", "N", [2, 16]],
    ["vit-script-fixed", "vit", 2, [2, 16]],
    ["vit-dynamo-external", "vit", "N", [2, 16]],
    ["vit-dynamo-fixed", "vit", 1, [1, 16]],
  ] as const)(
    "%s: the features of its last pooling or of its classifier are found",
    async (file, name, batch, shape) => {
      const chosen = await choose(golden(`${file}.onnx`), { imageSize: SIZE });
      expect(chosen.encoder!.features.shape).toEqual(shape);
      expect(chosen.base.graph.values.get("image")!.shape[0]).toBe(batch);
      expectClose(await featuresOf(chosen, images), features[name]);
    },
  );

  test("tokens by their name: their mean, or the first", async () => {
    const path = golden("vit-script.onnx");
    const { graph } = readOnnx(await readFile(path));
    const tokens = graph.nodes.findLast(({ operator }) => operator === "LayerNormalization")!.outputs[0]!;
    const mean = await choose(path, { imageSize: SIZE, features: tokens });
    expect(mean.encoder!.features.shape).toEqual([2, 17, 16]);
    expectClose(await featuresOf(mean, images), features.tokens);
    const first = await choose(path, { imageSize: SIZE, features: tokens, pooling: "first" });
    expectClose(await featuresOf(first, images), features.vit);
  });
});

type Shape = readonly (number | string)[];

/** An encoder that gives each plane as it is: its pooled features are the means of the planes. */
async function plain(
  name: string,
  type: "float32" | "float16" | "uint8",
  shape: Shape,
  opset = OPSET,
): Promise<string> {
  const g = new GraphBuilder("plain");
  const x = g.input("pixels", { type, shape });
  g.output(g.op("Identity", [x], {}, { name: "planes" }));
  const path = join(folder, `${name}.onnx`);
  await writeFile(path, writeOnnx({ graph: { ...g.build(), opsets: new Map([["", opset]]) } }));
  return path;
}

describe("what encoders take", () => {
  const planesOf = ({ data }: Pixels): number[] =>
    [0, 1, 2].map((c) => data.filter((_, i) => i % 3 === c).reduce((a, b) => a + b, 0) / (SIZE * SIZE));

  test.each([
    ["planes first", "float32", ["N", 3, "H", "W"]],
    ["planes last, as from TensorFlow", "float32", ["N", SIZE, SIZE, 3]],
    ["bytes", "uint8", ["N", 3, SIZE, SIZE]],
    ["half precision", "float16", [4, 3, SIZE, SIZE]],
  ] as const)("%s", async (name, type, shape) => {
    const chosen = await choose(await plain(name, type, shape), { imageSize: SIZE, scaling: "raw" });
    const rows = await featuresOf(chosen, [image(0), image(1)]);
    for (const [n, row] of rows.entries()) {
      const expected = planesOf(image(n));
      expect(row).toHaveLength(3);
      for (const [c, value] of row.entries())
        expect(Math.abs(value - expected[c]!)).toBeLessThan(type === "float16" ? 0.1 : 1e-3);
    }
  });

  test("one plane: the grey of the image", async () => {
    const chosen = await choose(await plain("grey", "float32", ["N", 1, SIZE, SIZE]), { scaling: "torchxrayvision" });
    const [[value]] = (await featuresOf(chosen, [image(3)])) as [[number]];
    const [red, green, blue] = planesOf(image(3)) as [number, number, number];
    expect(value).toBeCloseTo(((0.299 * red + 0.587 * green + 0.114 * blue) / 255) * 2048 - 1024, 1);
  });

  test("its own size stands; a symbolic one is 224 unless told", async () => {
    expect((await choose(golden("vit-script.onnx"))).imageSize).toBe(SIZE);
    expect((await choose(await plain("free", "float32", ["N", 3, "H", "W"]))).imageSize).toBe(224);
  });
});

describe("how pixels are scaled", () => {
  const stated = async (path: string) => (await chooseBase({ network: path, threads: 1 })).scaling;

  test("ONNX' metadata for images", async () => {
    const path = await plain("metadata", "float32", ["N", 3, SIZE, SIZE]);
    const { graph } = readOnnx(await readFile(path));
    await writeFile(path, writeOnnx({ graph, metadata: new Map([["Image.NominalPixelRange", "Normalized_1_1"]]) }));
    expect(await stated(path)).toBe("symmetric");
  });

  test("a preprocessor_config.json beside the file", async () => {
    const path = await plain("preprocessor", "float32", ["N", 3, SIZE, SIZE]);
    const config = join(folder, "preprocessor_config.json");
    await writeFile(
      config,
      JSON.stringify({ image_mean: [0.5, 0.4, 0.3], image_std: [0.2, 0.2, 0.1], do_resize: true }),
    );
    expect(await stated(path)).toEqual({ mean: [0.5, 0.4, 0.3], deviation: [0.2, 0.2, 0.1] });
    await writeFile(config, JSON.stringify({ do_normalize: false, rescale_factor: 1 / 127.5 }));
    expect(await stated(path)).toEqual({ mean: [0], deviation: [0.5] });
    await rm(config);
  });

  test("where nobody says, nothing is guessed", async () => {
    await expect(stated(golden("vit-script.onnx"))).rejects.toMatchObject({
      code: "E_SCALING",
      details: { kind: "usage" },
    });
  });

  test.each([
    ["imagenet", "imagenet"],
    ["0.5/0.25", { mean: [0.5], deviation: [0.25] }],
    ["0.1,0.2,0.3/1,2,3", { mean: [0.1, 0.2, 0.3], deviation: [1, 2, 3] }],
  ])("--scaling %s", async (text, scaling) => {
    expect((await choose(golden("vit-script.onnx"), { scaling: text })).scaling).toEqual(scaling);
  });

  test.each(["imagnet", "0.5", "0.5/0", "1,2/3,4", "/", "0.5/0.5/0.5", "a/b"])(
    "--scaling %s is refused",
    async (text) => {
      await expect(choose(golden("vit-script.onnx"), { scaling: text })).rejects.toMatchObject({ code: "E_SCALING" });
    },
  );
});

async function refusal(path: string, options: Partial<BaseOptions> = {}): Promise<string> {
  try {
    await choose(path, options);
    return "used";
  } catch (error) {
    if (!(error instanceof RoentgenError)) throw error;
    const { where, received } = error.details;
    expect(where === undefined || where.startsWith(path)).toBe(true);
    return `${error.details.kind} ${error.code} ${received}`;
  }
}

describe("what is refused", () => {
  test("a file that is not there, or not a model, or cut off", async () => {
    expect(await refusal(join(folder, "nowhere.onnx"))).toMatch(/^weights E_FILE_UNREADABLE nothing there/);
    const path = join(folder, "cut.onnx");
    await copyFile(golden("vit-script.onnx"), path);
    await truncate(path, 40_000);
    expect(await refusal(path)).toMatch(/^weights E_ONNX_/);
    await writeFile(path, "no model");
    expect(await refusal(path)).toMatch(/^weights E_ONNX_/);
  });

  test("values in another file: missing, cut off, or outside the folder", async () => {
    const path = join(folder, "vit-dynamo-external.onnx");
    await copyFile(golden("vit-dynamo-external.onnx"), path);
    expect(await refusal(path)).toMatch(/^weights E_FILE_UNREADABLE nothing there/);
    await copyFile(golden("vit-dynamo-external.onnx.data"), `${path}.data`);
    expect(await refusal(path)).toBe("used");
    await truncate(`${path}.data`, 1000);
    expect(await refusal(path)).toMatch(/^weights E_ONNX_EXTERNAL 1000 bytes/);
    const bytes = await readFile(path, "latin1");
    const elsewhere = bytes.replaceAll(
      `${basename(path)}.data`,
      `../${basename(path)}.d`.slice(0, basename(path).length + 5),
    );
    await writeFile(path, elsewhere, "latin1");
    expect(await refusal(path)).toMatch(/^weights E_ONNX_EXTERNAL ..\//);
  });

  test("old operator sets, inputs that are not images, features that are not there", async () => {
    expect(await refusal(await plain("old", "float32", ["N", 3, 8, 8], 10))).toBe("weights E_ONNX_OPSET opset 10");
    expect(await refusal(await plain("sound", "float32", ["N", 16_000]))).toMatch(
      /^weights E_ENCODER_INPUT float32 N x 16000/,
    );
    expect(await refusal(await plain("many", "float32", ["N", 12, 8, 8]))).toMatch(/^weights E_ENCODER_INPUT/);
    expect(await refusal(await plain("oblong", "float32", ["N", 3, 8, 16]))).toMatch(/^weights E_ENCODER_INPUT 8 x 16/);
    expect(await refusal(golden("vit-script.onnx"), { features: "/nrm/Add" })).toMatch(/^usage E_ENCODER_FEATURES/);
    expect(await refusal(golden("vit-script.onnx"), { imageSize: 64 })).toMatch(/^usage E_IMAGE_SIZE 64/);
    expect(await refusal(golden("vit-script.onnx"), { weights: "imagenet" })).toMatch(/^usage E_OPTION imagenet/);
  });

  test("what the runtime does not run", async () => {
    const path = join(folder, "strange.onnx");
    const { graph } = readOnnx(await readFile(await plain("known", "float32", ["N", 3, SIZE, SIZE])));
    const nodes = graph.nodes.map((node) => ({ ...node, domain: "example.org", operator: "Strange" }));
    await writeFile(path, writeOnnx({ graph: { ...graph, nodes } }));
    expect(await refusal(path)).toMatch(/^weights E_ENCODER_REFUSED .*Strange/);
  });
});
