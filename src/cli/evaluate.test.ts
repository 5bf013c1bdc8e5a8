import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Outcome, roentgen } from "../../tests/support/command-line.ts";
import { intoFolds } from "../../tests/support/made-folds.ts";
import { predictionsOfTwo } from "../../tests/support/made-predictions.ts";
import { type MadeImage, makeRun, probabilityOf, writeImage } from "../../tests/support/made-run.ts";
import { sha256OfFile } from "../dataset/index.ts";
import { configSchema, metricsSchema, type RunFolder, readJson, readPredictions } from "../run/index.ts";
import { readLedger } from "../run/ledger.ts";

const images: readonly MadeImage[] = [
  { label: "covid", part: "train", red: 200 },
  { label: "normal", part: "train", red: 10 },
  { label: "covid", part: "validation", red: 120 },
  { label: "covid", part: "validation", red: 80 }, // missed
  { label: "normal", part: "validation", red: 60 },
  { label: "virus", part: "validation", red: 20 },
  { label: "virus", part: "validation", red: 30 },
  { label: "covid", part: "test", red: 100 },
  { label: "normal", part: "test", red: 95 }, // wrongly called covid
  { label: "virus", part: "test", red: 50 },
];

let folder: string;
let run: RunFolder;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-evaluate-"));
  run = await makeRun(folder, "not-covid", images);
});
afterEach(() => rm(folder, { recursive: true }));

const evaluate = (...args: string[]): Promise<Outcome> => roentgen(folder, "evaluate", "run", ...args);
const metrics = () => readJson(run.metrics, metricsSchema);
const told = ({ status, stdout, stderr }: Outcome): string =>
  `${status} ${/\((E_\w+)\)/.exec(stderr)?.[1]}${stdout === "" ? "" : " with figures"}`;

test("validation again: every figure and probability is that of covid, and the same each time", async () => {
  const first = await evaluate();
  expect(first.stdout).toMatch(/not-covid +3 +0\ncovid +1 +1\n/);
  expect(first.stdout).toMatch(/^validation: 5 images\nthis part chose the weights\n.*sensitivity +covid +0\.500/s);
  expect(first.stderr).toContain("100 %, 5 of 5 images");
  const { classes, rows } = await readPredictions(run.predictions.validation);
  expect(classes).toEqual(["not-covid", "covid"]);
  expect(rows.map(({ label, prediction }) => `${label} ${prediction}`)).toEqual([
    "covid covid",
    "covid not-covid",
    "not-covid not-covid",
    "not-covid not-covid",
    "not-covid not-covid",
  ]);
  for (const [i, red] of [120, 80, 60, 20, 30].entries())
    expect(rows[i]!.probabilities[1]).toBeCloseTo(probabilityOf(red), 6);
  const files = [run.metrics, run.predictions.validation];
  const before = await Promise.all(files.map((file) => readFile(file)));
  const again = await evaluate("--quiet", "--threads", "1");
  expect([again.status, again.stderr, again.stdout]).toEqual([0, "", first.stdout]);
  expect(await Promise.all(files.map((file) => readFile(file)))).toEqual(before);
});

test("figures that are not those of before are told", async () => {
  await evaluate("--quiet");
  const text = await readFile(run.metrics, "utf8");
  await writeFile(run.metrics, text.replace('"estimate": 0.8,', '"estimate": 0.9,'));
  expect((await evaluate()).stderr).toContain("not those that the run had before");
  expect(await readFile(run.metrics, "utf8")).toBe(text);
});

