import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { meanClassifier } from "../../tests/support/mean-classifier.ts";
import { readOnnx, writeOnnx } from "../graph/index.ts";
import { createImagePool, encodePng, enhanceDefaults, type Pixels, type ScalingName } from "../image/index.ts";
import { nodeRuntime } from "../runtime/index.ts";
import { goldenDifference, goldenImage } from "./golden.ts";
import {
  type Decided,
  exportModel,
  type Judgement,
  loadModel,
  type Model,
  predictFiles,
  type TrainedClassifier,
  undecided,
} from "./index.ts";

const runtime = nodeRuntime({ threads: 1 });
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-model-"));
});
afterAll(() => rm(folder, { recursive: true }));

const three = { names: ["covid", "normal", "virus"], positive: null };
const each = {
  kernel: [
    [0.01, 0, 0],
    [0, 0.02, 0],
    [0, 0, 0.03],
  ],
  bias: [0, -1, 1],
};

async function written(
  classifier: TrainedClassifier,
  name = "model.onnx",
  decided: Decided = undecided(classifier, "nothing was fitted"),
): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, (await exportModel(classifier, decided, runtime)).bytes);
  return path;
}

const plain = (rgb: readonly [number, number, number]): Pixels => ({
  width: 8,
  height: 8,
  channels: 3,
  data: Uint8Array.from({ length: 8 * 8 * 3 }, (_, i) => rgb[i % 3]!),
});

describe("what stands in a model", () => {
  const planes: Record<ScalingName, (rgb: readonly number[]) => number[]> = {
    raw: (rgb) => [...rgb],
    unit: (rgb) => rgb.map((x) => x / 255),
    symmetric: (rgb) => rgb.map((x) => x / 127.5 - 1),
    caffe: ([r, g, b]) => [b! - 103.939, g! - 116.779, r! - 123.68],
    imagenet: ([r, g, b]) => [(r! / 255 - 0.485) / 0.229, (g! / 255 - 0.456) / 0.224, (b! / 255 - 0.406) / 0.225],
    torchxrayvision: (rgb) => rgb.map((x) => (x / 255) * 2048 - 1024),
  };
  const scalings = Object.keys(planes) as ScalingName[]; // the keys of the literal above

  test.each(scalings)("scaling %s, colour and grey", async (scaling) => {
    for (const [enhance, pixel] of [
      [null, [10, 100, 200]],
      [enhanceDefaults, [50, 50, 50]],
    ] as const) {
      const model = await loadModel(await written(meanClassifier(each, { ...three, scaling, enhance })), runtime);
      const { data, ...size } = plain(pixel);
      const image: Pixels =
        enhance === null ? { ...size, data } : { ...size, channels: 1, data: data.filter((_, i) => i % 3 === 0) };
      const [judgement] = await model.predict([image]);
      const [b, g, r] = planes[scaling](pixel).map((mean, k) => mean * each.kernel[k]![k]! + each.bias[k]!);
      const powers = [b!, g!, r!].map(Math.exp);
      const sum = powers.reduce((a, c) => a + c, 0);
      for (const [k, probability] of judgement!.probabilities.entries())
        expect(probability).toBeCloseTo(powers[k]! / sum, 6);
      expect(judgement!.decision).toBe(three.names[powers.indexOf(Math.max(...powers))]);
      await model.release();
    }
  });

  test("its description: names, image, operating point, golden vectors by the formula", async () => {
    const classifier = meanClassifier(each, { ...three, enhance: enhanceDefaults });
    const { description } = await exportModel(classifier, undecided(classifier, "nothing was fitted"), runtime);
    expect(description).toMatchObject({ task: "multi", names: three.names, positive: null, operatingPoint: null });
    expect(description.image).toMatchObject({ width: 8, channels: 1, scaling: "raw", enhance: enhanceDefaults });
    for (const [n, logits] of description.golden.logits.entries()) {
      let sum = 0;
      for (let y = 0; y < 8; y++)
        for (let x = 0; x < 8; x++) sum += ((n + 2) * x + 3 * y + Math.floor((x * y) / 16)) % 256;
      for (const [k, logit] of logits.entries())
        expect(logit).toBeCloseTo((sum / 64) * each.kernel[k]![k]! + each.bias[k]!, 5);
    }
  });

  test("the published sigmoid, which speaks for the other class, is turned round inside", async () => {
    const head = { kernel: [[0.1], [0], [0]], bias: [-9] };
    const standard = await written(meanClassifier(head, { names: ["normal", "covid"], positive: 1 }), "standard.onnx");
    const turned = { kernel: [[-0.1], [0], [0]], bias: [9] };
    const published = await written(meanClassifier(turned, { names: ["covid", "normal"], positive: 0 }), "turned.onnx");
    const images = [plain([80, 0, 0]), plain([100, 0, 0])];
    for (const path of [standard, published]) {
      const model = await loadModel(path, runtime);
      expect(model.description).toMatchObject({ names: ["normal", "covid"], positive: "covid" });
      expect(model.description.operatingPoint).toEqual({ threshold: 0.5, rule: "0.5" });
      const [low, high] = await model.predict(images);
      expect([low!.decision, high!.decision]).toEqual(["normal", "covid"]);
      expect(high!.probabilities[1]).toBeCloseTo(1 / (1 + Math.exp(-1)), 6);
      expect(await probabilityOutput(path, images)).toEqual([
        expect.closeTo(low!.probabilities[1]!, 6),
        expect.closeTo(high!.probabilities[1]!, 6),
      ]);
      await model.release();
    }
  });

  test("the same parameters give the same bytes", async () => {
    const paths = [
      await written(meanClassifier(each, three), "1.onnx"),
      await written(meanClassifier(each, three), "2.onnx"),
    ];
    const [first, second] = await Promise.all(paths.map((path) => readFile(path)));
    expect(first).toEqual(second);
  });
});

