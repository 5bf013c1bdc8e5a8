/** Runs on a small encoder, of which files are lost or half written, gone on with. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeBlockImages } from "../../tests/support/block-images.ts";
import { evaluate } from "../evaluation/index.ts";
import {
  appendToLedger,
  configSchema,
  metricsSchema,
  type RunFolder,
  readJson,
  runFolder,
  writeJson,
} from "../run/index.ts";
import { readLedger } from "../run/ledger.ts";
import { nodeRuntime } from "../runtime/index.ts";
import type { EmitRun, RunEvent } from "./events.ts";
import { parseTrainOptions } from "./parse-options.ts";
import { writeReport } from "./report/write-report.ts";
import { resumeRun } from "./resume-run.ts";
import { trainRun } from "./train-run.ts";

const network = fileURLToPath(new URL("../../tests/golden/encoders/vit-dynamo-fixed.onnx", import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-resume-run-"));
  await writeBlockImages(join(folder, "data"), { counts: { covid: 8, normal: 16 }, size: 40 });
  await mkdir(join(folder, "data/virus"));
  for (let i = 0; i < 8; i++) await writeFile(join(folder, "data/virus", `${i}.png`), `no image ${i}`);
  const given = {
    network,
    scaling: "imagenet",
    epochs: 1,
    views: 1,
    batch: 8,
    device: "cpu",
    threads: 1,
    cache: false,
  };
  const options = parseTrainOptions({ ...given, classWeights: "balanced", skipUnreadable: true });
  const request = { data: join(folder, "data"), options, out: join(folder, "whole"), requirements: [], command: [] };
  await trainRun({ ...request, created: new Date(0) }, () => {});
});
afterAll(() => rm(folder, { recursive: true }));

async function copy(name: string): Promise<RunFolder> {
  await cp(join(folder, "whole"), join(folder, name), { recursive: true });
  return runFolder(join(folder, name));
}

const goOn = (run: RunFolder, emit: EmitRun = () => {}) =>
  resumeRun({ folder: run.folder, data: null, given: {}, requirements: [] }, emit);

test("killed before its manifest: config.json says what the images that can be read have made of it", async () => {
  const whole = await readJson(runFolder(join(folder, "whole")).config, configSchema);
  expect([whole.names, whole.decided.classWeights]).toEqual([
    ["covid", "normal"],
    [expect.any(Number), expect.any(Number)],
  ]);
  const { classWeights: _, ...decided } = whole.decided;
  const run = runFolder(join(folder, "killed"));
  await mkdir(run.folder);
  await writeFile(run.config, JSON.stringify({ ...whole, names: ["covid", "normal", "virus"], decided }));
  await goOn(run);
  expect(await readJson(run.config, configSchema)).toEqual(whole);
});

/** As it would be, had another model been judged. */
async function openedByAnother({ ledger, metrics }: RunFolder): Promise<void> {
  const { test: opened, ...others } = await readJson(metrics, metricsSchema);
  const { when, why, manifest, figures } = (await readLedger(ledger))[0]!;
  await rm(ledger);
  const judged = { model: "a".repeat(64), manifest: manifest!, figures: figures! };
  const { sha256: line } = await appendToLedger(ledger, { when, why, ...judged });
  await writeJson(metrics, metricsSchema, { ...others, test: opened.map((each) => ({ ...each, line })) });
}

test("a model that is lost is made again; openings of the test part and their figures stay", async () => {
  const run = await copy("opened");
  const on = { part: "test", reason: "a test", now: new Date(0) } as const;
  const asked = { folder: run.folder, model: undefined, requirements: [], prevalences: undefined, threads: 1 };
  await evaluate({ ...asked, on }, nodeRuntime({ threads: 1 }), { start() {}, step() {} });
  const judged = await readFile(run.metrics, "utf8");
  expect(JSON.parse(judged).test).toMatchObject([{ opening: 1 }]);
  const model = await readFile(run.model);
  await rm(run.model);
  await goOn(run);
  expect(await readFile(run.metrics, "utf8")).toBe(judged);
  expect(model.equals(await readFile(run.model))).toBe(true);

  await rm(run.model);
  await openedByAnother(run);
  const events: RunEvent[] = [];
  await goOn(run, (event) => events.push(event));
  expect(events.filter(({ type }) => type === "other-model")).toEqual([{ type: "other-model", openings: [1] }]);

  await rm(run.model);
  await rm(run.ledger);
  await expect(goOn(run)).rejects.toMatchObject({ code: "E_LEDGER" });
});