describe("the test part", () => {
  test("is opened for a reason only", async () => {
    for (const args of [["--test"], ["--test", "--reason", " "], ["--reason", "why"], ["--test", "--data", "data"]])
      expect(told(await evaluate(...args))).toBe("2 E_OPTION");
    expect([await readLedger(run.ledger), (await metrics()).test]).toEqual([[], []]);
  });

  test("is written down at each opening, and after the first is no longer unseen", async () => {
    const first = await evaluate("--test", "--reason", "for the paper");
    expect(first.stdout).toMatch(/^test: 3 images\n/);
    const second = await evaluate("--test", "--reason", "again");
    expect(second.stdout).toMatch(/^test \(2nd opening: no longer unseen\): 3 images\n/);
    const third = await evaluate("--test", "--reason", "and again", "--json");
    expect(JSON.parse(third.stdout)).toMatchObject({ type: "evaluation", part: "test", opening: 3 });
    const entries = await readLedger(run.ledger);
    expect(entries.map(({ opening, why }) => `${opening} ${why}`)).toEqual([
      "1 for the paper",
      "2 again",
      "3 and again",
    ]);
    expect(entries[0]!.model).toBe(await sha256OfFile(run.model));
    const { test: opened, validation } = await metrics();
    expect(opened.map(({ opening }) => opening)).toEqual([1, 2, 3]);
    expect([opened[0]!.metrics.confusion.counts, validation]).toEqual([
      [
        [1, 1],
        [0, 1],
      ],
      null,
    ]);
    expect((await readPredictions(run.predictions.test)).rows).toHaveLength(3);
  });

  test("stays closed where images changed, or the ledger, or the model", async () => {
    const why = ["--test", "--reason", "why"];
    await writeImage(join(folder, "data/virus/9.png"), 51);
    const changed = await evaluate(...why);
    expect([told(changed), changed.stderr]).toEqual(["3 E_DATA_CHANGED", expect.stringContaining("9.png changed")]);
    expect(await readLedger(run.ledger)).toEqual([]);

    await writeImage(join(folder, "data/virus/9.png"), 50);
    const model = await readFile(run.model);
    await writeFile(run.model, model.subarray(0, model.length - 9));
    expect(told(await evaluate(...why))).toBe("6 E_ONNX_DAMAGED");
    expect(await readLedger(run.ledger)).toEqual([]);

    await writeFile(run.model, model);
    await evaluate(...why);
    await writeFile(run.ledger, (await readFile(run.ledger, "utf8")).replace("why", "WHY").replace(/\d/, "7"));
    expect(told(await evaluate(...why))).toBe("3 E_LEDGER");
  });
});

describe("a ledger that was tampered with stops every judgement and is told:", () => {
  const opened = 3;
  beforeEach(async () => {
    for (let i = 1; i <= opened; i++) await evaluate("--test", "--reason", `look ${i}`, "--quiet");
  });
  const lines = async () => (await readFile(run.ledger, "utf8")).split("\n").slice(0, -1);
  const write = (some: readonly string[]) => writeFile(run.ledger, some.map((line) => `${line}\n`).join(""));

  test.each<[string, (all: readonly string[]) => readonly string[], RegExp]>([
    [
      "a changed line",
      (all) => all.map((line) => line.replace("look 2", "LOOK 2")),
      /line 3\n.*received +it does not follow/s,
    ],
    ["a changed last line", (all) => all.map((line) => line.replace('"opening":3', '"opening":4')), /its number is 4/],
    ["a line taken out", ([first, , third]) => [first!, third!], /line 2\n.*its number is 3/s],
    ["two in the other order", ([first, second, third]) => [second!, first!, third!], /line 1\n.*its number is 2/s],
    ["its end cut off", (all) => all.slice(0, 2), /lost its end.*expected +3 openings.*received +2/s],
    ["all lines taken out", () => [], /lost its end.*received +0/s],
  ])("%s", async (_, tamper, words) => {
    await write(tamper(await lines()));
    const before = [await readFile(run.ledger, "utf8"), await readFile(run.metrics, "utf8")];
    for (const args of [[], ["--test", "--reason", "again"]]) {
      const outcome = await evaluate(...args);
      expect([told(outcome), outcome.stderr]).toEqual(["3 E_LEDGER", expect.stringMatching(words)]);
    }
    expect([await readFile(run.ledger, "utf8"), await readFile(run.metrics, "utf8")]).toEqual(before);
  });

  test("a ledger that was removed", async () => {
    await rm(run.ledger);
    expect(told(await evaluate())).toBe("3 E_LEDGER");
  });

  test("an opening without figures was interrupted between the two: it is told, and all goes on", async () => {
    const { test: figures, ...others } = await metrics();
    const without = figures.filter(({ opening }) => opening !== 2);
    await writeFile(run.metrics, JSON.stringify({ ...others, test: without }));
    const { status, stderr, stdout } = await evaluate("--test", "--reason", "after a crash");
    expect([status, stderr]).toEqual([0, expect.stringContaining("opening 2 of the test part has no figures")]);
    expect(stdout).toContain("4th opening");
    expect((await metrics()).test.map(({ opening }) => opening)).toEqual([1, 3, 4]);
  });
});

