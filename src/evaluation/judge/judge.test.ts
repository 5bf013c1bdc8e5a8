import { describe, expect, test } from "vitest";
import { plainly, predictionsOfMany, predictionsOfTwo } from "../../../tests/support/made-predictions.ts";
import { golden } from "../../../tests/support/statistics-golden.ts";
import { judgementOf } from "../../model/index.ts";
import { metricsSchema } from "../../run/index.ts";
import { lineOf } from "../../util/calibration.ts";
import { stream } from "../../util/random.ts";
import { decide, type Seen } from "../decide.ts";
import { judge } from "./judge.ts";

describe("figures are those of scikit-learn", () => {
  test.each(["three", "five"] as const)("%s classes", (name) => {
    const { y, confusion, accuracy, report, auroc_ovr, balanced_accuracy, mcc, kappa, ...rest } = golden.multi[name];
    const metrics = judge(predictionsOfMany(name), plainly(null));
    expect([metrics.images, metrics.patients, metrics.unit, metrics.positive]).toEqual([y.length, null, "image", null]);
    expect(metrics.confusion.counts).toEqual(confusion);
    expect(metrics.accuracy.estimate).toBeCloseTo(accuracy, 9);
    expect(metrics.mcc.estimate).toBeCloseTo(mcc, 9);
    expect(metrics.kappa.estimate).toBeCloseTo(kappa, 9);
    for (const [i, each] of metrics.classes.entries()) {
      expect(each.precision.estimate).toBeCloseTo(report[i]!.precision, 9);
      expect(each.sensitivity.estimate).toBeCloseTo(report[i]!.recall, 9);
      expect(each.f1.estimate).toBeCloseTo(report[i]!["f1-score"], 9);
      expect(each.auroc.estimate).toBeCloseTo(auroc_ovr[i]!, 9);
      expect(metrics.confusion.rates[i]![i]).toEqual(each.sensitivity);
    }
    expect(metrics.macro.auroc.estimate).toBeCloseTo(auroc_ovr.reduce((a, b) => a + b) / auroc_ovr.length, 9);
    expect(metrics.macro.sensitivity.estimate).toBeCloseTo(balanced_accuracy, 9);
    expect(metrics.calibration.after.logLoss.estimate).toBeCloseTo(rest.log_loss, 9);
    expect(metrics.calibration.after.brier.estimate).toBeCloseTo(rest.brier_sum / 2, 9);
    expect(metrics.micro!.sensitivity.estimate).toBeCloseTo(accuracy, 9);
  });

  test.each(["balanced", "rare"] as const)("one class against the rest, %s", (name) => {
    const { auroc, accuracy_wilson, sensitivity_wilson, average_precision, brier, ...rest } = golden.binary[name];
    const metrics = judge(predictionsOfTwo(name), plainly("covid"));
    const covid = metrics.classes.find((each) => each.name === metrics.positive)!;
    expect(covid.auroc.estimate).toBeCloseTo(auroc, 9);
    expect(covid.averagePrecision.estimate).toBeCloseTo(average_precision, 9);
    expect(covid.sensitivity.estimate).toBeCloseTo(rest["at_0.5"].sensitivity, 9);
    expect(covid.specificity.estimate).toBeCloseTo(rest["at_0.5"].specificity, 9);
    expect([metrics.accuracy.low, metrics.accuracy.high]).toEqual(accuracy_wilson.map((x) => expect.closeTo(x, 9)));
    expect([covid.sensitivity.low, covid.sensitivity.high]).toEqual(
      sensitivity_wilson.map((x) => expect.closeTo(x, 9)),
    );
    const { after, before } = metrics.calibration;
    expect([after.brier.estimate, after.classes[0]!.brier.estimate]).toEqual([
      expect.closeTo(brier, 9),
      expect.closeTo(brier, 9),
    ]);
    expect([after.logLoss.estimate, before]).toEqual([expect.closeTo(rest.log_loss, 9), null]);
    expect([metrics.curves.map((each) => each.name), metrics.micro]).toEqual([["covid"], null]);
  });
});

