import { expect, test } from "vitest";
import { stream } from "../../util/random.ts";
import { settle } from "./candidates.ts";
import { type Cases, oneOfEachPatient } from "./cases.ts";
import { decisionCandidates } from "./decision-figures.ts";
import { unseenFigures } from "./unseen.ts";

interface Model {
  readonly sensitivity: number;
  readonly specificity: number;
}

/** 14 patients of the class and 46 others, every third with two images, those of every sixth read alike. */
function sampleOf(seed: number, { sensitivity, specificity }: Model): Cases {
  const random = stream(11, "degenerate", seed);
  const images = Array.from({ length: 60 }, (_, patient) => {
    const truth = Number(patient < 14);
    const call = () => Number(random.next() < (truth === 1 ? sensitivity : 1 - specificity));
    const [first, second] = [call(), call()];
    const calls = patient % 3 > 0 ? [first] : [first, patient % 2 === 0 ? first : second];
    return calls.map((called) => ({ truth, called, patient: `${patient}` }));
  }).flat();
  return {
    classes: ["other", "covid"],
    truths: images.map(({ truth }) => truth),
    decisions: images.map(({ called }) => called),
    probabilities: images.map(({ called }) => (called === 1 ? [0.3, 0.7] : [0.7, 0.3])),
    patients: images.map(({ patient }) => patient),
    patientCount: 60,
    folds: null,
  };
}

/** Of 5 images more of the class and 15 more of the rest: from Bayes' theorem, and correlation of two yes-or-no variables. */
function truthsOf({ sensitivity, specificity }: Model) {
  const part = 19 / 80;
  const called = part * sensitivity + (1 - part) * (1 - specificity);
  const right = part * sensitivity + (1 - part) * specificity;
  const byChance = part * called + (1 - part) * (1 - called);
  return {
    accuracy: right,
    balancedAccuracy: (sensitivity + specificity) / 2,
    mcc: ((sensitivity + specificity - 1) * Math.sqrt(part * (1 - part))) / Math.sqrt(called * (1 - called)),
    kappa: (right - byChance) / (1 - byChance),
    "1/npv": ((1 - part) * specificity) / (1 - called),
    "1/precision": (part * sensitivity) / called,
    "1/f1": (2 * part * sensitivity) / (part + called),
    "macro/npv": (((1 - part) * specificity) / (1 - called) + (part * sensitivity) / called) / 2,
  };
}

/** Of the samples that have the figure, the part whose intervals hold the truth. */
function coverage(model: Model, samples: number): Record<string, number> {
  const truths = Object.entries(truthsOf(model));
  const figures = Array.from({ length: samples }, (_, seed) => {
    const cases = sampleOf(seed, model);
    return settle(
      cases,
      (some) => new Map(decisionCandidates(some).filter(([name]) => truths.some(([asked]) => asked === name))),
      () => oneOfEachPatient(cases),
    );
  });
  return Object.fromEntries(
    truths.map(([name, truth]) => {
      const known = figures.map((each) => each.get(name)!).filter(({ estimate }) => estimate !== null);
      const held = known.filter(({ low, high }) => low! <= truth && truth <= high!);
      return [name, held.length / known.length];
    }),
  );
}

test.each([
  { sensitivity: 0.04, specificity: 0.93 },
  { sensitivity: 0.97, specificity: 0.85 },
])("intervals hold the truth about 95 times in 100 (%j)", { timeout: 60_000 }, (model) => {
  const found = coverage(model, 100);
  for (const [name, part] of Object.entries(found)) expect(part, JSON.stringify([name, found])).toBeGreaterThan(0.91);
});

test("where all or none are right, or every class has both, there is nothing to add", () => {
  const cases = sampleOf(0, { sensitivity: 0.5, specificity: 0.5 });
  expect(unseenFigures(cases)).toBeNull();
  expect(unseenFigures({ ...cases, decisions: cases.truths })).toBeNull();
  expect(unseenFigures({ ...cases, decisions: cases.truths.map((truth) => 1 - truth) })).toBeNull();
});

test("of images that are nobody's, and of several classes, it is one image more, called as the largest of the others", () => {
  const truths = [...Array(20).fill(0), ...Array(10).fill(1), ...Array(5).fill(2)] as number[];
  const decisions = truths.map((truth, i) => (i % 10 === 0 && truth === 0 ? 1 : i >= 28 && truth === 1 ? 2 : truth));
  const cases: Cases = {
    classes: ["a", "b", "c"],
    truths,
    decisions,
    probabilities: truths.map(() => [0.5, 0.3, 0.2]),
    patients: null,
    patientCount: null,
    folds: null,
  };
  const kappa = unseenFigures(cases)!.get("kappa")!;
  expect(kappa).toMatchObject({ n: 35, method: expect.stringContaining("with one image more") });
  // scikit-learn's cohen_kappa_score
  expect(kappa.estimate).toBeCloseTo(0.8082191780821918, 9);
  expect(unseenFigures({ ...cases, decisions: decisions.map((called, i) => (i === 34 ? 0 : called)) })).toBeNull();
  expect(kappa.low! < kappa.estimate! && kappa.estimate! < kappa.high!).toBe(true);
});
