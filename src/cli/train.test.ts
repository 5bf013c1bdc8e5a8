import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { blocks } from "../../tests/support/blocks.ts";
import { interrupted, type Outcome, roentgen as run } from "../../tests/support/command-line.ts";
import { parseManifest } from "../dataset/index.ts";
import { encodePng } from "../image/index.ts";
import { configSchema, metricsSchema, readHistory, readJson, readPredictions, runFolder } from "../run/index.ts";
import { readSafetensors } from "../weights/index.ts";

const SIZE = 40;
const CLASSES = ["covid", "normal", "virus"];
const SHORT = ["--image-size", "32", "--epochs", "2", "--fine-tune-epochs", "1", "--batch", "8", "--micro-batch", "4"];
const QUICK = ["--weights", "none", ...SHORT];
let folder: string;
const roentgen = (...args: string[]): Promise<Outcome> => run(folder, ...args);
const file = (path: string): Promise<Buffer> => readFile(join(folder, path));
const metricsOf = (name: string) => readJson(runFolder(join(folder, name)).metrics, metricsSchema);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-train-"));
  for (const [place, label] of CLASSES.entries()) {
    await mkdir(join(folder, "data", label), { recursive: true });
    for (let i = 0; i < 12; i++) {
      const data = blocks(`${label}/${i}`, SIZE, SIZE, 1).map((value) => value >> place);
      const png = encodePng({ width: SIZE, height: SIZE, channels: 1, data });
      await writeFile(join(folder, "data", label, `p${i >> 1}_${i}.png`), png);
    }
  }
  const outcome = await roentgen("train", "data", ...QUICK, "--patient-from", "^(p\\d+)_", "--out", "run");
  expect(outcome.stderr).not.toContain("error");
  expect(outcome.status).toBe(0);
});
afterAll(() => rm(folder, { recursive: true }));

test("a run leaves every file, and each can be read", async () => {
  const files = await readdir(join(folder, "run"), { recursive: true });
  for (const name of ["config.json", "manifest.csv", "history.csv", "metrics.json", "model.onnx", "events.ndjson"])
    expect(files).toContain(name);
  expect(files).toContain(join("tensorboard", "events.out.tfevents.roentgen"));
  const history = await readHistory(join(folder, "run/history.csv"));
  expect(history.map(({ phase, epoch }) => `${phase} ${epoch}`)).toEqual(["frozen 1", "frozen 2", "fine-tuning 1"]);
  const manifest = parseManifest((await file("run/manifest.csv")).toString(), "manifest.csv");
  const partsOf = (patient: string | null) =>
    new Set(manifest.filter((image) => image.patient === patient).map(({ split }) => split));
  expect(Math.max(...manifest.map(({ patient }) => partsOf(patient).size))).toBe(1);
  const { rows } = await readPredictions(join(folder, "run/predictions/validation.csv"));
  expect(rows.map(({ path }) => path)).toEqual(
    manifest.filter(({ split }) => split === "validation").map(({ path }) => path),
  );
  const { validation, test: opened } = await metricsOf("run");
  expect([validation?.images, opened]).toEqual([rows.length, []]);
});

test("the same seed gives the same bytes, from options in a file too", async () => {
  const config = "weights: none\nimage-size: 32\nepochs: 2\nfine-tune-epochs: 1\nbatch: 8\nmicro-batch: 4\nseed: 7\n";
  await writeFile(join(folder, "options.yaml"), `${config}patient-from: ^(p\\d+)_\n`);
  const again = await roentgen("train", "data", "--config", "options.yaml", "--seed", "1", "--out", "again", "--json");
  expect(again.status).toBe(0);
  const names = ["manifest.csv", "model.onnx", "metrics.json", "predictions/validation.csv"];
  for (const name of [...names, "checkpoint/best/weights.safetensors", "checkpoint/best/state.json"])
    expect((await file(`again/${name}`)).equals(await file(`run/${name}`)), name).toBe(true);
  const events = again.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { type: string; images?: number; cached?: number });
  expect(events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(["reading", "data", "begun", "phase", "features", "epoch", "result"]),
  );
  const features = events.filter(({ type }) => type === "features");
  expect(features).toHaveLength(3); // validation, and two epochs' views
  for (const { images, cached } of features) expect(cached).toBe(images);
});