describe("the manifest", () => {
  const rewrite = async (from: RegExp, to: string): Promise<void> =>
    writeFile(run.manifest, (await readFile(run.manifest, "utf8")).replaceAll(from, to));

  test("that was changed lets nothing be judged, reported, compared or made smaller, and nothing is opened", async () => {
    expect(await evaluate("--quiet")).toMatchObject({ status: 0 });
    const before = await Promise.all([run.metrics, run.report].map((path) => readFile(path)));
    await rewrite(/,train,/g, ",test,"); // so that the model is judged by what it has seen
    const other = ["evaluate", "run", "--data", "data"];
    for (const words of [
      ["evaluate", "run"],
      ["evaluate", "run", "--test", "--reason", "leak"],
      other,
      ["report", "run"],
      ["compare", "run", "run"],
      ["export", "run", "--precision", "fp16"],
    ]) {
      const outcome = await roentgen(folder, ...words);
      expect([words, told(outcome)]).toEqual([words, "3 E_MANIFEST_CHANGED"]);
    }
    expect((await evaluate()).stderr).toMatch(/expected .*config\.json.*received .*bring the file back from a copy/s);
    expect(await Promise.all([run.metrics, run.report].map((path) => readFile(path)))).toEqual(before);
    expect(await readLedger(run.ledger)).toEqual([]);
  });

  test("that a program saved with line ends of its own is the same", async () => {
    await rewrite(/\r\n/g, "\n");
    expect((await evaluate()).status).toBe(0);
  });

  test("of a run from before they were sealed is told to be held by nothing, until the test part is opened", async () => {
    const { manifest: _, ...config } = await readJson(run.config, configSchema);
    await writeFile(run.config, JSON.stringify(config));
    const words = "before manifests were sealed";
    expect((await evaluate()).stderr).toContain(words);
    expect((await evaluate("--test", "--reason", "why")).stderr).toContain(words);
    expect((await evaluate()).stderr).not.toContain(words);
    await rewrite(/,train,/g, ",test,");
    const outcome = await evaluate("--test", "--reason", "leak");
    expect([told(outcome), outcome.stderr]).toEqual([
      "3 E_MANIFEST_CHANGED",
      expect.stringContaining("line 1 of ledger"),
    ]);
  });
});

describe("one process at a time", () => {
  const live = () => writeFile(run.lock, JSON.stringify({ pid: process.pid, host: hostname(), began: null }));

  test("writes into a run: another is refused before it reads an image", async () => {
    await evaluate("--quiet");
    await live();
    const opening = ["evaluate", "run", "--test", "--reason", "why"];
    for (const words of [opening, ["evaluate", "run"], ["report", "run"], ["export", "run", "--precision", "fp16"]]) {
      const { status, stderr } = await roentgen(folder, ...words);
      expect([status, stderr]).toEqual([2, expect.stringMatching(`process ${process.pid} on .*E_RUN_LOCKED`)]);
      expect(stderr).not.toContain("files");
    }
    await rm(run.lock);
    expect(await readLedger(run.ledger)).toEqual([]);
    expect((await evaluate()).status).toBe(0);
    expect(existsSync(run.lock)).toBe(false);
  });

  test("two openings at once: each that is accepted has its line and its figures", async () => {
    const outcomes = await Promise.all(["one", "other"].map((why) => evaluate("--test", "--reason", why)));
    const accepted = outcomes.filter(({ status }) => status === 0).length;
    expect(
      outcomes.map(told).filter((each) => each !== "0 undefined with figures" && each !== "2 E_RUN_LOCKED"),
    ).toEqual([]);
    expect(accepted).toBeGreaterThan(0);
    expect([await readLedger(run.ledger), (await metrics()).test].map(({ length }) => length)).toEqual([
      accepted,
      accepted,
    ]);
  });

  test("a run that is trained, or was stopped, is told to be so", async () => {
    await rm(run.metrics);
    const stopped = await evaluate("--data", "data");
    expect([told(stopped), stopped.stderr]).toEqual([
      "3 E_RUN_UNFINISHED",
      expect.stringContaining("roentgen train --resume run"),
    ]);
    await live();
    for (const words of [[], ["--data", "data"]]) {
      const { status, stderr } = await evaluate(...words);
      expect([status, stderr]).toEqual([
        2,
        expect.stringContaining(`process ${process.pid} on ${hostname()} works on this run`),
      ]);
    }
  });
});

