/** Runs that are interrupted in every way, and gone on with: the same bytes as undisturbed, or an error that says what to do. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { blocks } from "../../tests/support/blocks.ts";
import { interrupted, type Outcome, roentgen as run } from "../../tests/support/command-line.ts";
import { encodePng } from "../image/index.ts";
import { readEvents, readHistory, runFolder } from "../run/index.ts";
import { stepOf } from "../run/tensorboard/event.ts";
import { readRecords } from "../util/tfrecord.ts";
import { readSafetensorsFile, writeSafetensors } from "../weights/index.ts";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const SIZE = 40;
const OPTIONS = [
  ...["--weights", "none", "--image-size", "32", "--epochs", "2", "--fine-tune-epochs", "2", "--batch", "8"],
  ...["--micro-batch", "4", "--views", "1", "--device", "cpu", "--patient-from", "^(p\\d+)_"],
];
const SAME = ["manifest.csv", "model.onnx", "metrics.json", "predictions/validation.csv"];
const CHECKPOINT = ["weights.safetensors", "optimizer.safetensors", "best.safetensors", "state.json"];

let folder: string;
const roentgen = (...args: string[]): Promise<Outcome> => run(folder, ...args);
const stop = (when: RegExp, ...args: string[]): Promise<Outcome> => interrupted(folder, when, "train", ...args);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-resume-"));
  for (const [place, label] of ["covid", "normal", "virus"].entries()) {
    await mkdir(join(folder, "data", label), { recursive: true });
    for (let i = 0; i < 12; i++) {
      const data = blocks(`${label}/${i}`, SIZE, SIZE, 1).map((value) => value >> place);
      const png = encodePng({ width: SIZE, height: SIZE, channels: 1, data });
      await writeFile(join(folder, "data", label, `p${i >> 1}_${i}.png`), png);
    }
  }
  expect(await roentgen("train", "data", ...OPTIONS, "--out", "whole", "--quiet")).toMatchObject({ status: 0 });
  await stop(/fine-tuning phase/, "data", ...OPTIONS, "--out", "stopped");
});
afterAll(() => rm(folder, { recursive: true }));

/** A copy of the run that was interrupted while it was fine-tuned. */
async function copy(name: string): Promise<string> {
  await cp(join(folder, "stopped"), join(folder, name), { recursive: true });
  return name;
}

async function expectSame(name: string): Promise<void> {
  for (const path of [...SAME, ...CHECKPOINT.map((file) => `checkpoint/last/${file}`), "checkpoint/best/state.json"]) {
    const [one, other] = await Promise.all(["whole", name].map((each) => readFile(join(folder, each, path))));
    expect(one!.equals(other!), path).toBe(true);
  }
  expect((await readdir(join(folder, name, "checkpoint"))).sort()).toEqual(["best", "last"]);
  expect(await learningOf(name)).toEqual(await learningOf("whole"));
}

/** The history but for its times. */
async function learningOf(name: string) {
  const rows = await readHistory(runFolder(join(folder, name)).history);
  return rows.map(({ seconds: _, imagesPerSecond: __, ...row }) => row);
}

test.skipIf(process.platform === "win32")(
  "Ctrl-C: a checkpoint after the step, the command to go on, and then the same bytes",
  async () => {
    const name = await copy("again");
    const { status, stderr } = await stop(/fine-tuning phase, at most/, "--resume", name);
    expect([status, stderr]).toEqual([130, expect.stringContaining(`go on by: roentgen train --resume ${name}\n`)]);
    const resumed = await roentgen("train", "--resume", name);
    expect(resumed.status).toBe(0);
    await expectSame(name);
    const history = await readHistory(runFolder(join(folder, name)).history);
    expect(history.map(({ phase, epoch }) => `${phase} ${epoch}`)).toEqual(
      ["frozen 1", "frozen 2", "fine-tuning 1", "fine-tuning 2"], // each once
    );
    const board = readRecords(await readFile(runFolder(join(folder, name)).board));
    expect(board.data.map(stepOf)).toEqual([0, 0, 1, 2, 3, 4]); // the first tell the version and the hyperparameters
    const events = (await readEvents(runFolder(join(folder, name)).events)) as { type: string }[];
    expect(events.filter(({ type }) => type === "resumed")).toHaveLength(2);
    const finished = await roentgen("train", "--resume", name);
    expect(finished).toMatchObject({ status: 0, stderr: expect.stringContaining("the run is finished") });
  },
);

