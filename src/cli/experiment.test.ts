/** Experiments as a person starts them: processes of their own, interrupted and killed in the middle, with runs that fail. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Outcome, roentgen as run, signalled } from "../../tests/support/command-line.ts";
import type { Comparison, Metrics } from "../run/index.ts";

const TABLES = ["table.md", "table.csv", "table.tex", "table.html", "table.json"];
/** A small transformer, which stays frozen: its head is trained in no time. */
const encoder = fileURLToPath(new URL("../../tests/golden/encoders/vit-script.onnx", import.meta.url));
const GRID = `
name: grid
data: phantoms
patient-from: '^(p\\d+)_'
network: ${JSON.stringify(encoder)}
scaling: imagenet
epochs: 60
patience: 60
views: 1
device: cpu
task: binary:normal
folds: 2
`;

let folder: string;
/** How the grid went, undisturbed, into a folder of this name; no test writes into it. */
let whole: Outcome;
const roentgen = (...args: string[]): Promise<Outcome> => run(folder, ...args);
const read = (...path: string[]): Promise<string> => readFile(join(folder, ...path), "utf8");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-experiment-"));
  expect(await roentgen("phantoms", "phantoms", "--count", "36", "--size", "40", "--quiet")).toMatchObject({
    status: 0,
  });
  await writeFile(join(folder, "grid.yaml"), GRID);
  whole = await roentgen("experiment", "grid.yaml", "--workers", "2", "--threads", "2", "--out", "whole");
});
afterAll(() => rm(folder, { recursive: true }));

test("an experiment prints its table, and leaves its runs and the table in several forms", async () => {
  expect([whole.status, whole.stdout]).toEqual([
    0,
    expect.stringMatching(/binary:normal, test: 36 images of 18 patients\n\nruns {2}accuracy .*\n(.*\n)?2 {5}[01]\./),
  ]);
  expect((await readdir(join(folder, "whole"))).sort()).toEqual(["experiment.json", "runs", ...TABLES].sort());
});

test.skipIf(process.platform === "win32")(
  "interrupted, killed, and gone on with, an experiment gives the same tables",
  async () => {
    const words = ["experiment", "grid.yaml", "--threads", "2", "--out", "stopped"];
    const interrupted = await signalled("SIGINT", folder, /frozen 6 of 60/, ...words, "--workers", "2");
    expect([interrupted.status, interrupted.stderr]).toEqual([
      130,
      expect.stringContaining("go on by: roentgen experiment grid.yaml --threads 2 --out stopped"),
    ]);
    await signalled("SIGKILL", folder, /starting/, ...words, "--workers", "1");
    const again = await roentgen(...words, "--workers", "1");
    expect([again.status, again.stdout]).toEqual([0, whole.stdout.replaceAll("whole", "stopped")]);
    for (const table of TABLES) expect(await read("stopped", table), table).toBe(await read("whole", table));
  },
);

test("a run that fails is kept apart, told with its status, and tried again later", async () => {
  await cp(join(folder, "whole"), join(folder, "failing"), { recursive: true });
  await rm(join(folder, "failing/runs/fold-1/model.onnx"));
  const words = ["experiment", "grid.yaml", "--threads", "2", "--workers", "2", "--out", "failing"];
  const { status, stdout, stderr } = await roentgen(...words);
  expect(status).toBe(3);
  expect(stderr).toContain("error a run failed (E_RUNS_FAILED)");
  expect(stderr).toContain("fold-1: the run lacks a file: failing/runs/fold-1/model.onnx (E_RUN_FILE, status 3)");
  expect(stdout).toContain("Without figures, and not in the table: fold-1.");
  await cp(join(folder, "whole/runs/fold-1/model.onnx"), join(folder, "failing/runs/fold-1/model.onnx"));
  expect(await roentgen(...words, "--json")).toMatchObject({ status: 0, stderr: "" });
  expect(await read("failing/table.md")).toBe(await read("whole/table.md"));
});

test("another experiment is not put into its folder, and a value that does not fit is told before anything is begun", async () => {
  await writeFile(join(folder, "other.yaml"), GRID.replace("epochs: 60", "epochs: 3"));
  const other = await roentgen("experiment", "other.yaml", "--out", "whole");
  expect([other.status, other.stderr]).toEqual([2, expect.stringContaining("E_EXPERIMENT_OTHER")]);
  await writeFile(join(folder, "wrong.yaml"), GRID.replace("device: cpu", "devise: cpu"));
  const wrong = await roentgen("experiment", "wrong.yaml");
  expect([wrong.status, wrong.stderr]).toEqual([
    2,
    expect.stringMatching(/wrong\.yaml, line 10\n(.*\n)*.*did you mean device\?/),
  ]);
});