describe("what was chosen on validation", () => {
  const on = (part: "validation" | "test") => ({ ...plainly("covid"), part });

  test("is told of validation, and of no other part", () => {
    const predictions = predictionsOfTwo("balanced");
    const calibration = { kind: "temperature", temperature: 2 } as const;
    const operatingPoint = { threshold: 0.5, rule: "youden" };
    expect(judge(predictions, on("validation")).chose).toBe("weights");
    expect(judge(predictions, { ...on("validation"), calibration, operatingPoint }).chose).toBe(
      "weights, calibration, and operating point",
    );
    expect(judge(predictions, { ...on("test"), calibration }).chose).toBeNull();
  });

  test("are operating points, which other parts are given", () => {
    const validation = judge(predictionsOfTwo("balanced"), on("validation"));
    expect(validation.operatingPoints.map(({ rule, applied }) => `${rule} ${applied}`)).toEqual([
      "0.5 true",
      "youden false",
      "sensitivity:0.95 false",
      "specificity:0.95 false",
    ]);
    const test = judge(predictionsOfTwo("rare"), { ...on("test"), points: validation.operatingPoints });
    const thresholds = ({ operatingPoints }: typeof test) => operatingPoints.map(({ threshold }) => threshold);
    expect(thresholds(test)).toEqual(thresholds(validation));
    const { y, a } = golden.binary.rare;
    const [, youden] = test.operatingPoints;
    const called = a.filter((p, i) => y[i] === 1 && p >= youden!.threshold!).length;
    const covid = y.filter((label) => label === 1).length;
    expect(youden!.sensitivity).toMatchObject({ estimate: called / covid, n: covid });
    expect(judge(predictionsOfTwo("rare"), on("test")).operatingPoints.map(({ rule }) => rule)).toEqual(["0.5"]);
  });

  test("the sensitivity that was asked for is reached on validation", () => {
    const { operatingPoints } = judge(predictionsOfTwo("balanced"), on("validation"));
    const [, , sensitive, specific] = operatingPoints;
    expect(sensitive!.sensitivity.estimate).toBeGreaterThanOrEqual(0.95);
    expect(specific!.specificity.estimate).toBeGreaterThanOrEqual(0.95);
  });
});

describe("patients", () => {
  const predictions = predictionsOfMany("three");
  const byImage = judge(predictions, plainly(null));

  test("of one image each change nothing but their number", () => {
    const patients = predictions.rows.map((_, i) => `${i}`);
    expect(judge(predictions, { ...plainly(null), patients })).toEqual({ ...byImage, patients: 274 });
  });

  test("are not counted where that of one image is not known, which intervals take for one of its own", () => {
    const patients = predictions.rows.map((_, i) => (i < 10 ? null : `${Math.floor(i / 2)}`));
    const { images, patients: claimed, unit, accuracy } = judge(predictions, { ...plainly(null), patients });
    expect([images, claimed, unit]).toEqual([274, null, "patient"]);
    expect(accuracy.method).toMatch(/by patient/);
    const single = predictions.rows.map((_, i) => (i < 10 ? null : `${i}`));
    expect(judge(predictions, { ...plainly(null), patients: single })).toEqual(byImage);
  });

  test("with every image twice have the intervals of one image each, about", () => {
    const { classes, rows } = predictions;
    const twice = { classes, rows: [...rows, ...rows] };
    const patients = twice.rows.map(({ path }) => path);
    const prevalences = new Map([["class 1", 0.05]]);
    const byPatient = judge(twice, { ...plainly(null), patients, prevalences });
    expect([byPatient.images, byPatient.patients, byPatient.unit]).toEqual([548, 274, "patient"]);
    const width = ({ low, high }: typeof byPatient.accuracy): number => high! - low!;
    for (const figure of ["sensitivity", "precision", "f1", "auroc", "averagePrecision"] as const) {
      for (const [i, each] of byPatient.classes.entries()) {
        expect(each[figure].estimate).toBeCloseTo(byImage.classes[i]![figure].estimate!, 9);
        expect(width(each[figure]) / width(byImage.classes[i]![figure])).toBeCloseTo(1, 0);
      }
    }
    expect(byPatient.classes.map(({ sensitivity: { n } }) => n)).toEqual(byImage.classes.map(({ images }) => images));
    expect(byPatient.accuracy).toMatchObject({ n: 274, low: expect.closeTo(byImage.accuracy.low!, 9) });
    expect(byPatient.classes[0]!.auroc.method).toMatch(/bootstrap.*clusters/);
    expect(width(byPatient.accuracy) / width(judge(twice, plainly(null)).accuracy)).toBeGreaterThan(1.25);
    const [at] = byPatient.thresholds;
    expect(at!.accuracy.low[50]).toBeCloseTo(byImage.thresholds[0]!.accuracy.low[50]!, 9);
    const [elsewhere] = judge(predictions, { ...plainly(null), prevalences }).predictiveValues;
    const { low, high } = elsewhere!.precision;
    const close = { low: expect.closeTo(low!, 9), high: expect.closeTo(high!, 9) };
    expect(byPatient.predictiveValues[0]!.precision).toMatchObject({ n: 274, ...close });
  });

  test("whose images are all right still have an interval, of one image each", () => {
    const row = (label: string, p: number) => ({ path: "", label, prediction: label, probabilities: [p, 1 - p] });
    const rows = [row("a", 0.9), row("a", 0.8), row("b", 0.2), row("b", 0.1)];
    const all = { classes: ["a", "b"], rows: [...rows, ...rows, ...rows] };
    const patients = all.rows.map((_, i) => `${i % 4}`);
    const { accuracy, classes } = judge(all, { ...plainly(null), patients });
    const wilson = 1 / (1 + 1.959963984540054 ** 2 / 4); // 4 of 4
    expect(accuracy).toMatchObject({ estimate: 1, low: expect.closeTo(wilson, 9), high: 1, n: 4 });
    expect(accuracy.method).toContain("n the patients");
    expect(classes[0]!.auroc).toMatchObject({
      estimate: 1,
      n: 4,
      method: expect.stringContaining("of one image of each patient"),
    });
  });
});