test("the ledger's hash is printed at each opening, and stands in the report", async () => {
  const { stderr } = await evaluate("--test", "--reason", "why");
  const hash = /line 1 of the ledger has SHA-256 (\w{64})/.exec(stderr)![1]!;
  const [line] = (await readFile(run.ledger, "utf8")).split("\n");
  expect(createHash("sha256").update(line!).digest("hex")).toBe(hash);
  expect(await readFile(run.report, "utf8")).toContain(hash);
});

test.each<[string, () => Promise<void>]>([
  ["lost", () => rm(run.ledger)],
  ["emptied", () => writeFile(run.ledger, "")],
  ["cut", async () => writeFile(run.ledger, (await readFile(run.ledger, "utf8")).split("\n").slice(0, 1).join("\n"))],
  ["changed", async () => writeFile(run.ledger, (await readFile(run.ledger, "utf8")).replace("again", "AGAIN"))],
])("a ledger that was %s is told by report, and by compare", async (_, tamper) => {
  for (const why of ["why", "again"]) await evaluate("--test", "--reason", why, "--quiet");
  await tamper();
  expect(told(await roentgen(folder, "report", "run"))).toBe("3 E_LEDGER");
  expect(told(await roentgen(folder, "compare", "run", "run", "--test"))).toBe("3 E_LEDGER");
});

