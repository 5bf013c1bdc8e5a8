/**
 * How often intervals of few patients hold the truth, over made-up test parts: the table of docs/few-patients.md.
 * `node scripts/coverage.js [PATIENTS] [SAMPLES]` prints its rows for so many patients; needs dist/.
 *
 * Of a patient's 1 to 6 images the scores of classes are normal, with half of their variance the patient's own, and higher for the own class; patients are
 * spread over the classes as a stratified split spreads them. The truth is that of 60,000 patients in the same shares.
 */
import { settle } from "../dist/evaluation/judge/candidates.js";
import { oneOfEachPatient } from "../dist/evaluation/judge/cases.js";
import { decisionCandidates } from "../dist/evaluation/judge/decision-figures.js";
import { rankingCandidates } from "../dist/evaluation/judge/ranking-figures.js";
import { bootstrap } from "../dist/statistics/bootstrap.js";
import { figuresByUnit, rankScores, weightedAuroc, weightedAverage, weightedMean } from "../dist/statistics/index.js";
import { upperTail, Z } from "../dist/statistics/normal.js";
import { quantile } from "../dist/statistics/quantile.js";
import { studentLimit } from "../dist/statistics/student.js";
import { weightedConfusion, weightedF1 } from "../dist/statistics/weighted-confusion.js";
import { stream } from "../dist/util/random.js";

const [patients = 6, samples = 400] = process.argv.slice(2).map(Number);
const RESAMPLES = 600;
const TRUTH = 60_000;
/** Of two models, how far the own class's scores lie above the others'; the first is judged, the second compared with it. */
const APART = [1.5, 1.1];

const normal = (random) => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
const several = (count, draw) => Array.from({ length: count }, draw);

/** shares: of how many patients classes have their shares. */
function testPart(classes, count, shares, random) {
  const rows = several(count, (_, patient) => patient).flatMap((patient) => {
    const truth = (patient % shares) % classes;
    const own = several(2, () => several(classes, () => Math.SQRT1_2 * normal(random)));
    return several(1 + random.integer(6), () => ({
      patient,
      truth,
      models: own.map((each, m) => scored(each, truth, m)),
    }));
  });
  function scored(own, truth, model) {
    const powers = own.map((x, k) => Math.exp(x + Math.SQRT1_2 * normal(random) + (k === truth ? APART[model] : 0)));
    const sum = powers.reduce((a, b) => a + b);
    const probabilities = powers.map((power) => power / sum);
    return { probabilities, decision: probabilities.indexOf(Math.max(...probabilities)) };
  }
  const of = (value) => rows.map(value);
  return {
    classes: several(classes, (_, k) => `${k}`),
    truths: of(({ truth }) => truth),
    patients: of(({ patient }) => `${patient}`),
    patientCount: count,
    folds: null,
    probabilities: of(({ models }) => models[0].probabilities),
    decisions: of(({ models }) => models[0].decision),
    differences: of(
      ({ truth, models: [one, other] }) => Number(one.decision === truth) - Number(other.decision === truth),
    ),
  };
}

/** By name: what is resampled, and what the report calls it. */
function figuresOf(part) {
  const { classes, truths, decisions, probabilities, differences } = part;
  const ofAll = (figure) => weightedConfusion({ classes: classes.length, truths, predictions: decisions }, figure);
  const is = (values, k) => values.map((each) => each === k);
  const auroc = (k) =>
    weightedAuroc(
      rankScores(
        probabilities.map((row) => row[k]),
        is(truths, k),
      ),
    );
  if (classes.length === 2)
    return {
      AUROC: [auroc(1), "1/auroc"],
      "balanced accuracy": [ofAll("macroSensitivity"), "balancedAccuracy"],
      F1: [weightedF1(is(decisions, 1), is(truths, 1)), "1/f1"],
    };
  return {
    "macro AUROC": [weightedAverage([0, 1, 2].map(auroc)), "macro/auroc"],
    "macro recall": [ofAll("macroSensitivity"), "macro/sensitivity"],
    "macro precision": [ofAll("macroPrecision"), "macro/precision"],
    "macro F1": [ofAll("macroF1"), "macro/f1"],
    "difference of accuracies": [weightedMean(differences, "Fisher's"), null],
  };
}

const estimateOf = (figure, { truths }) => figure.at(new Uint8Array(truths.length).fill(1));

/** Percentiles at Phi(-z) and Phi(z). */
function percentiles({ resampled }, z) {
  return resampled.length === 0 || resampled[0] === resampled.at(-1)
    ? { low: null, high: null }
    : { low: quantile(resampled, upperTail(z)), high: quantile(resampled, 1 - upperTail(z)) };
}

/** Of Hesterberg's levels (2015): sqrt(n / (n - 1)) t. */
const EXPANDED = Math.sqrt(patients / (patients - 1)) * studentLimit(0.95, patients - 1);

/** BCa, and percentiles where it has none. */
const corrected = (found) => (found.figure.low === null ? percentiles(found, Z) : found.figure);

/** By name of the figure the intervals of BCa, of expanded percentiles, and of the report; null: not defined. */
function intervalsOf(part, seed) {
  const figures = Object.entries(figuresOf(part));
  const plan = { cases: part.truths.length, strata: part.truths, clusters: part.patients, resamples: RESAMPLES, seed };
  const resampled = Object.fromEntries(figures.map(([name, [figure]]) => [name, figure]));
  const drawn = bootstrap(plan, resampled);
  const compared = figuresByUnit(plan, resampled);
  const candidatesOf = (some) => new Map([...decisionCandidates(some), ...rankingCandidates(some)]);
  const told = settle(part, candidatesOf, () => oneOfEachPatient(part));
  return figures.flatMap(([name, [figure, reported]]) =>
    estimateOf(figure, part) === null
      ? []
      : [[name, [corrected(drawn[name]), percentiles(drawn[name], EXPANDED), told.get(reported) ?? compared[name]]]],
  );
}

function rowsOf(classes) {
  const large = testPart(classes, TRUTH, patients, stream(99, "truth", classes));
  const truths = Object.entries(figuresOf(large)).map(([name, [figure]]) => [name, estimateOf(figure, large)]);
  const seen = new Map(truths.map(([name]) => [name, []]));
  for (let sample = 0; sample < samples; sample++) {
    const part = testPart(classes, patients, patients, stream(5, "sample", classes, patients, sample));
    for (const [name, intervals] of intervalsOf(part, sample)) seen.get(name).push(intervals);
  }
  return truths.map(([name, truth]) => rowOf(name, truth, seen.get(name)));
}

/** Shares of the intervals that there are. */
function rowOf(name, truth, seen) {
  const shares = [0, 1, 2].map((kind) => {
    const there = seen.map((intervals) => intervals[kind]).filter(({ low }) => low !== null);
    return (there.filter(({ low, high }) => low <= truth && truth <= high).length / there.length).toFixed(2);
  });
  const widths = seen.flatMap(([, , { low, high }]) => (low === null ? [] : [high - low]));
  const width = (widths.reduce((a, b) => a + b, 0) / widths.length).toFixed(2);
  const without = `${seen.length - widths.length} of ${seen.length}`;
  return `| ${[patients, name, truth.toFixed(2), ...shares, width, without].join(" | ")} |`;
}

for (const classes of [2, 3]) console.log(rowsOf(classes).join("\n"));
