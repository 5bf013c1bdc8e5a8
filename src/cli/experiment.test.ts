/** Experiments as a person starts them: processes of their own, interrupted and killed in the middle, with runs that fail. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Outcome, roentgen as run, signalled } from "../../tests/support/command-line.ts";

const TABLES = ["table.md", "table.csv", "table.tex", "table.html", "table.json"];
const GRID = `
name: grid
data: phantoms
patient-from: '^(p\\d+)_'
weights: none
image-size: 32
epochs: 1
fine-tune-epochs: 2
batch: 8
micro-batch: 4
views: 1
device: cpu
task: binary:normal
enhance: [true, false]
`;

let folder: string;
const roentgen = (...args: string[]): Promise<Outcome> => run(folder, ...args);
const read = (...path: string[]): Promise<string> => readFile(join(folder, ...path), "utf8");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-experiment-"));
  expect(await roentgen("phantoms", "phantoms", "--count", "48", "--size", "40", "--quiet")).toMatchObject({
    status: 0,
  });
  await writeFile(join(folder, "grid.yaml"), GRID);
});
afterAll(() => rm(folder, { recursive: true }));

test.skipIf(process.platform === "win32")(
  "interrupted, killed, and gone on with, an experiment gives the same tables",
  async () => {
    const whole = await roentgen("experiment", "grid.yaml", "--workers", "2", "--threads", "2", "--out", "whole");
    expect([whole.status, whole.stdout]).toEqual([
      0,
      expect.stringContaining("binary:normal, validation\n\nenhance  runs"),
    ]);
    expect((await readdir(join(folder, "whole"))).sort()).toEqual(["experiment.json", "runs", ...TABLES].sort());

    const words = ["experiment", "grid.yaml", "--threads", "2", "--out", "stopped"];
    const interrupted = await signalled("SIGINT", folder, /fine-tuning 0 of 2/, ...words, "--workers", "2");
    expect([interrupted.status, interrupted.stderr]).toEqual([
      130,
      expect.stringContaining("go on by: roentgen experiment grid.yaml --out stopped"),
    ]);
    await signalled("SIGKILL", folder, /starting/, ...words, "--workers", "1");
    const again = await roentgen(...words, "--workers", "1");
    expect([again.status, again.stdout]).toEqual([0, whole.stdout.replaceAll("whole", "stopped")]);
    for (const table of TABLES) expect(await read("stopped", table), table).toBe(await read("whole", table));
  },
);

test("a run that fails is kept apart, told with its status, and tried again later", async () => {
  await cp(join(folder, "whole"), join(folder, "failing"), { recursive: true });
  await rm(join(folder, "failing/runs/no-enhance/model.onnx"));
  const words = ["experiment", "grid.yaml", "--threads", "2", "--workers", "2", "--out", "failing"];
  const { status, stdout, stderr } = await roentgen(...words);
  expect(status).toBe(3);
  expect(stderr).toContain("error a run failed (E_RUNS_FAILED)");
  expect(stderr).toContain(
    "no-enhance: the run lacks a file: failing/runs/no-enhance/model.onnx (E_RUN_FILE, status 3)",
  );
  expect(stdout).toContain("Without figures, and not in the table: no-enhance.");
  await cp(join(folder, "whole/runs/no-enhance/model.onnx"), join(folder, "failing/runs/no-enhance/model.onnx"));
  expect(await roentgen(...words, "--json")).toMatchObject({ status: 0, stderr: "" });
  expect(await read("failing/table.md")).toBe(await read("whole/table.md"));
});

test("another experiment is not put into its folder, and a value that does not fit is told before anything is begun", async () => {
  await writeFile(join(folder, "other.yaml"), GRID.replace("epochs: 1", "epochs: 3"));
  const other = await roentgen("experiment", "other.yaml", "--out", "whole");
  expect([other.status, other.stderr]).toEqual([2, expect.stringContaining("E_EXPERIMENT_OTHER")]);
  await writeFile(join(folder, "wrong.yaml"), GRID.replace("enhance: [true, false]", "enhanse: [true, false]"));
  const wrong = await roentgen("experiment", "wrong.yaml");
  expect([wrong.status, wrong.stderr]).toEqual([
    2,
    expect.stringMatching(/wrong\.yaml, line 14\n(.*\n)*.*did you mean enhance\?/),
  ]);
});

test("compare: runs of an experiment again, with the options that tell them apart", async () => {
  const runs = ["whole/runs/enhance", "whole/runs/no-enhance"];
  const { status, stdout } = await roentgen("compare", ...runs, "--json", "--out", "compared");
  expect(status).toBe(0);
  const said = JSON.parse(stdout) as { tasks: { rows: { values: object }[] }[]; columns: string[] };
  const before = JSON.parse(await read("whole/table.json")) as typeof said;
  expect(said.columns).toEqual(["run", "enhance"]);
  expect(said.tasks[0]!.rows.map(({ values }) => values)).toEqual([
    { run: "enhance", enhance: "yes" },
    { run: "no-enhance", enhance: "no" },
  ]);
  const bare = ({ tasks }: typeof said) => tasks.map(({ rows }) => rows.map(({ values: _, ...figures }) => figures));
  expect(bare(said)).toEqual(bare(before));
  expect((await readdir(join(folder, "compared"))).sort()).toEqual(TABLES.toSorted());
});