describe("other data", () => {
  beforeEach(async () => {
    for (const label of ["covid", "tuberculosis"]) await mkdir(join(folder, "other", label), { recursive: true });
    await writeImage(join(folder, "other/covid/a.png"), 150);
    await writeImage(join(folder, "other/tuberculosis/b.png"), 40);
  });

  test("is judged by the run's task, and the run stays as it was", async () => {
    const before = await readFile(run.metrics);
    const map = ["--map", "tuberculosis=not-covid"];
    const { stdout, status } = await evaluate("--data", "other", "--out", "other.csv", ...map);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^other: 2 images\n\n.*sensitivity +covid +1\.000/s)]);
    const { rows } = await readPredictions(join(folder, "other.csv"));
    expect(rows.map(({ path, label }) => `${path} ${label}`)).toEqual([
      "covid/a.png covid",
      "tuberculosis/b.png not-covid",
    ]);
    expect(await readFile(run.metrics)).toEqual(before);
    expect(told(await evaluate("--out", "other.csv"))).toBe("2 E_OPTION");
  });

  test("may hold no image of the run's own: so the test part cannot be seen this way", async () => {
    await cp(join(folder, "data/covid/7.png"), join(folder, "other/covid/c.png"));
    const outcome = await evaluate("--data", "other", "--map", "tuberculosis=-");
    expect([told(outcome), outcome.stderr]).toEqual(["3 E_DATA_NOT_OTHER", expect.stringContaining("1 test")]);
  });

  test("has labels that the run knows, or that are mapped: none becomes the rest unasked", async () => {
    const outcome = await evaluate("--data", "other");
    expect([told(outcome), outcome.stderr]).toEqual([
      "3 E_CLASS_UNKNOWN",
      expect.stringMatching(/received +tuberculosis\n.*--map "tuberculosis=-"/),
    ]);
    await cp(join(folder, "other/covid"), join(folder, "other/virus"), { recursive: true });
    await writeImage(join(folder, "other/virus/a.png"), 31); // a class of the run's data, which the model calls not-covid
    const mapped = await evaluate("--data", "other", "--map", "tuberculosis=-", "--out", "other.csv");
    expect([mapped.status, mapped.stderr]).toEqual([0, expect.stringContaining("1 image left out by --map")]);
    const { rows } = await readPredictions(join(folder, "other.csv"));
    expect(rows.map(({ path, label }) => `${path} ${label}`)).toEqual(["covid/a.png covid", "virus/a.png not-covid"]);
    const turned = await evaluate("--data", "other", "--map", "covid=normal, tuberculosis = covid", "--json");
    expect(JSON.parse(turned.stdout).metrics.confusion.counts).toEqual([
      [1, 1],
      [1, 0],
    ]);
  });

  test.each([
    ["tuberculosi=normal", "did you mean tuberculosis?"],
    ["tuberculosis=nomal", "did you mean normal?"],
    ["tuberculosis", "--map cannot be read"],
    ["tuberculosis=", "--map cannot be read"],
    ["covid=-,covid=normal", "--map has a label twice"],
  ])("--map %s is refused: %s", async (map, why) => {
    const outcome = await evaluate("--data", "other", "--map", map);
    expect([told(outcome), outcome.stderr]).toEqual(["2 E_OPTION", expect.stringContaining(why)]);
  });

  test("may hold images that cannot be read, if that is said, and they are counted", async () => {
    await writeFile(join(folder, "other/covid/broken.png"), "no image");
    const map = ["--map", "tuberculosis=normal"];
    const stopped = await evaluate("--data", "other", ...map);
    expect([told(stopped), stopped.stderr]).toEqual(["3 E_IMAGE_FORMAT", expect.stringContaining("--skip-unreadable")]);
    const { status, stdout, stderr } = await evaluate("--data", "other", ...map, "--skip-unreadable");
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^other: 2 images\n/)]);
    expect(stderr).toMatch(/skipped: .*E_IMAGE_FORMAT.*broken\.png.*1 image left out: unreadable/s);
    const counted = await evaluate(
      "--data",
      "other",
      ...map,
      "--skip-unreadable",
      "--patient-from",
      "^([ab])",
      "--json",
    );
    expect(JSON.parse(counted.stdout)).toMatchObject({
      unreadable: 1,
      leftOut: 0,
      metrics: { patients: 2, unit: "image" },
    });
  });

  test("may hold files that cannot be opened, if that is said, and they are counted", async () => {
    await symlink("nowhere", join(folder, "other/covid/gone.png"));
    const given = ["--data", "other", "--map", "tuberculosis=normal"];
    const stopped = await evaluate(...given);
    expect([told(stopped), stopped.stderr]).toEqual([
      "3 E_FILE_UNREADABLE",
      expect.stringContaining("--skip-unreadable"),
    ]);
    const { status, stdout } = await evaluate(...given, "--skip-unreadable", "--json");
    expect([status, JSON.parse(stdout)]).toMatchObject([0, { unreadable: 1, metrics: { images: 2 } }]);
  });

  test("of which nothing is left is an error that says why", async () => {
    const mapped = await evaluate("--data", "other", "--map", "tuberculosis=-,covid=-");
    expect([told(mapped), mapped.stderr]).toEqual([
      "3 E_NOTHING_TO_JUDGE",
      expect.stringContaining("2 images, all left out by --map"),
    ]);
    await rm(join(folder, "other"), { recursive: true });
    await mkdir(join(folder, "other/covid"), { recursive: true });
    await writeFile(join(folder, "other/covid/broken.png"), "no image");
    for (const kind of ["damaged", "vanished"]) {
      const none = await evaluate("--data", "other", "--skip-unreadable");
      expect([none.status, none.stderr], kind).toEqual([
        3,
        expect.stringMatching(/E_NOTHING_TO_JUDGE.*1 image, none of which can be read/s),
      ]);
      await rm(join(folder, "other/covid/broken.png"));
      await symlink("nowhere", join(folder, "other/covid/broken.png"));
    }
  });

  test("its predictions have a place that can be written, which is looked at first", async () => {
    await mkdir(join(folder, "taken.csv"));
    const outcome = await evaluate("--data", "other", "--map", "tuberculosis=-", "--out", "taken.csv");
    expect([told(outcome), outcome.stderr]).toEqual(["3 E_FILE_UNWRITABLE", expect.not.stringContaining("images/s")]);
  });

  test("options that are for it go with --data only", async () => {
    for (const args of [["--map", "a=b"], ["--patient-from", "^(p)"], ["--skip-unreadable"]])
      expect(told(await evaluate(...args))).toBe("2 E_OPTION");
    expect(told(await evaluate("--data", "other", "--patient-from", "^(p\\d+)_"))).toBe("2 E_PATIENT_PATTERN");
  });
});

