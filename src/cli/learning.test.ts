/** The options of careful and partial fine-tuning together, from the command line to the model; and what is said where they do not fit. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeBlockImages } from "../../tests/support/block-images.ts";
import { interrupted, roentgen as run } from "../../tests/support/command-line.ts";
import { configSchema, readHistory, readJson, runFolder } from "../run/index.ts";
import { readSafetensors } from "../weights/index.ts";

/** Images of each class. */
const CLASSES = { covid: 4, normal: 16, virus: 10 };
const SHORT = ["--weights", "none", "--image-size", "32", "--batch", "8", "--micro-batch", "4", "--device", "cpu"];
const EPOCHS = ["--epochs", "2", "--fine-tune-epochs", "3"];
const CAREFUL =
  "--unfreeze-from last:20 --class-weights covid=2 --label-smoothing 0.1 --clip-norm 1 --ema 0.8 --weight-decay 0.01 --sampling balanced --schedule cosine --fine-tune-rate 0.0001 --warm-up 1";
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-learning-"));
  await writeBlockImages(join(folder, "data"), { counts: CLASSES, size: 40 });
  const { status, stderr } = await run(
    folder,
    "train",
    "data",
    ...SHORT,
    ...EPOCHS,
    ...CAREFUL.split(" "),
    "--out",
    "run",
  );
  expect(stderr).not.toContain("error");
  expect(status).toBe(0);
});
afterAll(() => rm(folder, { recursive: true }));

const tensorsOf = async (name: string) => readSafetensors(await readFile(join(folder, name)), name).tensors;

test("what is asked for stands in config.json, and what became of it", async () => {
  const { options, decided } = await readJson(runFolder(join(folder, "run")).config, configSchema);
  expect(decided).toMatchObject({ trainedFrom: "separable_conv_1_normal_left1_12", classWeights: [2, 1, 1] });
  expect(options).toMatchObject({
    unfreezeFrom: "last:20",
    classWeights: "covid=2",
    labelSmoothing: 0.1,
    clipNorm: 1,
    ema: 0.8,
    weightDecay: 0.01,
    sampling: "balanced",
    schedule: "cosine",
    warmUp: 1,
  });
});

test("the rate grows for an epoch, and falls to a hundredth in the last", async () => {
  const history = await readHistory(join(folder, "run/history.csv"));
  const rates = history.filter(({ phase }) => phase === "fine-tuning").map(({ learningRate }) => learningRate);
  expect(rates[0]).toBeCloseTo(1e-4, 9);
  expect(rates.slice(1).toSorted((a, b) => b - a)).toEqual(rates.slice(1));
  expect(rates[2]).toBeLessThan(1.5e-5);
});

test("layers before the first that is trained keep the values that they started with", async () => {
  const short = ["--epochs", "1", "--fine-tune-epochs", "0"];
  expect((await run(folder, "train", "data", ...SHORT, ...short, "--out", "start")).status).toBe(0);
  const of = async (name: string) => {
    const { status } = await run(folder, "export", name, "--format", "safetensors", "--out", `${name}.safetensors`);
    expect(status).toBe(0);
    return tensorsOf(`${name}.safetensors`);
  };
  const [start, trained] = [await of("start"), await of("run")];
  const changed = [...trained].flatMap(([name, { data }]) =>
    data.some((value, i) => value !== start.get(name)!.data[i]) ? [name.split("/")[0]!] : [],
  );
  expect(new Set(changed).size).toBeLessThanOrEqual(21); // and the head
  expect(changed).not.toContain("stem_bn1");
});

test.skipIf(process.platform === "win32")("a run that is interrupted and resumed gives the same bytes", async () => {
  const options = [...SHORT, ...EPOCHS, ...CAREFUL.split(" "), "--out", "stopped"];
  const { status } = await interrupted(folder, /fine-tuning phase[\s\S]*epoch 1 /, "train", "data", ...options);
  expect(status).toBe(130);
  expect((await run(folder, "train", "--resume", "stopped")).status).toBe(0);
  for (const name of ["model.onnx", "metrics.json"])
    expect(
      (await readFile(join(folder, "stopped", name))).equals(await readFile(join(folder, "run", name))),
      name,
    ).toBe(true);
});

test("what does not fit is told", async () => {
  const told = async (...args: string[]) => {
    const { status, stderr } = await run(folder, "train", "data", ...SHORT, ...args);
    expect(stderr).toContain("E_OPTION");
    return [status, stderr] as const;
  };
  const nothing = expect.stringContaining("--fine-tune-epochs 0");
  expect(await told("--unfreeze-from", "last:0")).toEqual([2, nothing]);
  expect(await told("--unfreeze-from", "stem_bn2")).toEqual([2, expect.stringContaining("did you mean stem_bn1?")]);
  expect(await told("--class-weights", "covd=2")).toEqual([2, expect.stringContaining("did you mean covid?")]);
  expect(await told("--class-weights", "heavy")).toEqual([2, expect.stringContaining("covid=2,normal=1")]);
  for (const [option, value] of [
    ["--label-smoothing", "1"],
    ["--clip-norm", "0"],
    ["--ema", "1"],
    ["--weight-decay", "-1"],
    ["--sampling", "random"],
    ["--schedule", "linear"],
    ["--warm-up", "-1"],
  ] as const)
    expect((await told(option, value))[0], option).toBe(2);
});
