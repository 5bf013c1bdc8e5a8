/**
 * Curves, tests and resampling of cases in memory. A line is a name of work; the answer `{ seconds, found }`.
 * `node statistics.js FILE RESAMPLES INTERVAL`; FILE: float64 numbers, label, first and second score of all cases (make-cases.js).
 */
import { readFileSync } from "node:fs";
import {
  bootstrap,
  compareAurocs,
  delong,
  rankScores,
  rocCurve,
  weightedAuroc,
  weightedAveragePrecision,
  weightedCalibrationError,
  weightedMean,
  weightedProportion,
} from "../../dist/statistics/index.js";
import { answerLines, secondsOf } from "./answer.js";

const bytes = readFileSync(process.argv[2]);
const resamples = Number(process.argv[3]);
const numbers = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
const cases = numbers.length / 3;
const labels = Uint8Array.from(numbers.subarray(0, cases));
const [first, second] = [numbers.slice(cases, 2 * cases), numbers.slice(2 * cases)];
const correct = labels.map((label, i) => Number(first[i] >= 0.5) === label);
const everyone = new Uint8Array(cases).fill(1);
const plan = { cases, resamples, seed: 1, interval: process.argv[4] };
const squares = first.map((score, i) => (score - labels[i]) ** 2);

const work = {
  roc() {
    const ranking = rankScores(first, labels);
    return [rocCurve(ranking).thresholds.length, delong(ranking).area];
  },
  delong() {
    const { difference, z } = compareAurocs(rankScores(first, labels), rankScores(second, labels));
    return [difference.estimate, z];
  },
  "bootstrap-accuracy"() {
    const { figure } = bootstrap(plan, { accuracy: weightedProportion(correct, everyone) }).accuracy;
    return [figure.low, figure.high];
  },
  "bootstrap-auroc"() {
    const { figure } = bootstrap(plan, { auroc: weightedAuroc(rankScores(first, labels)) }).auroc;
    return [figure.low, figure.high];
  },
  "bootstrap-brier"() {
    const { figure } = bootstrap(plan, { brier: weightedMean(squares) }).brier;
    return [figure.low, figure.high];
  },
  "bootstrap-five"() {
    const ranking = rankScores(first, labels);
    const found = bootstrap(plan, {
      accuracy: weightedProportion(correct, everyone),
      auroc: weightedAuroc(ranking),
      precision: weightedAveragePrecision(ranking),
      brier: weightedMean(squares),
      calibration: weightedCalibrationError(first, labels),
    });
    return Object.values(found).map(({ figure }) => figure.low);
  },
};

await answerLines(async (line) => {
  let found;
  const seconds = await secondsOf(async () => {
    found = work[line]();
  });
  return { seconds, found };
});