test("what answers would mean where covid is rarer is told, and kept for the next time", async () => {
  const rare = await evaluate("--prevalence", "covid=0.05");
  expect(rare.stdout).toMatch(/npv, were 5 % covid +covid +0\.974 /); // 0.95 * 1 / (0.95 * 1 + 0.05 * 0.5)
  expect((await evaluate("--quiet")).stdout).toBe(rare.stdout);
  const none = await evaluate("--prevalence", "none");
  expect([none.stdout, none.stderr]).toEqual([
    expect.not.stringContaining("were 5 %"),
    expect.not.stringContaining("had before"),
  ]);
  expect((await evaluate("--prevalence", "covid=0.05", "--quiet")).stdout).toBe(rare.stdout);
  expect((await metrics()).validation!.predictiveValues).toMatchObject([{ name: "covid", prevalence: 0.05 }]);
  const opened = await evaluate("--test", "--reason", "why", "--figures", "all");
  expect(opened.stdout).toMatch(/were 5 % covid/);
  const { test: openings, validation } = await metrics();
  const thresholds = (points: NonNullable<typeof validation>["operatingPoints"]) =>
    points.map(({ rule, threshold }) => `${rule} ${threshold}`);
  expect(thresholds(openings[0]!.metrics.operatingPoints)).toEqual(thresholds(validation!.operatingPoints));
  expect(thresholds(validation!.operatingPoints)).toHaveLength(4);
  expect([openings[0]!.metrics.chose, validation!.chose]).toEqual([null, "weights"]);
  expect(told(await evaluate("--prevalence", "covit=0.05"))).toBe("2 E_CLASS_UNKNOWN");
  expect(told(await evaluate("--prevalence", "covid=1.5"))).toBe("2 E_OPTION");
  expect(told(await evaluate("--figures", "some"))).toMatch(/^2 /);
});

test("the report of an opened test part shows what answers mean at prevalences that were said later", async () => {
  const page = () => readFile(run.report, "utf8");
  await evaluate("--test", "--reason", "why");
  const said = await evaluate("--prevalence", "covid=0.05");
  expect([said.stderr, await page()]).toEqual([
    expect.stringContaining("after evaluate --test"),
    expect.not.stringContaining("at a prevalence of"),
  ]);
  const again = await evaluate("--test", "--reason", "at a prevalence");
  const ppv = /precision, were 5 % covid +covid +(0\.\d{3})/.exec(again.stdout)![1];
  expect(await page()).toMatch(new RegExp(`PPV of covid at a prevalence of 0\\.050</t[hd]>[^/]*${ppv}`));
});

test("prevalences that were said when the test part was opened are kept for all that is judged later, until others are", async () => {
  const page = () => readFile(run.report, "utf8");
  const inTest = (share: string) => `PPV of covid at a prevalence of ${share}`;
  const first = await evaluate("--test", "--reason", "why", "--prevalence", "covid=0.05");
  expect(first.stdout).toContain("precision, were 5 % covid");
  const second = await evaluate("--test", "--reason", "again");
  const rows = (text: string) => text.split("\n").filter((line) => line.includes("were 5 %"));
  expect(rows(second.stdout)).toEqual(rows(first.stdout));
  expect((await evaluate()).stdout).toContain("npv, were 5 % covid");
  expect(await metrics()).toMatchObject({ prevalences: [{ name: "covid", prevalence: 0.05 }] });
  expect(await page()).toContain(inTest("0.050"));
  await evaluate("--test", "--reason", "where it is common", "--prevalence", "covid=0.5");
  expect(await page()).toContain(inTest("0.500"));
  expect(await page()).not.toContain(inTest("0.050"));
  await evaluate("--prevalence", "none");
  expect(await page()).not.toContain("at a prevalence of");
  expect((await evaluate("--test", "--reason", "once more")).stdout).not.toContain("were 50 %");
});

test("a part without images is told, with what else there is", async () => {
  const without = join(folder, "without");
  const { ledger } = await makeRun(
    without,
    "not-covid",
    images.filter(({ part }) => part !== "test"),
  );
  const opened = await roentgen(without, "evaluate", "run", "--test", "--reason", "why");
  expect([told(opened), opened.stderr]).toEqual(["3 E_PART_EMPTY", expect.stringContaining("evaluate --data")]);
  expect(opened.stderr).not.toContain("cross-validation");
  expect(await readLedger(ledger)).toEqual([]);
});

