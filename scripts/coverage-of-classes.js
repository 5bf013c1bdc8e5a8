/**
 * How often intervals hold the truth where the mix of classes is chance, and where a class has few patients: tables of docs/few-patients.md.
 * `node scripts/coverage-of-classes.js mix|few [SAMPLES]` prints the rows of one; needs dist/.
 *
 * Of a patient's 1 to 6 images the scores of classes are normal, with half of their variance the patient's own, and higher by `apart` for the own class;
 * a model that knows nothing calls every image the first class, as sure as its share. The truth is that of 40,000 patients.
 */
import { settle } from "../dist/evaluation/judge/candidates.js";
import { oneOfEachPatient } from "../dist/evaluation/judge/cases.js";
import { decisionCandidates } from "../dist/evaluation/judge/decision-figures.js";
import { probabilityCandidates } from "../dist/evaluation/judge/probability-figures.js";
import { rankingCandidates } from "../dist/evaluation/judge/ranking-figures.js";
import { figuresByUnit } from "../dist/statistics/index.js";
import { stream } from "../dist/util/random.js";

const [table = "mix", samples = "200"] = process.argv.slice(2);
const SAMPLES = Number(samples);
const TRUTH = 40_000;
const normal = (random) => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
const several = (count, draw) => Array.from({ length: count }, draw);

/** truthOf: a patient's class. */
function testPart(classes, count, { apart, truthOf }, random) {
  const rows = several(count, (_, patient) => patient).flatMap((patient) => {
    const truth = truthOf(patient, random);
    const own = several(classes, () => Math.SQRT1_2 * normal(random));
    return several(1 + random.integer(6), () => {
      const powers = own.map((x, k) => Math.exp(x + Math.SQRT1_2 * normal(random) + (k === truth ? apart : 0)));
      const sum = powers.reduce((a, b) => a + b);
      const told = apart === 0 ? powers.map((_, k) => 1 / classes + (k === 0 ? 0.002 : -0.001)) : powers;
      const row = apart === 0 ? told : told.map((power) => power / sum);
      return { patient, truth, row };
    });
  });
  return {
    classes: several(classes, (_, k) => `${k}`),
    truths: rows.map(({ truth }) => truth),
    patients: rows.map(({ patient }) => `${patient}`),
    patientCount: count,
    folds: null,
    probabilities: rows.map(({ row }) => row),
    decisions: rows.map(({ row }) => row.indexOf(Math.max(...row))),
  };
}

const estimateOf = (figure, { truths }) => figure.at(new Uint8Array(truths.length).fill(1));
const rowOf = (cells) => `| ${cells.join(" | ")} |`;

/** Of figures that there are: the share that holds the truth, and how many have no interval. */
function heldOf(figures, truth) {
  const there = figures.filter(({ low }) => low !== null);
  const held = there.filter(({ low, high }) => low <= truth && truth <= high).length / there.length;
  return [there.length === 0 ? "none" : held.toFixed(2), `${figures.length - there.length} of ${figures.length}`];
}

/** With the classes of patients drawn, within classes, and whatever their class. */
function mixRows(patients, apart) {
  const model = { apart, truthOf: (_, random) => random.integer(3) };
  const names = { "calibration error": "confidence/error", "log loss": "logLoss", "Brier score": "brier" };
  const figuresOf = (part) => {
    const all = new Map(probabilityCandidates(part, [], "after"));
    return Object.fromEntries(Object.entries(names).map(([name, key]) => [name, all.get(`after/${key}`).resampled]));
  };
  const large = testPart(3, TRUTH, model, stream(99, "truth", apart * 10));
  const truths = Object.entries(figuresOf(large)).map(([name, figure]) => [name, estimateOf(figure, large)]);
  const seen = several(SAMPLES, (_, sample) => {
    const part = testPart(3, patients, model, stream(7, "mix", patients, apart * 10, sample));
    const plan = { cases: part.truths.length, strata: part.truths, clusters: part.patients, resamples: 600, seed: 1 };
    const figures = figuresOf(part);
    const within = Object.entries(figures).map(([name, figure]) => [name, { ...figure, isOfMix: undefined }]);
    return [figuresByUnit(plan, Object.fromEntries(within)), figuresByUnit(plan, figures)];
  });
  return truths.map(([name, truth]) => {
    const [[within], [whole]] = [0, 1].map((way) =>
      heldOf(
        seen.map((ways) => ways[way][name]),
        truth,
      ),
    );
    return rowOf([patients, apart === 0 ? "knows nothing" : "informative", name, truth.toFixed(3), within, whole]);
  });
}

/** Of few patients of a class against others. */
function fewRows(few, others) {
  const share = few / (few + others);
  const model = { apart: 1.1, truthOf: (patient) => Number(patient < few) };
  const large = { apart: 1.1, truthOf: (patient) => Number(patient < TRUTH * share) };
  const names = {
    AUROC: "1/auroc",
    "average precision": "1/averagePrecision",
    "balanced accuracy": "balancedAccuracy",
    "mean F1": "macro/f1",
    "Matthews' correlation": "mcc",
  };
  const candidatesOf = (some) =>
    new Map(
      [...decisionCandidates(some), ...rankingCandidates(some)].filter(([name]) => Object.values(names).includes(name)),
    );
  const all = testPart(2, TRUTH, large, stream(98, "truth", few, others));
  const truths = settleTruth(candidatesOf(all), all);
  const seen = several(SAMPLES, (_, sample) => {
    const part = testPart(2, few + others, model, stream(8, "few", few, others, sample));
    return settle(part, candidatesOf, () => oneOfEachPatient(part));
  });
  return Object.entries(names).map(([name, key]) => {
    const figures = seen.map((each) => each.get(key)).filter(({ estimate }) => estimate !== null);
    return rowOf([few, others, name, truths.get(key).toFixed(2), ...heldOf(figures, truths.get(key))]);
  });
}

const settleTruth = (candidates, part) =>
  new Map(
    [...candidates].map(([name, each]) => [
      name,
      "known" in each ? each.known.estimate : estimateOf(each.resampled, part),
    ]),
  );

if (table === "mix")
  for (const patients of [10, 20, 50]) for (const apart of [0, 1.5]) console.log(mixRows(patients, apart).join("\n"));
else for (const few of [1, 2, 3, 4, 5, 6]) for (const others of [10, 30]) console.log(fewRows(few, others).join("\n"));