test("a network that is not there is told before anything is begun", async () => {
  const { status, stderr } = await roentgen("experiment", "published", "phantoms", "--network", "resnet102");
  expect([status, stderr]).toEqual([2, expect.stringContaining("did you mean resnet101?")]);
});

test.each([
  ["epochs of a network that is not there", ["--fine-tune-epochs", "resnet102=3"], "did you mean resnet101?"],
  ["epochs that are no number", ["--fine-tune-epochs", "resnet101=3=x"], "--fine-tune-epochs cannot be"],
  ["an arm that is not there", ["--arms", "enhenced"], "did you mean enhanced?"],
])("%s: told before anything is begun", async (_, words, told) => {
  const { status, stderr } = await roentgen("experiment", "published", "phantoms", ...words);
  expect([status, stderr]).toEqual([2, expect.stringContaining(told)]);
});

test("options behind published are its own, though experiment has them, too", async () => {
  const { status, stderr } = await roentgen("experiment", "published", "phantoms", "--workers", "0");
  expect([status, stderr]).toEqual([2, expect.stringContaining('--workers cannot be "0"')]);
});

test("an experiment of folds alone becomes one run: its figures out of fold, and the ensemble of its models", async () => {
  await cp(join(folder, "whole"), join(folder, "folds"), { recursive: true });
  const { status, stdout } = await roentgen("train", "--resume", "folds");
  expect([status, stdout]).toEqual([0, expect.stringContaining("out of fold: 36 images of 18 patients")]);
  const other = await roentgen("train", "--resume", "folds", "--epochs", "4"); // finished or not
  expect(other).toMatchObject({ status: 2, stderr: expect.stringContaining("--epochs would make another run of it") });
  const figures = await Promise.all(
    ["folds", "folds/runs/fold-0", "folds/runs/fold-1"].map(async (run) => {
      const { test: judged, outOfFold } = JSON.parse(await read(run, "metrics.json")) as Metrics;
      const { images, classes, accuracy } = (outOfFold ?? judged[0]!).metrics;
      return { images, accuracy, auroc: classes[1]!.auroc.estimate!, folds: outOfFold?.folds };
    }),
  );
  expect(figures[0]!.folds).toMatchObject(
    figures.slice(1).map(({ images, accuracy }, fold) => ({ fold, images, accuracy, kept: { phase: "frozen" } })),
  );
  expect(figures.flat().map(({ images }) => images)).toEqual([36, 18, 18]);
  const [out, ...inFolds] = figures.flat().map(({ auroc }) => auroc);
  expect(out).toBeCloseTo((inFolds[0]! + inFolds[1]!) / 2, 12);
  const images = ["phantoms/normal/p0001_1.png", "phantoms/normal/p0001_2.png"];
  const answers = await Promise.all(
    ["folds", "folds/runs/fold-0", "folds/runs/fold-1"].map(async (model) => {
      const predicted = JSON.parse(
        (await roentgen("predict", model, ...images, "--json", "--quiet")).stdout.split("\n")[0]!,
      );
      return predicted as { probabilities: Record<string, number> };
    }),
  );
  const [mean, ...members] = answers.map(({ probabilities }) => probabilities.normal!);
  expect(mean).toBeCloseTo((members[0]! + members[1]!) / 2, 6);
  expect(await readdir(join(folder, "folds"))).not.toContain("ledger.jsonl");
  const before = await read("folds", "metrics.json");
  const again = await roentgen("evaluate", "folds");
  expect([again.status, again.stdout]).toEqual([0, stdout]);
  expect(await read("folds", "metrics.json")).toBe(before);
  const opened = await roentgen("evaluate", "folds", "--test", "--reason", "to see");
  expect([opened.status, opened.stderr]).toEqual([2, expect.stringContaining("E_PART_EMPTY")]);
});

test("compare: runs that judged other images stand side by side, and are not tested", async () => {
  const { status, stdout } = await roentgen(
    "compare",
    "whole/runs/fold-0",
    "whole/runs/fold-1",
    "--json",
    "--out",
    "compared",
  );
  expect(status).toBe(0);
  const { columns, part, tasks } = JSON.parse(stdout) as Comparison;
  expect([columns, part]).toEqual([["run"], "test"]);
  expect(tasks[0]!.rows.map(({ values, images }) => [values.run, images])).toEqual([
    ["fold-0", 18],
    ["fold-1", 18],
  ]);
  expect(tasks[0]!.rows.find(({ isBest }) => !isBest)!.againstBest).toMatchObject({ kind: "not paired" });
  expect((await readdir(join(folder, "compared"))).sort()).toEqual(TABLES.toSorted());
});