describe("of the folds of a cross-validation", () => {
  /** Those of the second fold lie on a scale of their own, in the same order. */
  const { classes, rows } = predictionsOfTwo("balanced");
  const folds = rows.map((_, i) => i % 2);
  const moved = rows.map((row, i) => ({
    ...row,
    probabilities:
      folds[i] === 0 ? row.probabilities : row.probabilities.map((p, k) => (k === 1 ? p / 4 : (3 + p) / 4)),
  }));

  test("AUROC is the mean over the folds, whatever their scales", () => {
    const covid = (fold: number, label: string): number[] =>
      rows.flatMap((row, i) => (folds[i] === fold && row.label === label ? row.probabilities[1]! : []));
    const areas = [0, 1].map((fold) => {
      const [ours, others] = [covid(fold, "covid"), covid(fold, "not-covid")];
      const wins = ours.flatMap((a) => others.map((b): number => (a > b ? 1 : a === b ? 0.5 : 0)));
      return wins.reduce((sum, win) => sum + win, 0) / wins.length;
    });
    const { classes: figures, macro, accuracy } = judge({ classes, rows: moved }, { ...plainly("covid"), folds });
    const { auroc, averagePrecision } = figures[1]!;
    expect(auroc.estimate).toBeCloseTo((areas[0]! + areas[1]!) / 2, 12);
    expect(macro.auroc.estimate).toBeCloseTo(auroc.estimate!, 12);
    expect([auroc.method, averagePrecision.method]).toEqual([
      expect.stringMatching(/bootstrap.*of the mean over folds$/),
      expect.stringMatching(/bootstrap.*of the mean over folds$/),
    ]);
    expect(auroc.low! < auroc.estimate! && auroc.estimate! < auroc.high!).toBe(true);
    expect(accuracy).toEqual(judge({ classes, rows: moved }, plainly("covid")).accuracy);
  });

  test("where each fold parts the classes it is 1, with an interval as of so many images of the smallest class", () => {
    const row = (label: string, p: number) => ({ path: "", label, prediction: label, probabilities: [1 - p, p] });
    const four = [row("a", 0.1), row("b", 0.3), row("a", 0.7), row("b", 0.9)];
    const apart = { classes: ["a", "b"], rows: [...four, ...four] };
    const { auroc } = judge(apart, { ...plainly(null), folds: [0, 0, 1, 1, 0, 0, 1, 1] }).classes[1]!;
    expect(auroc).toMatchObject({ estimate: 1, high: 1, low: expect.closeTo(4 / (4 + 1.959963984540054 ** 2), 9) });
  });

  test("a fold that lacks a class leaves none, with the reason", () => {
    const some = moved.map((row, i) => (folds[i] === 1 ? { ...row, label: "covid" } : row));
    const { auroc } = judge({ classes, rows: some }, { ...plainly("covid"), folds }).classes[1]!;
    expect(auroc).toMatchObject({ estimate: null, reason: "in a fold: no case of the class, or none of the rest" });
  });
});