test("a manifest that was changed since is told, in a run that was stopped and in one that is finished", async () => {
  const run = await copy("leaking");
  const manifest = await readFile(run.manifest, "utf8");
  const { names, decided } = await readJson(run.config, configSchema);
  const changed = { code: "E_MANIFEST_CHANGED", exitStatus: 3, details: { where: run.manifest } };
  await writeFile(run.manifest, manifest.replace(",test,", ",train,"));
  await expect(goOn(run)).rejects.toMatchObject(changed);
  for (const path of [run.model, run.metrics]) await rm(path);
  const history = await readFile(run.history);
  await expect(goOn(run)).rejects.toMatchObject(changed);
  expect(await readFile(run.history)).toEqual(history);

  await rm(run.manifest); // made again, it must be the same
  await goOn(run);
  expect(await readFile(run.manifest, "utf8")).toBe(manifest);
  expect(await readJson(run.config, configSchema)).toMatchObject({ names, decided });
});

test("a manifest that is gone is made of no other images than the run's", async () => {
  const run = await copy("gone");
  for (const path of [run.model, run.metrics, run.manifest]) await rm(path);
  await cp(join(folder, "data"), join(folder, "fewer"), { recursive: true });
  await rm(join(folder, "fewer/normal/0.png"));
  const asked = { folder: run.folder, data: join(folder, "fewer"), given: {}, requirements: [] };
  await expect(resumeRun(asked, () => {})).rejects.toMatchObject({ code: "E_DATA_CHANGED" });
});

test("of a run that was made before manifests were sealed it is told that nothing holds its manifest", async () => {
  const run = await copy("earlier");
  const { manifest: _, ...config } = await readJson(run.config, configSchema);
  await writeFile(run.config, JSON.stringify(config));
  const events: RunEvent[] = [];
  expect(await goOn(run, (event) => events.push(event))).toMatchObject({ wasFinished: true });
  expect(events).toContainEqual({ type: "remark", text: expect.stringContaining("before manifests were sealed") });
  await writeReport(run.folder);
  expect(await readFile(run.report, "utf8")).toContain("not sealed");
});

test("a finished run is told where its data is by now; other data is refused", async () => {
  const run = await copy("elsewhere");
  const events: RunEvent[] = [];
  const goOnWith = (name: string) => {
    const asked = { folder: run.folder, data: join(folder, name), given: {}, requirements: [] };
    return resumeRun(asked, (event) => events.push(event));
  };
  const before = await readFile(run.config);
  await goOnWith("data");
  expect([await readFile(run.config), events.filter(({ type }) => type === "remark")]).toEqual([before, []]);
  await cp(join(folder, "data"), join(folder, "moved"), { recursive: true });
  await goOnWith("moved");
  expect(await readJson(run.config, configSchema)).toMatchObject({ data: { root: join(folder, "moved") } });
  expect(events.filter(({ type }) => type === "remark")).toMatchObject([
    { text: expect.stringContaining(join(folder, "moved")) },
  ]);
  await cp(join(folder, "moved/covid/0.png"), join(folder, "moved/normal/0.png"));
  await expect(goOnWith("moved")).rejects.toMatchObject({
    code: "E_DATA_CHANGED",
    details: { received: expect.stringContaining("normal/0.png (changed)") },
  });
});

test("ended between its figures and its report: the report is made", async () => {
  const run = await copy("unreported");
  await rm(run.report);
  expect(await goOn(run)).toMatchObject({ wasFinished: true });
  expect(await readFile(run.report, "utf8")).toContain("</html>");
});

test("config.json that does not say what was decided is told", async () => {
  const run = await copy("undecided");
  const { decided, ...config } = await readJson(run.config, configSchema);
  await writeFile(run.config, JSON.stringify({ ...config, decided: { ...decided, views: "many" } }));
  await rm(run.model);
  await expect(goOn(run)).rejects.toMatchObject({
    code: "E_RUN_FILE",
    exitStatus: 3,
    details: { where: `${run.config}, decided`, received: expect.stringContaining("views"), fix: expect.any(String) },
  });
});
