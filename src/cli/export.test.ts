import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Outcome, roentgen } from "../../tests/support/command-line.ts";
import { convolutionClassifier } from "../../tests/support/convolution-classifier.ts";
import { type MadeImage, makeRun, probabilityOf } from "../../tests/support/made-run.ts";
import { sha256OfFile } from "../dataset/index.ts";
import { readOnnx } from "../graph/index.ts";
import { type RunFolder, readJson, smallerModelSchema } from "../run/index.ts";

/** Far from 90 on either side, so that fewer bits change no decision. */
const images: readonly MadeImage[] = Array.from({ length: 48 }, (_, i) => ({
  label: i % 2 === 0 ? "covid" : "normal",
  part: (["train", "validation", "test"] as const)[i % 3]!,
  red: i % 2 === 0 ? 100 + 3 * i : 70 - i,
}));

let folder: string;
let run: RunFolder;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-export-test-"));
  run = await makeRun(folder, "normal", images, convolutionClassifier);
});
afterEach(() => rm(folder, { recursive: true }));

const exportAs = (...args: string[]): Promise<Outcome> => roentgen(folder, "export", "run", "--precision", ...args);
const told = ({ status, stderr }: Outcome): string => `${status} ${/E_\w+/.exec(stderr)?.[0]}`;

describe.each([
  ["fp16", "float16"],
  ["int8", "int8"],
] as const)("%s", (precision, type) => {
  test("is made of the run's model, compared with it on validation, and says so", async () => {
    const outcome = await exportAs(precision, "--largest-loss", "0.05", "--calibration", "10");
    expect([outcome.status, outcome.stderr]).toEqual([0, expect.stringContaining("16 of 16 images")]);
    expect(outcome.stdout).toMatch(/^validation: 16 images\n/);
    expect(outcome.stdout).toMatch(/accuracy +1\.0000 +1\.0000 +0\.0000 +−0\.\d{4} to 0\.\d{4}\n/);
    expect(outcome.stdout).toMatch(new RegExp(`run/model-${precision}.onnx\n$`));
    const file = join(folder, `run/model-${precision}.onnx`);
    const result = await readJson(join(folder, `run/model-${precision}.json`), smallerModelSchema);
    const of = await sha256OfFile(run.model);
    expect(result).toMatchObject({ precision, calibration: { images: 10, seed: 1 }, of: { sha256: of } });
    expect(result.model.sha256).toBe(await sha256OfFile(file));
    expect(result.comparison.agreement).toMatchObject({ estimate: 1, n: 16 });
    const { graph, metadata } = readOnnx(await readFile(file));
    expect([...graph.constants.values()].map((tensor) => tensor.type)).toContain(type);
    expect(JSON.parse(metadata.get("roentgen")!)).toMatchObject({
      positive: "covid",
      precision: { kind: precision, of, calibrationImages: 10 },
    });
  });

  test("predicts and is judged as any other", async () => {
    await exportAs(precision, "--largest-loss", "0.05", "--quiet");
    const model = `run/model-${precision}.onnx`;
    const predicted = await roentgen(folder, "predict", model, "data/covid/0.png", "--json");
    expect(JSON.parse(predicted.stdout.split("\n")[0]!).probabilities.covid).toBeCloseTo(probabilityOf(100), 1);
    const before = await readFile(run.metrics);
    const judged = await roentgen(folder, "evaluate", "run", "--model", model);
    expect([judged.status, judged.stdout]).toEqual([0, expect.stringContaining("validation: 16 images")]);
    expect(await readFile(run.metrics)).toEqual(before);
    const opened = await roentgen(folder, "evaluate", "run", "--model", model, "--test", "--reason", "why");
    expect(told(opened)).toBe("2 E_OPTION");
    expect(told(await roentgen(folder, "evaluate", "run", "--model", "run/model.onnx"))).toBe("2 E_MODEL_OTHER");
  });

  test("keeps the calibration and the operating point of the run's model", async () => {
    const inside = join(folder, "calibrated");
    await mkdir(inside);
    await makeRun(inside, "normal", images, convolutionClassifier, {
      calibration: { kind: "platt", slope: 0.5, intercept: -1 },
      operatingPoint: { threshold: 0.45, rule: "youden" },
    });
    await roentgen(inside, "export", "run", "--precision", precision, "--largest-loss", "0.05", "--quiet");
    const predicted = await roentgen(inside, "predict", `run/model-${precision}.onnx`, "data/covid/0.png", "--json");
    const { prediction, probabilities } = JSON.parse(predicted.stdout.split("\n")[0]!);
    expect(probabilities.covid).toBeCloseTo(1 / (1 + Math.exp(0.5)), 1); // half of the logit 1, less 1
    expect(prediction).toBe(probabilities.covid >= 0.45 ? "covid" : "normal");
  });

  test("gives the same bytes each time", async () => {
    for (const out of ["a.onnx", "b.onnx"]) await exportAs(precision, "--largest-loss", "0.05", "--out", out);
    const [a, b] = await Promise.all(["a.onnx", "b.onnx", "a.json"].map((name) => readFile(join(folder, name))));
    expect(a).toEqual(b);
  });
});

test("a loss above the limit is refused after the figures are told, and nothing is written", async () => {
  const before = await readdir(run.folder);
  const refused = await exportAs("int8", "--largest-loss", "0", "--calibration", "2");
  expect(told(refused)).toBe("5 E_PRECISION_LOSS");
  expect(refused.stdout).toContain("validation: 16 images");
  expect(refused.stderr).toMatch(/received +accuracy -?0\.\d{4} \(.*; Brier score -?0\.\d{4} \(.*n = 16\)/);
  expect(await readdir(run.folder)).toEqual(before);
});

test("as JSON: one object with all figures", async () => {
  const { stdout } = await exportAs("int8", "--largest-loss", "0.05", "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    type: "smaller-model",
    format: "onnx",
    precision: "int8",
    part: "validation",
    comparison: { images: 16, brier: { loss: { method: expect.stringContaining("Student") } } },
  });
});

test("what float16 does not hold is told", async () => {
  await rm(join(folder, "run"), { recursive: true });
  run = await makeRun(folder, "normal", images, (names) => convolutionClassifier(names, 1e5));
  const outcome = await exportAs("fp16");
  expect([told(outcome), outcome.stderr]).toEqual(["3 E_FLOAT16_RANGE", expect.stringContaining("--precision int8")]);
});

test("options that do not go together, or are no numbers", async () => {
  expect(told(await exportAs("int8", "--format", "safetensors"))).toBe("2 E_OPTION");
  expect(told(await exportAs("int8", "--calibration", "0"))).toBe("2 E_OPTION");
  expect(told(await exportAs("int8", "--largest-loss", "2"))).toBe("2 E_OPTION");
  expect((await exportAs("int4")).status).toBe(2);
  expect(told(await roentgen(folder, "export", "run", "--calibration", "3"))).toBe("2 E_OPTION");
});

test("a changed training image is told before anything is made", async () => {
  await writeFile(join(folder, "data/covid/0.png"), "no image");
  expect(told(await exportAs("int8"))).toBe("3 E_DATA_CHANGED");
});