test("a model that always says the same has an interval for every figure that is defined, by image and by patient", () => {
  const rows = Array.from({ length: 30 }, (_, i) => ({
    path: "",
    label: i % 3 === 0 ? "a" : "b",
    prediction: "b",
    probabilities: [0.25, 0.75],
  }));
  const predictions = { classes: ["a", "b"], rows };
  for (const patients of [[], rows.map((_, i) => `${Math.floor(i / 2)}`)]) {
    const { accuracy, classes, macro } = judge(predictions, { ...plainly(null), patients });
    expect(accuracy.estimate).toBeCloseTo(2 / 3, 12);
    expect(accuracy.low! < 2 / 3 && accuracy.high! > 2 / 3).toBe(true);
    const { precision, f1, auroc, averagePrecision } = classes[1]!;
    expect([precision.estimate, f1.estimate, auroc.estimate, averagePrecision.estimate, macro.f1.estimate]).toEqual(
      [2 / 3, 0.8, 0.5, 2 / 3, 0.4].map((x) => expect.closeTo(x, 12)),
    );
  }
  const byPatient = judge(predictions, { ...plainly(null), patients: rows.map((_, i) => `${Math.floor(i / 2)}`) });
  expect(byPatient.accuracy).toMatchObject({ n: 15, method: expect.stringContaining("by patient") });
  expect(byPatient.classes[0]!.sensitivity.method).toBe("Wilson score interval with n the patients");
});

/** By row: truth and decision, as places of b ("other") and a ("covid"), and the patient. */
function told(rows: readonly (readonly [truth: number, called: number, patient: number])[]) {
  const classes = ["other", "covid"];
  const of = rows.map(([truth, called], i) => ({
    path: `${i}`,
    label: classes[truth]!,
    prediction: classes[called]!,
    probabilities: called === 1 ? [0.3, 0.7] : [0.8, 0.2],
  }));
  return judge({ classes, rows: of }, { ...plainly("covid"), patients: rows.map(([, , patient]) => `${patient}`) });
}

const widthOf = ({ low, high }: { low: number | null; high: number | null }): number => high! - low!;

describe("a class that is all wrong", () => {
  /** Of 24 patients, three with two images: 0 of 8 covid found, 18 of 19 others called so. */
  const never = told(
    Array.from({ length: 27 }, (_, i) => [Number(i >= 19), Number(i === 0), i < 3 ? i + 3 : i] as const),
  );

  test("leaves accuracy with the uncertainty of its patients", () => {
    // Wilson of 18 of 27 is 0.4782 to 0.8136 (statsmodels.stats.proportion.proportion_confint)
    expect(never.accuracy.estimate).toBeCloseTo(18 / 27, 12);
    expect(never.accuracy.low).toBeLessThan(0.4783);
    expect(never.accuracy.high).toBeGreaterThan(0.8135);
  });

  test("leaves balanced accuracy and its relatives with that of its sensitivity", () => {
    const [other, covid] = never.classes;
    // MOVER (Zou and Donner 2008): the upper distances, halved, in squares
    const above = Math.hypot(covid!.sensitivity.high!, other!.sensitivity.high! - other!.sensitivity.estimate!) / 2;
    expect(covid!.sensitivity.high).toBeCloseTo(1.959963984540054 ** 2 / (8 + 1.959963984540054 ** 2), 9); // 0 of 8 patients
    expect(never.balancedAccuracy.high! - never.balancedAccuracy.estimate!).toBeCloseTo(above, 9);
    expect(never.mcc.high!).toBeGreaterThan(0.2);
    expect(never.mcc.method).toContain("one patient more");
    expect(widthOf(never.classes[1]!.npv)).toBeGreaterThan(0.3);
    expect(widthOf(never.macro.f1)).toBeGreaterThan(0.15);
  });
});

test("with hits, no lower limit is 0, and with mistakes no upper limit is 1", () => {
  const { classes } = told(
    Array.from({ length: 60 }, (_, i) => [Number(i < 19), Number(i < 2 || i === 30), i >> 1] as const),
  );
  for (const { sensitivity, specificity } of classes) {
    expect(sensitivity.low).toBeGreaterThan(0.005);
    expect(specificity.high).toBeLessThan(0.999);
  }
});