test("each option has its place on the command line, and in config.json", async () => {
  const given =
    "--grey published --sizes 32,40 --dropout 0.1,0.3 --statistics moving --no-augment-flip --augment-turn 0.05 --augment-crop 0.2 --augment-brightness 0.3 --augment-contrast 0.4 --classes virus,covid,normal --split file-order";
  const nothing = ["--weights", "none", "--image-size", "40", "--epochs", "0", "--fine-tune-epochs", "0"];
  const { status } = await roentgen("train", "data", ...nothing, ...given.split(" "), "--out", "options");
  const { options, decided, names } = await readJson(runFolder(join(folder, "options")).config, configSchema);
  expect([status, names]).toEqual([0, ["virus", "covid", "normal"]]);
  expect(options).toMatchObject({
    sizes: "32,40",
    dropout: "0.1,0.3",
    augmentFlip: false,
    augmentTurn: 0.05,
    augmentCrop: 0.2,
    augmentBrightness: 0.3,
    augmentContrast: 0.4,
  });
  expect(decided).toMatchObject({ enhance: { grey: "published" }, statistics: "moving", split: "file-order" });
});

test("without the cache, or with one that has lost something, the bytes are the same", async () => {
  const cache = join(folder, "some-cache");
  vi.stubEnv("ROENTGEN_CACHE", cache);
  const again = async (name: string, ...args: string[]) => {
    const options = [...QUICK, "--fine-tune-epochs", "0", "--patient-from", "^(p\\d+)_", "--out", name]; // features are of the frozen phase
    const { status, stderr } = await roentgen("train", "data", ...options, ...args);
    expect(status).toBe(0);
    for (const part of ["model.onnx", "checkpoint/best/weights.safetensors", "checkpoint/best/state.json"])
      expect((await file(`${name}/${part}`)).equals(await file(`without/${part}`)), part).toBe(true);
    return stderr.split("\n").filter((line) => /features of|is damaged/.test(line));
  };
  expect(await again("without", "--no-cache")).toEqual([]);
  expect(existsSync(cache)).toBe(false);
  expect(await again("cold")).toEqual([]);
  const rows = (await readdir(join(cache, "features"))).find((name) => name.endsWith(".rows"))!;
  const bytes = await file(`some-cache/features/${rows}`);
  bytes.fill(7, 2 * 4224, 3 * 4224); // the third validation image of 1056 features
  await writeFile(join(cache, "features", rows), bytes);
  const [damage, validation, ...views] = await again("mended");
  expect(damage).toMatch(/^what is damaged in .* is computed again$/);
  expect(validation).toMatch(/^features of (\d+) validation images: \d+ from the cache$/);
  expect(views).toHaveLength(2);
  const listed = await roentgen("cache", "list", "--json");
  expect(JSON.parse(listed.stdout)).toMatchObject({ type: "cached-features", features: bytes.length / 4224 + 1 });
  expect((await roentgen("cache", "clear", "--all")).status).toBe(0);
  vi.unstubAllEnvs();
});

test("evaluate and predict find the same again from the run's files", async () => {
  const before = await file("run/metrics.json");
  expect((await roentgen("evaluate", "run", "--quiet")).status).toBe(0);
  expect((await file("run/metrics.json")).equals(before)).toBe(true);
  const { rows } = await readPredictions(join(folder, "run/predictions/validation.csv"));
  const { stdout } = await roentgen("predict", "run", join("data", rows[0]!.path), "--json");
  expect(JSON.parse(stdout.split("\n")[0]!)).toMatchObject({ prediction: rows[0]!.prediction });
});

test("a run's weights go out in every format and come in again", async () => {
  for (const [format, name] of [
    ["safetensors", "weights.safetensors"],
    ["keras-h5", "weights.h5"],
  ] as const) {
    expect(await roentgen("export", "run", "--format", format)).toMatchObject({
      status: 0,
      stdout: `run/${name}\n`.replace("/", sep),
    });
    const checked = await roentgen("weights", "check", join("run", name), "--json");
    expect(JSON.parse(checked.stdout)).toMatchObject({ variables: 1124, numbers: 4_269_716, units: 3 });
  }
  await roentgen("weights", "convert", join("run", "weights.h5"), "back.safetensors");
  const [there, back] = await Promise.all(["run/weights.safetensors", "back.safetensors"].map(file));
  const tensors = (bytes: Buffer) => readSafetensors(bytes, "").tensors;
  expect(tensors(back!)).toEqual(tensors(there!));
  expect((await roentgen("export", "run", "--out", "copy.onnx")).status).toBe(0);
  expect((await file("copy.onnx")).equals(await file("run/model.onnx"))).toBe(true);
});

