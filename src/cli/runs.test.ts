import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { roentgen } from "../../tests/support/command-line.ts";
import { intoFolds } from "../../tests/support/made-folds.ts";
import { predictionsOfTwo } from "../../tests/support/made-predictions.ts";
import { makeRun } from "../../tests/support/made-run.ts";
import { runFolder } from "../run/index.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-runs-"));
  const parts = ["validation", "test"] as const;
  const images = parts.flatMap((part) => [10, 200].map((red) => ({ label: red > 90 ? "covid" : "normal", part, red })));
  await makeRun(folder, "normal", images);
});
afterAll(() => rm(folder, { recursive: true }));

test("before there is a run, none is listed; a folder that was named must be there", async () => {
  await mkdir(join(folder, "empty"));
  const nothing = await roentgen(join(folder, "empty"), "runs", "list");
  expect(nothing).toEqual({ status: 0, stdout: "", stderr: "no runs in runs\n" });
  const wrong = await roentgen(folder, "runs", "list", "nowhere");
  expect(wrong).toMatchObject({ status: 2, stderr: expect.stringContaining("E_FOLDER") });
});

test("a mistyped run is wrong usage", async () => {
  const { status, stderr } = await roentgen(folder, "runs", "show", "ruun");
  expect([status, stderr]).toEqual([2, expect.stringMatching(/E_RUN_FILE_MISSING.*did you mean run\?/s)]);
});

test("a cross-validation is known by its figures out of fold", async () => {
  const made = await makeRun(join(folder, "folds"), "normal", []);
  const { metrics, folds } = await intoFolds(made, predictionsOfTwo("balanced"), 5);
  const accuracy = metrics.accuracy.estimate!.toFixed(3);
  const listed = (await roentgen(folder, "runs", "list", "folds")).stdout;
  expect(listed).toMatch(new RegExp(`^run .* finished +${accuracy} +\\d\\.\\d+ to \\d\\.\\d+ +out of fold +- `, "m"));
  expect(JSON.parse((await roentgen(folder, "runs", "list", "folds", "--json")).stdout)).toMatchObject({
    accuracy: { estimate: metrics.accuracy.estimate },
    part: "out of fold",
    openings: null,
  });
  const { stdout: shown } = await roentgen(folder, "runs", "show", "folds/run");
  expect(shown).toMatch(/^out of fold: \d+ images/m);
  const last = folds[4]!;
  const started = `4     ${last.images}  *-         fine-tuning 4  ${last.accuracy.estimate!.toFixed(3)} `;
  expect(shown).toMatch(
    new RegExp(`^fold  images  patients .*^0 .* - .*^${started}.*is no interval of the model`, "ms"),
  );
});

test("openings are counted; where the ledger is gone, it is told", async () => {
  const shown = async () => (await roentgen(folder, "runs", "show", "run")).stdout;
  expect(await shown()).toMatch(/^test part +sealed$/m);
  expect(await roentgen(folder, "evaluate", "run")).toMatchObject({ status: 0 });
  await cp(join(folder, "run"), join(folder, "sealed/run"), { recursive: true });
  const isListedOf = async (part: string): Promise<void> =>
    expect((await roentgen(folder, "runs", "list", ".")).stdout).toMatch(new RegExp(`^run .* ${part} +\\d `, "m"));
  await isListedOf("validation");
  for (const times of ["once", "2 times"]) {
    expect(await roentgen(folder, "evaluate", "run", "--test", "--reason", "a test")).toMatchObject({ status: 0 });
    expect(await shown()).toMatch(new RegExp(`^test part +opened ${times}$`, "m"));
    expect(await shown()).toMatch(/^test: 2 images$/m);
    await isListedOf("test");
  }
  const compared = async (other: string) => (await roentgen(folder, "runs", "show", "run", other)).stdout;
  expect(await compared("run")).toMatch(/^ +test +test$/m);
  expect(await compared("sealed/run")).toMatch(/^ +validation +validation$/m);
  expect(await roentgen(folder, "report", "run", "--quiet")).toEqual({ status: 0, stdout: "", stderr: "" });
  const ledger = await readFile(join(folder, "run/ledger.jsonl"));
  await rm(join(folder, "run/ledger.jsonl"));
  const listed = await roentgen(folder, "runs", "list", ".");
  expect(listed.stdout).toMatch(/^run .*damaged \(the ledger of test openings has lost its end: run\/ledger.jsonl\)/m);
  const refused = await roentgen(folder, "runs", "show", "run");
  expect(refused).toMatchObject({ status: 3, stderr: expect.stringContaining("lost its end") });
  await writeFile(join(folder, "run/ledger.jsonl"), ledger);
});

test("several classes have no operating point: none is listed among the options", async () => {
  const { config: path } = runFolder((await makeRun(join(folder, "options"), "normal", [])).folder);
  const config = JSON.parse(await readFile(path, "utf8"));
  const shown = async (positive: number | null) => {
    await writeFile(path, JSON.stringify({ ...config, positive, options: { operatingPoint: "0.5", epochs: 3 } }));
    return (await roentgen(folder, "runs", "show", "options/run")).stdout;
  };
  expect(await shown(1)).toMatch(/^operatingPoint +0\.5$/m);
  expect(await shown(null)).toMatch(/^epochs +3$/m);
  expect(await shown(null)).not.toContain("operatingPoint");
});