test("a damaged checkpoint: the one before, told, and the same bytes", async () => {
  const name = await copy("damaged");
  await writeFile(join(folder, name, "checkpoint/last/weights.safetensors"), "damaged");
  const { status, stderr } = await roentgen("train", "--resume", name);
  expect([status, stderr]).toEqual([0, expect.stringContaining("going on from the one before")]);
  await expectSame(name);
});

test.skipIf(process.platform === "win32")(
  "a full disk: told, the checkpoint before stays, and the same bytes",
  async () => {
    const words = ["train", "data", ...OPTIONS, "--out", "full", "--quiet"].map((word) => `'${word}'`).join(" ");
    const script = `ulimit -f 30000; exec '${process.execPath}' '${main}' ${words}`; // moments alone are larger
    const told = await new Promise<string>((resolve) => {
      execFile("bash", ["-c", script], { cwd: folder }, (error, _, stderr) => resolve(`${error?.code} ${stderr}`));
    });
    expect(told).toMatch(/^3 .*E_DISK_FULL.*then go on by: roentgen train --resume full/s);
    expect((await roentgen("train", "--resume", "full", "--quiet")).status).toBe(0);
    await expectSame("full");
  },
);

test("weights that are not finite: the step, the layer and the images are told", async () => {
  const weights = await readSafetensorsFile(join(folder, "whole/checkpoint/best/weights.safetensors"));
  const kernel = weights.tensors.get("normal_conv_1_7/kernel")!.data as Float32Array; // as every parameter
  kernel[0] = Number.NaN;
  await writeFile(join(folder, "broken.safetensors"), writeSafetensors(weights.tensors));
  const options = [...OPTIONS, "--weights", "broken.safetensors", "--out", "broken"];
  const { status, stderr } = await roentgen("train", "data", ...options);
  expect([status, stderr]).toEqual([3, expect.stringContaining("E_TRAINING_NOT_FINITE")]);
  expect(stderr).toMatch(/frozen phase, epoch 1, step 1; first in layer normal_conv_1_7; images \w+\/p\d_\d+\.png/);
});

test("images that changed, are missing or are new are told and refused; where they are now is told by DATA", async () => {
  const name = await copy("moved");
  await cp(join(folder, "data"), join(folder, "elsewhere"), { recursive: true });
  await writeFile(join(folder, "elsewhere/covid/p0_0.png"), "changed");
  await rename(join(folder, "elsewhere/normal/p0_1.png"), join(folder, "elsewhere/normal/p7_1.png"));
  const { status, stderr } = await roentgen("train", "elsewhere", "--resume", name);
  expect([status, stderr]).toEqual([3, expect.stringContaining("E_DATA_CHANGED")]);
  expect(stderr).toContain("covid/p0_0.png (changed), normal/p0_1.png (missing), normal/p7_1.png (new)");
  await rm(join(folder, "elsewhere"), { recursive: true });
  await cp(join(folder, "data"), join(folder, "elsewhere"), { recursive: true });
  expect(await roentgen("train", "elsewhere", "--resume", name)).toMatchObject({ status: 0 });
  expect(JSON.parse(await readFile(join(folder, name, "config.json"), "utf8")).data).toEqual({
    source: "elsewhere",
    root: join(folder, "elsewhere"),
  });
});

