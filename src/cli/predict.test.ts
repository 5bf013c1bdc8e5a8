import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Outcome, roentgen } from "../../tests/support/command-line.ts";
import { makeRun, probabilityOf, writeImage } from "../../tests/support/made-run.ts";
import { readOnnx, writeOnnx } from "../graph/index.ts";
import type { RunFolder } from "../run/index.ts";

let folder: string;
let run: RunFolder;
const predict = (...args: string[]): Promise<Outcome> => roentgen(folder, "predict", ...args);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-predict-"));
  run = await makeRun(folder, "normal", []);
  await mkdir(join(folder, "in", "deep"), { recursive: true });
  await writeImage(join(folder, "in/a.png"), 100);
  await writeImage(join(folder, "b.png"), 40);
  await symlink(join(folder, "b.png"), join(folder, "in/deep/b.png"));
  await writeFile(join(folder, "in/notes.txt"), "no image");
});
afterAll(() => rm(folder, { recursive: true }));

test("a table: path, decision, probability of every class; what cannot be read is told and skipped", async () => {
  const { status, stdout, stderr } = await predict("run", "in", "nowhere.png");
  expect(status).toBe(3);
  expect(stdout.split("\n").map((line) => line.trimEnd())).toEqual([
    "image          prediction  normal  covid",
    `${join("in", "a.png")}       covid       0.269   0.731`,
    `${join("in", "deep", "b.png")}  normal      0.993   0.007`,
    "",
  ]);
  expect(stderr).toMatch(/skipped: .*E_IMAGE_FORMAT.*notes\.txt.*E_IMAGE_MISSING.*nowhere\.png/s);
  expect(stderr).not.toContain("skipped: error");
  expect(stderr).toMatch(/100 %, 4 of 4 images, .* left/);
  expect(stderr).toContain("2 of 4 files judged, 2 files skipped");
  expect((await predict("run", "in/a.png")).status).toBe(0);
});

test("CSV, and JSON for programs, with every digit", async () => {
  const model = join("run", "model.onnx");
  const csv = await predict(model, "in/a.png", "--csv", "--quiet");
  const [header, row] = csv.stdout.split("\r\n");
  expect([header, csv.stderr]).toEqual(["path,prediction,probability_normal,probability_covid", ""]);
  expect(Number(row!.split(",")[3])).toBeCloseTo(probabilityOf(100), 6);

  const json = await predict(model, "in", "--json", "--threads", "1");
  const rows = json.stdout.trim().split("\n");
  expect(rows.map((line) => JSON.parse(line))).toEqual([
    {
      type: "prediction",
      path: join("in", "a.png"),
      prediction: "covid",
      probabilities: {
        normal: expect.closeTo(1 - probabilityOf(100), 6),
        covid: expect.closeTo(probabilityOf(100), 6),
      },
    },
    expect.objectContaining({ path: join("in", "deep", "b.png"), prediction: "normal" }),
    { type: "predict", images: 2, skipped: 1 },
  ]);
  expect(json.status).toBe(3);
  expect(JSON.parse(json.stderr)).toMatchObject({ type: "error", code: "E_IMAGE_FORMAT" });
});

test("probabilities are calibrated and the threshold is the model's; --raw tells the network's own, and the same decisions", async () => {
  const inside = join(folder, "calibrated");
  await mkdir(inside);
  const { model } = await makeRun(inside, "normal", [], undefined, {
    calibration: { kind: "temperature", temperature: 2 },
    operatingPoint: { threshold: 0.8, rule: "specificity:0.95" },
  });
  const [calibrated, raw] = [
    await predict(model, "in/a.png", "--json"),
    await predict(model, "in/a.png", "--json", "--raw"),
  ];
  const [told, own] = [calibrated, raw].map(({ stdout }) => JSON.parse(stdout.split("\n")[0]!));
  expect(told.probabilities.covid).toBeCloseTo(1 / (1 + Math.exp(-0.5)), 6); // the logit is 1
  expect(own.probabilities.covid).toBeCloseTo(probabilityOf(100), 6);
  expect([told.prediction, own.prediction]).toEqual(["normal", "normal"]);
});

test("nothing that can be read is unusable data", async () => {
  const alone = await predict("run", "in/notes.txt", "--quiet");
  expect([alone.status, alone.stdout, alone.stderr]).toEqual([3, "", expect.stringContaining("E_IMAGE_FORMAT")]);
  expect(alone.stderr.match(/E_IMAGE/g)).toHaveLength(1);
  const several = await predict("run", "in/notes.txt", "nowhere");
  expect([several.status, several.stderr]).toEqual([3, expect.stringContaining("E_IMAGE_NONE")]);
});

test("a model that disagrees with its golden vectors, or is none, predicts nothing", async () => {
  const { graph, metadata } = readOnnx(await readFile(run.model));
  (graph.constants.get("head/bias")!.data as Float32Array)[0]! += 0.01;
  await writeFile(join(folder, "changed.onnx"), writeOnnx({ graph, metadata }));
  const changed = await predict("changed.onnx", "in");
  expect([changed.status, changed.stdout, changed.stderr]).toEqual([6, "", expect.stringContaining("E_MODEL_GOLDEN")]);
  await copyFile(join(folder, "in/a.png"), join(folder, "picture.onnx"));
  expect((await predict("picture.onnx", "in")).stderr).toContain("E_ONNX_");
  expect((await predict("nowhere.onnx", "in")).stderr).toContain("E_MODEL_FILE");
});

test("wrong usage", async () => {
  expect((await predict("run")).status).toBe(2);
  expect(await predict("run", "in", "--csvv")).toMatchObject({ status: 2, stderr: expect.stringContaining("--csv?") });
  expect((await predict("run", "in", "--threads", "two")).status).toBe(2);
  expect((await predict("--help")).stdout).toContain("roentgen predict runs/covid radiograph.png");
});