test("at the threshold that decides, the table of thresholds has the figures that stand elsewhere", () => {
  const { classes, rows } = predictionsOfTwo("balanced");
  const patients = rows.map((_, i) => `${Math.floor((2 * i) / 3)}`);
  const called = rows.map((row) => ({ ...row, prediction: classes[Number(row.probabilities[1]! >= 0.437)]! }));
  for (const known of [patients, []]) {
    const operatingPoint = { threshold: 0.437, rule: "youden" };
    const metrics = judge({ classes, rows: called }, { ...plainly("covid"), operatingPoint, patients: known });
    const [at] = metrics.thresholds;
    const k = at!.threshold.indexOf(0.437);
    const bandAt = ({ estimate, low, high }: (typeof metrics.thresholds)[number]["accuracy"]) => ({
      estimate: estimate[k],
      low: low[k],
      high: high[k],
    });
    expect(metrics.accuracy).toMatchObject(bandAt(at!.accuracy));
    const [point] = metrics.operatingPoints;
    for (const name of ["sensitivity", "specificity", "precision", "npv"] as const) {
      expect(metrics.classes[1]![name]).toMatchObject(bandAt(at![name]));
      expect(point![name]).toEqual(metrics.classes[1]![name]);
    }
  }
});

test("what was calibrated is told before and after: before are the network's own probabilities", () => {
  const { classes, rows } = predictionsOfMany("three");
  const temperature = 2.5;
  const powers = (p: readonly number[]): number[] => {
    const raised = p.map((each) => each ** (1 / temperature));
    const sum = raised.reduce((a, b) => a + b, 0);
    return raised.map((each) => each / sum);
  };
  const tempered = { classes, rows: rows.map((row) => ({ ...row, probabilities: powers(row.probabilities) })) };
  const own = judge({ classes, rows }, plainly(null)).calibration.after;
  const { before } = judge(tempered, {
    ...plainly(null),
    calibration: { kind: "temperature", temperature },
  }).calibration;
  expect(before!.logLoss.estimate).toBeCloseTo(own.logLoss.estimate!, 9);
  expect(before!.confidence.bins.map(({ count }) => count)).toEqual(own.confidence.bins.map(({ count }) => count));
  expect(before!.classes[1]!.slope.estimate).toBeCloseTo(own.classes[1]!.slope.estimate!, 6);
});

/** Logits up to a size either way, of which a few are sure of the wrong class, as a network's are that was trained for too long. */
function seenUpTo(size: number, seed: number): Seen {
  const random = stream(3, "sure", size, seed);
  const cases = Array.from({ length: 150 }, () => {
    const z = size * (2 * random.next() - 1) ** 3;
    return { z, truth: Number(random.next() < (z > 0 ? 0.8 : 0.3)) };
  });
  return { logits: cases.map(({ z }) => Float32Array.of(z)), truths: cases.map(({ truth }) => truth) };
}

describe.each([2, 20, 100, 600])("of logits up to %d", (size) => {
  test.each([1, 2, 3])("a calibration does to the slope and the intercept what it does to the logits (%d)", (seed) => {
    for (const kind of ["temperature", "platt"] as const) {
      const seen = seenUpTo(size, seed);
      const description = { names: ["rest", "covid"], ...decide(seen, { calibration: kind, rule: "0.5" }) };
      const rows = seen.logits.map((logits, i) => {
        const { decision, probabilities } = judgementOf(description, logits);
        return { path: "", label: description.names[seen.truths[i]!]!, prediction: decision, probabilities };
      });
      const { calibration } = judge({ classes: description.names, rows }, { ...plainly("covid"), ...description });
      const [before, after] = [calibration.before!.classes[0]!, calibration.after.classes[0]!];
      // z' = a z + b, so that slope' z' + intercept' is slope z + intercept
      const { slope: a, intercept: b } = lineOf(description.calibration);
      expect(a * after.slope.estimate!).toBeCloseTo(before.slope.estimate!, 9);
      expect(after.intercept.estimate! + b * after.slope.estimate!).toBeCloseTo(before.intercept.estimate!, 9);
      if (kind === "platt") expect(after.slope.estimate).toBeCloseTo(1, 9);
    }
  });
});

