import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { MODEL, type Said, writeJudgedRun } from "../../../tests/support/judged-runs.ts";
import { intoFolds } from "../../../tests/support/made-folds.ts";
import { appendToLedger, metricsSchema, readJson, readPredictions, runFolder, writeJson } from "../../run/index.ts";
import { readLedger } from "../../run/ledger.ts";
import { compareRuns } from "./compare-runs.ts";
import { compareRunsAtHand } from "./runs-at-hand.ts";

test("a model that was made again, and is another than the one that was judged, is told", async () => {
  const folder = await mkdtemp(join(tmpdir(), "roentgen-compare-"));
  const said = ["normal", "covid", "covid"].map((label, i) => ({ image: `${i}`, label, p: i / 2 }));
  const folders = await Promise.all(
    ["same", "other"].map((name) => writeJudgedRun(join(folder, name), { test: said })),
  );
  for (const run of folders.map(runFolder)) await writeFile(run.model, MODEL);
  await writeFile(runFolder(folders[1]!).model, "the same, made elsewhere");
  const rows = folders.map((run, i) => ({ values: { row: `${i}` }, runs: [run] }));
  const { notes } = await compareRuns(rows, { title: "t", data: null, part: "test", missing: [] });
  expect(notes.filter((note) => note.includes("made again"))).toEqual([
    "Models that were made again since, and are others than those that were judged: other.",
  ]);
  await rm(folder, { recursive: true });
});

test("rows that are not shown to be better than always saying the most common class are told", async () => {
  const folder = await mkdtemp(join(tmpdir(), "roentgen-compare-"));
  const saying = (p: (isCovid: boolean) => number): Said[] =>
    Array.from({ length: 40 }, (_, i) => ({
      image: `${i}`,
      label: i < 10 ? "covid" : "normal",
      p: p(i < 10),
    }));
  await writeJudgedRun(join(folder, "good"), { test: saying((isCovid) => (isCovid ? 0.9 : 0.1)) });
  await writeJudgedRun(join(folder, "blind"), { test: saying(() => 0.2) });
  const rowOf = (name: string) => ({ values: { network: name, enhance: "yes" }, runs: [join(folder, name)] });
  const notesOf = async (...names: string[]) => {
    const request = { title: "t", data: null, part: "test", missing: [] } as const;
    return (await compareRuns(names.map(rowOf), request)).notes.filter((note) => note.includes("always saying"));
  };
  const told = "binary:covid: always saying normal is right in 0.750. By accuracy not shown to do better:";
  expect(await notesOf("good", "blind")).toEqual([`${told} “blind, enhanced”.`]); // 30 of 40; Wilson's lower bound of 40 / 40 is 0.912
  expect(await notesOf("blind")).toEqual([`${told} “blind, enhanced”.`]);
  expect(await notesOf("good")).toEqual([]);
  await rm(folder, { recursive: true });
});

test("figures of a test part that had been opened before are told, with the opening", async () => {
  const folder = await mkdtemp(join(tmpdir(), "roentgen-compare-"));
  const said = ["normal", "covid", "covid"].map((label, i) => ({ image: `${i}`, label, p: i / 2 }));
  const folders = await Promise.all(
    ["unseen", "seen"].map((name) => writeJudgedRun(join(folder, name), { test: said })),
  );
  const { metrics, ledger } = runFolder(folders[1]!);
  const { test: openings, ...rest } = await readJson(metrics, metricsSchema);
  const { model, manifest, figures } = (await readLedger(ledger))[0]!;
  const again = { when: "2026-01-02T00:00:00Z", why: "again", model, manifest: manifest!, figures: figures! };
  const { sha256: line } = await appendToLedger(ledger, again);
  await writeJson(metrics, metricsSchema, { ...rest, test: openings.map((each) => ({ ...each, opening: 2, line })) });
  const rows = folders.map((run, i) => ({ values: { row: `${i}` }, runs: [run] }));
  const { notes, tasks } = await compareRuns(rows, { title: "t", data: null, part: "test", missing: [] });
  expect(tasks[0]!.rows.map(({ opening }) => opening)).toEqual([1, 2]);
  expect(notes.filter((note) => note.includes("†"))).toEqual([
    "† No longer unseen: the test part had been opened before these figures came, of seen (opening 2).",
  ]);
  await rm(folder, { recursive: true });
});

test("a cross-validation beside another run: on validation it has no figures, and the way out is the test part", async () => {
  const folder = await mkdtemp(join(tmpdir(), "roentgen-compare-"));
  const said = ["normal", "covid", "covid"].map((label, i) => ({ image: `${i}`, label, p: i / 2 }));
  const plain = await writeJudgedRun(join(folder, "plain"), { validation: said, test: said });
  const folds = await writeJudgedRun(join(folder, "folds"), { test: said });
  await intoFolds(runFolder(folds), await readPredictions(runFolder(folds).predictions.test), 3);
  const compared = (part: "validation" | "test") => compareRunsAtHand({ folders: [plain, folds], part });
  await expect(compared("validation")).rejects.toMatchObject({
    code: "E_NOT_JUDGED",
    details: { where: folds, fix: expect.stringContaining("--test") },
  });
  expect((await compared("test")).tasks).toHaveLength(1);
  await rm(folder, { recursive: true });
});