test("published binary: every probability is that of NAME; an image that cannot be read stops the run or is left out", async () => {
  await writeFile(join(folder, "data/covid/p9_broken.png"), "broken");
  await symlink("nowhere", join(folder, "data/covid/p9_gone.png"));
  const options = ["--recipe", "published", "--task", "binary:covid", "--weights", "run", ...SHORT, "--out", "binary"];
  const stopped = await roentgen("train", "data", ...options);
  expect(stopped).toMatchObject({ status: 3, stderr: expect.stringContaining("--skip-unreadable") });
  const { status, stderr } = await roentgen("train", "data", ...options, "--skip-unreadable");
  for (const name of ["broken", "gone"]) {
    await rm(join(folder, `data/covid/p9_${name}.png`));
    expect([status, stderr]).toEqual([0, expect.stringContaining(`left out covid/p9_${name}.png`)]);
  }
  const { classes, rows } = await readPredictions(join(folder, "binary/predictions/validation.csv"));
  expect(classes).toEqual(["not-covid", "covid"]);
  for (const { prediction, probabilities } of rows) {
    expect(prediction).toBe(probabilities[1]! >= 0.5 ? "covid" : "not-covid");
    expect(probabilities[0]! + probabilities[1]!).toBeCloseTo(1, 12);
  }
  const history = await readHistory(join(folder, "binary/history.csv"));
  const right = rows.filter(({ label, prediction }) => label === prediction).length / rows.length;
  expect(history.map(({ validationAccuracy }) => validationAccuracy)).toContain(right); // the epoch whose weights were kept
});

test.skipIf(process.platform === "win32")(
  "Ctrl-C ends a run after its step, with the best weights so far and the command to go on",
  async () => {
    const options = [...QUICK, "--epochs", "1000", "--out", "stopped"];
    const { status, stderr } = await interrupted(folder, /epoch 2 /, "train", "data", ...options);
    expect([status, stderr]).toEqual([130, expect.stringContaining("E_INTERRUPTED")]);
    expect(stderr).toContain("go on by: roentgen train --resume stopped");
    expect((await roentgen("weights", "check", "stopped/checkpoint/best/weights.safetensors")).status).toBe(0);
  },
);

test("with batch statistics what fills no micro-batch is told, and the count comes to its end", async () => {
  const options = [
    "--weights",
    "none",
    "--image-size",
    "32",
    "--epochs",
    "0",
    "--fine-tune-epochs",
    "1",
    "--out",
    "odd",
  ];
  const { stderr } = await roentgen("train", "data", ...options, "--batch", "11", "--micro-batch", "11");
  const manifest = parseManifest((await file("odd/manifest.csv")).toString(), "manifest.csv");
  const images = manifest.filter(({ split }) => split === "train").length;
  const whole = images - (images % 11);
  expect(whole).toBeLessThan(images);
  expect(stderr).toContain(`1 epochs of ${whole} images; ${images - whole} left out of each in turn`);
  expect(stderr).toContain(`100 %, ${whole} of ${whole} images`);
});

test("somebody's encoder: a head on its features, exported as one model that predicts and is judged", async () => {
  const encoder = fileURLToPath(new URL("../../tests/golden/encoders/vit-dynamo-fixed.onnx", import.meta.url));
  const options = ["--network", encoder, "--scaling", "imagenet", "--epochs", "3", "--views", "2", "--out", "encoded"];
  const trained = await roentgen("train", "data", ...options);
  expect(trained).toMatchObject({ status: 0, stderr: expect.stringContaining("features select, 16, pooled to 16") });
  const { network, imageSize, decided } = await readJson(runFolder(join(folder, "encoded")).config, configSchema);
  expect([network, imageSize]).toEqual([encoder, 32]);
  const sha256 = createHash("sha256")
    .update(await readFile(encoder))
    .digest("hex");
  expect(decided).toMatchObject({
    views: 2,
    start: { weights: encoder, sha256 },
    encoder: { features: "select", channels: 16 },
  });
  const history = await readHistory(join(folder, "encoded/history.csv"));
  expect(history.map(({ phase }) => phase)).toEqual(["frozen", "frozen", "frozen"]);

  const { rows } = await readPredictions(join(folder, "encoded/predictions/validation.csv"));
  const first = join("data", rows[0]!.path);
  const predicted = await roentgen("predict", "encoded/model.onnx", first, "--json");
  expect(predicted.status).toBe(0);
  expect(
    Object.values((JSON.parse(predicted.stdout.split("\n")[0]!) as { probabilities: object }).probabilities),
  ).toEqual(rows[0]!.probabilities.map((probability) => expect.closeTo(probability, 5)));
  expect((await roentgen("evaluate", "encoded", "--test", "--reason", "trial")).status).toBe(0);
  const head = await roentgen("export", "encoded", "--format", "safetensors", "--out", "head.safetensors");
  expect(head.status).toBe(0);
  expect([...readSafetensors(await file("head.safetensors"), "head").tensors.keys()].sort()).toEqual([
    "head/bias",
    "head/kernel",
  ]);
  const keras = await roentgen("export", "encoded", "--format", "keras-h5", "--out", "head.h5");
  expect(keras).toMatchObject({ status: 2, stderr: expect.stringContaining("E_EXPORT") });
});