describe("what validation decided", () => {
  const head = { kernel: [[0.1], [0], [0]], bias: [-9] }; // logit 0.1 red - 9
  const binary = meanClassifier(head, { names: ["normal", "covid"], positive: 1 });
  const logistic = (z: number): number => 1 / (1 + Math.exp(-z));

  test("Platt: probabilities of the file are calibrated, the logit is the network's own, the threshold decides", async () => {
    const path = await written(binary, "platt.onnx", {
      calibration: { kind: "platt", slope: 0.5, intercept: -0.25 },
      operatingPoint: { threshold: 0.6, rule: "youden" },
    });
    const model = await loadModel(path, runtime);
    const images = [plain([100, 0, 0]), plain([110, 0, 0])]; // logits 1 and 2
    const [low, high] = await model.predict(images);
    expect(low!.probabilities[1]).toBeCloseTo(logistic(0.25), 6);
    expect(high!.probabilities[1]).toBeCloseTo(logistic(0.75), 6);
    expect([low!.raw[1], high!.raw[1]]).toEqual([expect.closeTo(logistic(1), 6), expect.closeTo(logistic(2), 6)]);
    expect([low!.decision, high!.decision]).toEqual(["normal", "covid"]); // 0.562, 0.679
    expect((await model.logits(images)).map(([z]) => z)).toEqual([expect.closeTo(1, 5), expect.closeTo(2, 5)]);
    expect(await probabilityOutput(path, images)).toEqual([
      expect.closeTo(logistic(0.25), 6),
      expect.closeTo(logistic(0.75), 6),
    ]);
    await model.release();
  });

  test("a temperature makes probabilities milder, and changes no decision", async () => {
    const [hot, plainly] = [
      await written(meanClassifier(each, three), "hot.onnx", {
        calibration: { kind: "temperature", temperature: 2 },
        operatingPoint: null,
      }),
      await written(meanClassifier(each, three), "plain.onnx"),
    ];
    const images = [plain([10, 100, 200]), plain([200, 20, 0])];
    const [tempered, own] = await Promise.all(
      [hot, plainly].map(async (path) => {
        const model = await loadModel(path, runtime);
        return model.predict(images).finally(() => model.release());
      }),
    );
    for (const [i, { probabilities, raw, decision }] of tempered!.entries()) {
      expect(raw).toEqual(own![i]!.probabilities);
      const roots = raw.map(Math.sqrt); // softmax of halved logits
      const sum = roots.reduce((a, b) => a + b, 0);
      for (const [k, p] of probabilities.entries()) expect(p).toBeCloseTo(roots[k]! / sum, 12);
      expect(decision).toBe(own![i]!.decision);
    }
    expect(await probabilityOutput(hot, images)).toEqual(
      tempered!.flatMap(({ probabilities }) => probabilities.map((p) => expect.closeTo(p, 6))),
    );
  });

  test("a description that says another calibration than the file has is refused", async () => {
    const path = await written(binary, "changed.onnx", {
      calibration: { kind: "platt", slope: 0.01, intercept: 0 },
      operatingPoint: { threshold: 0.5, rule: "0.5" },
    });
    const { graph, metadata } = readOnnx(await readFile(path));
    const other = metadata.get("roentgen")!.replace('"slope":0.01', '"slope":0.02');
    await writeFile(path, writeOnnx({ graph, metadata: new Map([["roentgen", other]]) }));
    await expect(loadModel(path, runtime)).rejects.toThrow(
      expect.objectContaining({
        code: "E_MODEL_GOLDEN",
        details: expect.objectContaining({ expected: expect.stringMatching(/^probabilities/) }),
      }),
    );
  });

  test("a model of version 1 loads: its own probabilities, and its threshold", async () => {
    const path = await written(binary, "first.onnx");
    const { graph, metadata } = readOnnx(await readFile(path));
    const { calibration: _, operatingPoint: __, ...said } = JSON.parse(metadata.get("roentgen")!);
    const first = JSON.stringify({ ...said, version: 1, threshold: 0.5 });
    await writeFile(path, writeOnnx({ graph, metadata: new Map([["roentgen", first]]) }));
    const { description, predict, release } = await loadModel(path, runtime);
    expect(description).toMatchObject({ version: 2, operatingPoint: { threshold: 0.5, rule: "0.5" } });
    expect(description.calibration).toEqual({ kind: "none", reason: expect.stringContaining("before models") });
    const [{ probabilities, raw }] = (await predict([plain([100, 0, 0])])) as [Judgement];
    expect(probabilities).toEqual(raw);
    await release();
  });
});

