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
  const { manifest } = (await readLedger(ledger))[0]!;
  await rm(ledger);
  const opening = { when: "2026-01-01T00:00:00Z", why: "a test", model: "a".repeat(64), manifest: manifest! };
  const { sha256: line } = await appendToLedger(ledger, opening);
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