test("log loss and Brier scores have no limit that they cannot have", () => {
  const sure = [0.999, 0.999, 0.999, 0.001]; // the last one of the wrong class
  const rows = sure.map((p, i) => {
    const [label, said] = [`${i % 2}`, p > 0.5 ? i % 2 : 1 - (i % 2)];
    return { path: `${i}`, label, prediction: `${said}`, probabilities: i % 2 === 0 ? [p, 1 - p] : [1 - p, p] };
  });
  const { logLoss, brier, classes } = judge({ classes: ["0", "1"], rows }, plainly("1")).calibration.after;
  const cut = expect.stringContaining("cut to what it can be");
  expect(logLoss).toMatchObject({ low: 0, method: cut });
  for (const score of [brier, classes[0]!.brier])
    expect(score).toMatchObject({ estimate: expect.closeTo(0.25, 2), low: 0, method: cut });
});

test("tables agree with the figures: at half of a binary task, the thresholds' row is the decisions' own", () => {
  const metrics = judge(predictionsOfTwo("balanced"), plainly("covid"));
  const covid = metrics.classes[1]!;
  const [table] = metrics.thresholds;
  for (const name of ["sensitivity", "specificity", "precision", "npv"] as const) {
    const { estimate, low, high } = table![name];
    expect([estimate[50], low[50], high[50]]).toEqual([covid[name].estimate, covid[name].low, covid[name].high]);
  }
  const { falsePositiveRate, truePositiveRate, threshold } = metrics.curves[0]!.roc!;
  expect([falsePositiveRate[0], truePositiveRate[0], threshold[0]]).toEqual([0, 0, null]);
  expect([falsePositiveRate.at(-1), truePositiveRate.at(-1)]).toEqual([1, 1]);
});

test("a class without images leaves figures undefined, with the reason, and no NaN", () => {
  const { classes, rows } = predictionsOfMany("three");
  const some = { classes, rows: rows.filter(({ label }) => label !== "class 2") };
  const metrics = judge(some, { ...plainly(null), part: "validation", prevalences: new Map([["class 1", 0.05]]) });
  expect(metricsSchema.parse({ version: 2, validation: metrics, test: [] }).validation).toEqual(metrics);
  expect(metrics.classes[2]!.auroc).toMatchObject({ estimate: null, reason: "no image of the class" });
  expect(metrics.macro.auroc.estimate).toBeNull();
  expect(metrics.curves[2]).toEqual({ name: "class 2", roc: null, precisionRecall: null });
});

test("the same predictions give the same bytes", () => {
  const figures = () => JSON.stringify(judge(predictionsOfMany("three"), { ...plainly(null), part: "validation" }));
  expect(figures()).toBe(figures());
});

describe("six patients, two of each class, with four images each", () => {
  /** By patient: its class, and what its images were called. */
  function sixOf(said: readonly (readonly [label: string, called: string])[]) {
    const classes = ["a", "b", "c"];
    const rows = said.flatMap(([label, called], patient) =>
      [...called].map((prediction) => ({
        path: `${patient}`,
        label,
        prediction,
        probabilities: classes.map((name) => (name === prediction ? 0.6 : 0.2)),
      })),
    );
    return judge({ classes, rows }, { ...plainly(null), patients: rows.map(({ path }) => path) });
  }

  test("have Student's intervals with the patients less the classes as degrees of freedom", () => {
    const { macro, mcc } = sixOf([
      ["a", "aaab"],
      ["a", "aabb"],
      ["b", "bbbc"],
      ["b", "bbac"],
      ["c", "cccb"],
      ["c", "ccba"],
    ]);
    for (const figure of [macro.precision, macro.f1, macro.auroc, mcc]) {
      expect(figure).toMatchObject({ n: 6, method: expect.stringMatching(/^Student's t interval with 3 degrees/) });
      expect(widthOf(figure)).toBeGreaterThan(0.3); // BCa's, of 27 resamples: 0.13 to 0.26
    }
  });

  test("of whom one cannot be left out have the mean of the classes' limits", () => {
    // b is called in one patient's images alone, and no class is all right or all wrong
    const { macro, classes } = sixOf([
      ["a", "aaac"],
      ["a", "aacc"],
      ["b", "bbac"],
      ["b", "acac"],
      ["c", "ccca"],
      ["c", "ccaa"],
    ]);
    const mean = (end: "low" | "high") => classes.reduce((sum, { precision }) => sum + precision[end]!, 0) / 3;
    expect(macro.precision).toMatchObject({
      low: expect.closeTo(mean("low"), 12),
      high: expect.closeTo(mean("high"), 12),
      method: "mean of the classes' limits (conservative)",
    });
  });
});