test("every run without figures is named, as given, with what to do for each", async () => {
  const folder = relative(process.cwd(), await mkdtemp(join(tmpdir(), "roentgen-compare-")));
  const said = ["normal", "covid", "covid"].map((label, i) => ({ image: `${i}`, label, p: i / 2 }));
  const [one, two] = await Promise.all(
    ["one", "two"].map((name) => writeJudgedRun(join(folder, name), { validation: said })),
  );
  const folds = await writeJudgedRun(join(folder, "folds"), { test: said });
  await intoFolds(runFolder(folds), await readPredictions(runFolder(folds).predictions.test), 3);
  const open = (run: string) => `open its test part: roentgen evaluate ${run} --test --reason "..."`;
  const both = `${open(one!)}; ${open(two!)}`;
  await expect(compareRunsAtHand({ folders: [one!, two!], part: "test" })).rejects.toMatchObject({
    message: "2 runs have no figures on test",
    details: { where: `${one}, ${two}`, fix: `${both}; or compare on validation` },
  });
  const mixed = [one!, folds, two!];
  await expect(compareRunsAtHand({ folders: mixed, part: "test" })).rejects.toMatchObject({
    details: { fix: `${both}; or leave out ${folds}` },
  });
  await expect(compareRunsAtHand({ folders: mixed, part: undefined })).rejects.toMatchObject({
    message: "the run has no figures on validation",
    details: { fix: `compare with --test, which takes figures out of fold; ${both}; or leave out ${folds}` },
  });
  await rm(folder, { recursive: true });
});

test("runs whose patients are not known are told to count images", async () => {
  const folder = await mkdtemp(join(tmpdir(), "roentgen-compare-"));
  const said = (patient?: string): Said[] =>
    ["normal", "covid", "covid"].map((label, i) => ({ image: `${i}`, label, p: i / 2, ...(patient && { patient }) }));
  const unknown = await writeJudgedRun(join(folder, "unknown"), { test: said() });
  const known = await writeJudgedRun(join(folder, "known"), { test: said("one") });
  const notesOf = async (...runs: string[]) => {
    const rows = runs.map((run, i) => ({ values: { row: `${i}` }, runs: [run] }));
    const { notes } = await compareRuns(rows, { title: "t", data: null, part: "test", missing: [] });
    return notes.filter((note) => note.includes("each image counts"));
  };
  expect(await notesOf(unknown, unknown)).toEqual(["Patients are not known: each image counts as one of its own."]);
  expect(await notesOf(unknown, known)).toEqual([
    "Patients of unknown are not known: each image counts as one of its own.",
  ]);
  expect(await notesOf(known, known)).toEqual([]);
  await rm(folder, { recursive: true });
});

test("rows of other images are named, with why they are not tested; each column's method is told", async () => {
  const folder = await mkdtemp(join(tmpdir(), "roentgen-compare-"));
  const said = (count: number): Said[] =>
    Array.from({ length: count }, (_, i) => ({ image: `${i}`, label: i % 2 ? "covid" : "normal", p: i % 2 }));
  const runs = await Promise.all(
    [12, 8].map((count) => writeJudgedRun(join(folder, `of-${count}`), { test: said(count) })),
  );
  const { notes } = await compareRunsAtHand({ folders: runs, part: "test" });
  expect(notes).toContain(
    "binary:covid: not tested against the best: “of-8” (judged on other images: 8 of 8 are among the best one's 12).",
  );
  const intervals = notes.find((note) => note.startsWith("Intervals are 95 % intervals."));
  for (const column of ["Accuracy", "ensitivity", "pecificity", "AUROC"]) expect(intervals).toContain(column);
  await rm(folder, { recursive: true });
});

test("a run alone is told by the name that it was given", async () => {
  const alone = compareRunsAtHand({ folders: ["runs/alone"], part: "test" });
  await expect(alone).rejects.toMatchObject({ details: { received: "runs/alone" } });
});

test("runs of a row on different splits are told with the images of each, and patients that are not known as such", async () => {
  const folder = await mkdtemp(join(tmpdir(), "roentgen-compare-"));
  const said = Array.from(
    { length: 12 },
    (_, i): Said => ({
      image: `${i}`,
      label: i % 2 === 0 ? "normal" : "covid",
      p: i % 2 === 0 ? 0.1 : 0.9,
    }),
  );
  const one = await writeJudgedRun(join(folder, "one"), { test: said.slice(0, 8) });
  const two = await writeJudgedRun(join(folder, "two"), { test: said.slice(4) });
  const request = { title: "t", data: null, part: "test", missing: [] } as const;
  const rowOf = async (...runs: string[]) => (await compareRuns([{ values: {}, runs }], request)).tasks[0]!.rows[0]!;
  expect(await rowOf(one, two)).toMatchObject({ images: 12, patientsKnown: false, imagesOfRuns: [8, 8] });
  expect(await rowOf(one, one)).not.toHaveProperty("imagesOfRuns");
  const rest = await writeJudgedRun(join(folder, "rest"), { test: said.slice(8) });
  expect(await rowOf(one, rest)).not.toHaveProperty("imagesOfRuns"); // as folds are
  await rm(folder, { recursive: true });
});