test("a run goes on as it began, by one process at a time", async () => {
  const toldOf = async (...args: string[]) => {
    const { status, stderr } = await roentgen("train", ...args);
    return `${status} ${/\(E_\w+\)/.exec(stderr)?.[0]}`;
  };
  expect(await toldOf()).toBe("2 (E_USAGE)");
  expect(await toldOf("--resume", "nowhere")).toBe("2 (E_RUN_FILE_MISSING)");
  expect(await toldOf("--resume", "stopped", "--out", "other")).toBe("2 (E_OPTION)");
  expect(await toldOf("--resume", "stopped", "--batch", "4")).toBe("2 (E_OPTION)");
  await writeFile(join(folder, "stopped/.lock"), JSON.stringify({ pid: process.pid, host: hostname(), began: null }));
  const locked = await roentgen("train", "--resume", "stopped");
  expect(locked).toMatchObject({ status: 2, stderr: expect.stringMatching(/E_RUN_LOCKED/) });
  expect(locked.stderr).toContain(`process ${process.pid} on ${hostname()}`);
  await rm(join(folder, "stopped/.lock"));
});

test("one that fails before its manifest leaves no folder; one that was killed then is begun again", async () => {
  await mkdir(join(folder, "killed"));
  await cp(join(folder, "whole/config.json"), join(folder, "killed/config.json"));
  await writeFile(join(folder, "killed/.lock"), JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), began: null }));
  const { status, stderr } = await roentgen("train", "--resume", "killed", "--batch", "8");
  expect([status, stderr]).toEqual([0, expect.stringContaining("ended without a word")]);
  expect(stderr).toContain("going on: from the beginning");
  await expectSame("killed");
  const failed = await roentgen("train", "data", ...OPTIONS, "--split", "0.99,0.005,0.005", "--out", "failed");
  expect(failed.status).toBe(3);
  expect(await readdir(folder)).not.toContain("failed");
});

test("a model that was lost is made again, and judged at the prevalences that were said", async () => {
  await cp(join(folder, "whole"), join(folder, "lost"), { recursive: true });
  const opening = ["--test", "--reason", "why", "--prevalence", "covid=0.05", "--quiet"];
  expect(await roentgen("evaluate", "lost", ...opening)).toMatchObject({ status: 0 });
  await rm(join(folder, "lost/model.onnx"));
  const { status, stdout } = await roentgen("train", "--resume", "lost");
  expect([status, stdout]).toEqual([0, expect.stringContaining("precision, were 5 % covid")]);
  const { test: opened, prevalences } = JSON.parse(await readFile(join(folder, "lost/metrics.json"), "utf8"));
  expect([opened.length, prevalences]).toEqual([1, [{ name: "covid", prevalence: 0.05 }]]);
});

test("runs are listed, shown, and compared", async () => {
  const listed = await roentgen("runs", "list", ".");
  expect(listed.stdout).toMatch(
    /^stopped +nasnetmobile +multi +standard +stopped after epoch \d \((frozen|fine-tuning)\)/m,
  );
  expect(listed.stdout).toMatch(
    /^whole +nasnetmobile +multi +standard +finished +0\.\d{3} +0\.\d{3} to [01]\.\d{3} +validation +0 /m,
  );
  const lines = (await roentgen("runs", "list", ".", "--json")).stdout.trim().split("\n");
  expect(lines.map((line) => JSON.parse(line).type)).toEqual(lines.map(() => "run"));
  const shown = await roentgen("runs", "show", "stopped");
  expect(shown.stdout).toContain("go on by: roentgen train --resume stopped");
  expect((await roentgen("runs", "show", "whole")).stdout).toMatch(/^frozen +2 +\d\.\d+ to/m);
  const compared = await roentgen("runs", "show", "whole", "stopped", "--json");
  expect(JSON.parse(compared.stdout)).toMatchObject({ type: "run-differences", differences: [] });
});

test.skipIf(process.platform === "win32")("killed at random moments it comes to the same bytes", async () => {
  const script = fileURLToPath(new URL("../../scripts/kills.js", import.meta.url));
  const told = await new Promise((resolve) => {
    execFile(process.execPath, [script, "3", "5"], (error, stdout, stderr) => resolve({ error, stdout, stderr }));
  });
  expect(told).toMatchObject({ error: null, stdout: expect.stringMatching(/3 kills in .*: all equal/) });
});