describe("a cross-validation", () => {
  const said = predictionsOfTwo("balanced");
  beforeEach(async () => {
    await intoFolds(run, said, 4);
    await rm(join(folder, "data"), { recursive: true });
  });

  test("is judged again out of fold, from its files alone, and is the same", async () => {
    const before = await readFile(run.metrics);
    await rm(run.model);
    const again = await evaluate();
    const right = said.rows.filter(({ label, prediction }) => label === prediction).length / said.rows.length;
    expect([again.status, again.stderr]).toEqual([0, ""]);
    expect(again.stdout).toMatch(
      new RegExp(`^out of fold: ${said.rows.length} images\n.*\naccuracy +${right.toFixed(3)} `, "s"),
    );
    expect(again.stdout).toMatch(/^fold {2}images .*^3 .*fine-tuning 3 /ms);
    expect(await readFile(run.metrics)).toEqual(before);
    expect(JSON.parse((await evaluate("--json")).stdout)).toMatchObject({
      part: "out of fold",
      opening: null,
      changed: false,
      folds: [{ fold: 0 }, { fold: 1 }, { fold: 2 }, { fold: 3 }],
    });
    expect(await readFile(run.report, "utf8")).toContain("out of fold");
    expect(existsSync(run.ledger)).toBe(false);
  });

  test("keeps prevalences, and is held against conditions", async () => {
    const rare = await evaluate("--prevalence", "covid=0.05");
    expect(rare.stdout).toContain("precision, were 5 % covid");
    expect((await evaluate()).stdout).toBe(rare.stdout);
    expect(await readFile(run.report, "utf8")).toContain("PPV of covid at a prevalence of 0.050");
    expect(told(await evaluate("--require", "accuracy>=0.99"))).toBe("5 E_FIGURE_NOT_REACHED with figures");
    expect(told(await evaluate("--require", "accuracy>=0.1"))).toBe("0 undefined with figures");
    expect(told(await evaluate("--prevalence", "covit=0.05"))).toBe("2 E_CLASS_UNKNOWN");
  });

  test("has no test part, and no model of the whole can be judged by its images", async () => {
    for (const [args, fix] of [
      [["--test", "--reason", "why"], "leave --test out"],
      [["--model", "run/model.onnx"], "leave --model out"],
    ] as const) {
      const refused = await evaluate(...args);
      expect([told(refused), refused.stderr]).toEqual(["2 E_PART_EMPTY", expect.stringContaining(fix)]);
    }
    expect(existsSync(run.ledger)).toBe(false);
  });

  test("its model is judged by other data, at the prevalences that are kept", async () => {
    await evaluate("--prevalence", "covid=0.05");
    const before = await readFile(run.metrics);
    for (const [label, red] of [
      ["covid", 200],
      ["well", 10],
    ] as const) {
      await mkdir(join(folder, "other", label), { recursive: true });
      await writeImage(join(folder, "other", label, "1.png"), red);
    }
    const other = await evaluate("--data", "other", "--map", "well=not-covid");
    expect([other.status, other.stdout]).toEqual([0, expect.stringMatching(/^other: 2 images.*were 5 % covid/s)]);
    expect(await readFile(run.metrics)).toEqual(before);
  });

  test("whose files do not fit together, or were never judged, is told", async () => {
    const file = run.predictions.outOfFold;
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace(/^(.*),covid,covid,/m, "$1,covid,not-covid,"));
    expect((await evaluate()).stderr).toContain("not those that the run had before");
    await writeFile(file, text.replace("0.png", "nowhere.png"));
    expect(told(await evaluate())).toBe("3 E_RUN_FILE");
    const { outOfFold: _, ...nothing } = await metrics();
    await writeFile(run.metrics, JSON.stringify(nothing));
    const early = await evaluate();
    expect([told(early), early.stderr]).toEqual(["3 E_NOT_JUDGED", expect.stringContaining("train --resume run")]);
  });
});

test("a condition on a figure decides the status after the figures are told", async () => {
  expect(told(await evaluate("--require", "accuracy>=0.3", "--require", "specificity>=0.4"))).toBe(
    "0 undefined with figures",
  );
  expect(told(await evaluate("--require", "accuracy>=0.5"))).toBe("5 E_FIGURE_NOT_REACHED with figures");
  expect(told(await evaluate("--require", "sensitivity:covit>=0.5"))).toBe("2 E_CLASS_UNKNOWN");
  expect(told(await evaluate("--require", "speed>=0.5"))).toBe("2 E_REQUIREMENT");
});

test("what is no run is told", async () => {
  expect(told(await roentgen(folder, "evaluate", "data"))).toBe("2 E_RUN_FILE_MISSING");
  for (const command of ["evaluate ruun", "evaluate ruun --device auto", "report ruun", "export ruun"]) {
    const mistyped = await roentgen(folder, ...command.split(" "));
    expect([told(mistyped), mistyped.stderr], command).toEqual([
      "2 E_RUN_FILE_MISSING",
      expect.stringContaining("did you mean run?"),
    ]);
  }
  expect(told(await evaluate("--threads", "0"))).toBe("2 E_OPTION");
  expect((await evaluate("--help")).stdout).toContain('roentgen evaluate runs/covid --test --reason "');
});
