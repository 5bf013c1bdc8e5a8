/** What validation decides once a network is trained, from the command line to the model's answers. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeBlockImages } from "../../tests/support/block-images.ts";
import { roentgen } from "../../tests/support/command-line.ts";
import { metricsSchema, readJson, readPredictions, runFolder } from "../run/index.ts";

const SHORT =
  "--weights none --image-size 32 --batch 16 --device cpu --epochs 2 --fine-tune-epochs 0 --split 0.4,0.5,0.1 --no-cache";
let folder: string;
const run = (...args: string[]) => roentgen(folder, ...args);

/** Classes that say nothing of their images, so that no calibration is without its best. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-decided-"));
  const nameOf = (i: number): string => `p${i >> 1}_${i}.png`;
  await writeBlockImages(join(folder, "data"), { counts: { covid: 24, normal: 24 }, size: 32, nameOf });
  const asked = ["--task", "binary:covid", "--calibration", "platt", "--operating-point", "sensitivity:0.9"];
  const patients = ["--patient-from", "^(p\\d+)_"];
  const trained = await run("train", "data", ...SHORT.split(" "), ...asked, ...patients, "--out", "run");
  expect(trained).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^validation: 24 images of \d+ patients\n/),
  });
});
afterAll(() => rm(folder, { recursive: true }));

test("stands in the metrics, and is the model's: what it says of validation is judged again to the same bytes", async () => {
  const files = runFolder(join(folder, "run"));
  const validation = (await readJson(files.metrics, metricsSchema)).validation!;
  const point = validation.operatingPoints.find(({ applied }) => applied)!;
  expect([point.rule, point.sensitivity.estimate! >= 0.9]).toEqual(["sensitivity:0.9", true]);
  expect(validation.chose).toMatch(/^weights, (calibration, )?and operating point$|^weights and operating point$/);
  const { rows } = await readPredictions(files.predictions.validation);
  for (const { prediction, probabilities } of rows)
    expect(prediction).toBe(probabilities[1]! >= point.threshold! ? "covid" : "normal");
  const before = await Promise.all([files.metrics, files.predictions.validation].map((file) => readFile(file)));
  const again = await run("evaluate", "run");
  expect([again.status, again.stderr]).toEqual([0, expect.not.stringContaining("not those")]);
  const after = await Promise.all([files.metrics, files.predictions.validation].map((file) => readFile(file)));
  expect(after).toEqual(before);
});

test("what is not for several classes is told before anything is read", async () => {
  const told = async (...args: string[]) => {
    const { status, stderr } = await run("train", "data", ...SHORT.split(" "), ...args);
    return `${status} ${/E_\w+/.exec(stderr)?.[0]} ${stderr}`;
  };
  expect(await told("--operating-point", "youden")).toMatch(/^2 E_OPTION .*--task binary:NAME/s);
  expect(await told("--calibration", "platt")).toMatch(/^2 E_OPTION .*--calibration temperature or none/s);
  expect(await told("--task", "binary:covid", "--operating-point", "best")).toMatch(/^2 E_OPTION /);
});