/** What anybody who runs the file gets. */
async function probabilityOutput(path: string, images: readonly Pixels[]): Promise<number[]> {
  const file = await readFile(path);
  const session = await runtime.open(readOnnx(file).graph, { file });
  const planar = images.flatMap(({ data }) => [0, 1, 2].flatMap((c) => [...data.filter((_, i) => i % 3 === c)]));
  const outputs = await session.run(new Map([["image", Uint8Array.from(planar)]]));
  return [...outputs.get("probability")!];
}

describe("a model that cannot be trusted is refused", () => {
  const refusal = (path: string) =>
    loadModel(path, runtime).then(
      () => "loaded",
      (error) => `${error.exitStatus} ${error.code} ${error.details.where} ${error.details.received}`,
    );

  test("with a weight that was changed", async () => {
    const path = await written(meanClassifier(each, three));
    const { graph, metadata } = readOnnx(await readFile(path));
    (graph.constants.get("head/kernel")!.data as Float32Array)[4]! *= 1.01;
    await writeFile(path, writeOnnx({ graph, metadata }));
    expect(await refusal(path)).toMatch(/^6 E_MODEL_GOLDEN .*model\.onnx .*of the largest/);
  });

  test("with a change that two images do not see", async () => {
    const path = await written(meanClassifier(each, three));
    const { graph, metadata } = readOnnx(await readFile(path));
    (graph.constants.get("head/kernel")!.data as Float32Array)[4]! *= 1 + 1e-6;
    await writeFile(path, writeOnnx({ graph, metadata }));
    expect(await refusal(path)).toMatch(/^6 E_MODEL_CHANGED .*model\.onnx [0-9a-f]{64}$/);
  });

  test("with a weight that is not a number", async () => {
    const path = await written(meanClassifier(each, three));
    const { graph, metadata } = readOnnx(await readFile(path));
    (graph.constants.get("head/kernel")!.data as Float32Array)[0] = Number.NaN;
    await writeFile(path, writeOnnx({ graph, metadata }));
    expect(await refusal(path)).toMatch(/^6 E_MODEL_GOLDEN/);
  });

  test("cut off, of somebody else, with another input, or not there", async () => {
    const path = await written(meanClassifier(each, three));
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, bytes.length - 20));
    expect(await refusal(path)).toMatch(/^6 E_ONNX_DAMAGED .*model\.onnx/);
    expect(await refusal(fileURLToPath(new URL("../../tests/golden/onnx-file.onnx", import.meta.url)))).toMatch(
      /^6 E_MODEL_FILE .*without that metadata/,
    );
    const { graph, metadata } = readOnnx(bytes);
    const larger = metadata.get("roentgen")!.replace('"width":8', '"width":9');
    await writeFile(path, writeOnnx({ graph, metadata: new Map([["roentgen", larger]]) }));
    expect(await refusal(path)).toMatch(/^6 E_MODEL_FILE .*input image: uint8 N x 3 x 8 x 8/);
    await writeFile(path, writeOnnx({ graph, metadata: new Map([["roentgen", "{}"]]) }));
    expect(await refusal(path)).toMatch(/^6 E_MODEL_FILE .*metadata that cannot be read/);
    expect(await refusal(join(folder, "nowhere.onnx"))).toMatch(/^2 E_MODEL_FILE .*nothing there/);
  });

  test("the difference is a part of the largest logit, from 1 on; what is missing is infinitely far", () => {
    expect(goldenDifference([[200, 1]], [Float32Array.of(200, 2)])).toBe(1 / 200);
    expect(goldenDifference([[0.25], [0.5]], [Float32Array.of(0.25), Float32Array.of(0.75)])).toBe(0.25);
    expect(goldenDifference([[1, 2]], [Float32Array.of(1)])).toBe(Number.POSITIVE_INFINITY);
    expect(goldenImage(1, { width: 20, height: 2, channels: 3, enhance: null, scaling: "raw" }).data.at(-1)).toBe(63);
  });
});

describe("files", () => {
  test("one result each, in their order, over several batches; what cannot be read is told", async () => {
    const model: Model = await loadModel(await written(meanClassifier(each, three)), runtime);
    const pool = createImagePool({ threads: 1 });
    const paths = Array.from({ length: 40 }, (_, i) => join(folder, `${i}.png`));
    for (const [i, path] of paths.entries()) {
      if (i < 20 && i % 7 === 3) await writeFile(path, "no image");
      else await writeFile(path, encodePng(plain([i * 6, 255 - i * 6, 0])));
    }
    const results = [];
    for await (const result of predictFiles(model, paths, pool)) results.push(result);
    await pool.close();
    expect(results.map(({ path }) => path)).toEqual(paths);
    for (const [i, result] of results.entries()) {
      if ("error" in result) expect([i % 7, result.error.code]).toEqual([3, "E_IMAGE_FORMAT"]);
      else expect(result.judgement).toEqual((await model.predict([plain([i * 6, 255 - i * 6, 0])]))[0]);
    }
    expect(results.filter((result) => "error" in result)).toHaveLength(3);
    expect(await model.predict([])).toEqual([]);
    await model.release();
  });
});