test("wrong usage is told with the status of its kind", async () => {
  const toldOf = async (data: string, ...args: string[]) => {
    const { status, stderr } = await roentgen("train", data, ...args);
    return `${status} ${/\(E_\w+\)/.exec(stderr)?.[0]}`;
  };
  const told = (...args: string[]) => toldOf("data", ...args);
  vi.stubEnv("ROENTGEN_OFFLINE", "1");
  vi.stubEnv("ROENTGEN_CACHE", join(folder, "cache"));
  expect(await told()).toBe("7 (E_WEIGHTS_OFFLINE)"); // from ImageNet is the default
  expect(await toldOf("nowhere")).toBe("3 (E_DATASET)"); // which is told before weights are fetched
  expect(await told("--task", "binary:covd")).toBe("2 (E_TASK_CLASS)");
  expect(await told("--weights", "imagenet")).toBe("7 (E_WEIGHTS_OFFLINE)");
  for (const wrong of ["--unfreeze-from last:0", "--sizes 16,224", "--normalisation batch --batch 10 --micro-batch 4"])
    expect(await told(...wrong.split(" ")), wrong).toBe("2 (E_OPTION)"); // which are told before weights are fetched, too
  vi.stubEnv("ROENTGEN_OFFLINE", "");
  expect(await told("--offline")).toBe("7 (E_WEIGHTS_OFFLINE)");
  expect((await roentgen("train", "data", "--offline")).stderr).toMatch(
    /curl .*NASNet-mobile-no-top\.h5.*--weights none/,
  );
  vi.unstubAllEnvs();
  expect(await told("--weights", "nothing.safetensors")).toBe("7 (E_FILE_UNREADABLE)");
  expect(await told("--network", "nasnetmobil")).toBe("2 (E_NETWORK)");
  expect(await told("--weights", "none", "--image-size", "")).toBe("2 (E_OPTION)");
  expect(await told("--weights", "none", "--image-size", "16")).toBe("2 (E_IMAGE_SIZE)");
  expect(await told("--weights", "none", "--batch", "10", "--micro-batch", "4")).toBe("2 (E_OPTION)");
  const wide = ["--batch", "512", "--micro-batch", "512", "--image-size", "32"];
  expect(await told("--weights", "none", ...wide)).toBe("2 (E_OPTION)");
  expect(await told("--weights", "none", "--require", "acuracy>=0.9")).toBe("2 (E_REQUIREMENT)");
  expect(await told("--weights", "none", "--require", "sensitivity:covd>=0.9")).toMatch(/E_CLASS_UNKNOWN/);
  expect(await told("--weights", "none", "--folds", "3", "--require", "sensitivity:covd>=0.9")).toMatch(
    /E_CLASS_UNKNOWN/,
  ); // before any fold
  expect(await told("--weights", "none", "--out", "run")).toBe("2 (E_RUN_EXISTS)");
  const encoder = fileURLToPath(new URL("../../tests/golden/encoders/vit-script.onnx", import.meta.url));
  expect(await told("--network", encoder)).toBe("2 (E_SCALING)");
  expect(await told("--network", encoder, "--scaling", "unit", "--fine-tune-epochs", "3")).toBe("2 (E_OPTION)");
  expect(await told("--network", encoder, "--scaling", "unit", "--weights", "none")).toBe("2 (E_OPTION)");
  expect(await told("--pooling", "first")).toBe("2 (E_OPTION)");
  await writeFile(join(folder, "wrong.yaml"), "imag-size: 32\n");
  const { stderr } = await roentgen("train", "data", "--config", "wrong.yaml");
  expect(stderr).toContain("did you mean image-size?");
});
