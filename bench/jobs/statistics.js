/** Curves, tests and resampling of many cases, beside SciPy and scikit-learn. */
import { join } from "node:path";
import { inTurns } from "../in-turns.js";
import { ahead } from "../marks.js";
import { runCommand } from "../process.js";
import { asked } from "../sides.js";

const CASES = 100_000;
const RESAMPLES = 1000;
const QUESTIONS = {
  roc: "ROC curve and AUROC",
  delong: "DeLong's paired test",
  "bootstrap-accuracy": "bootstrap of the accuracy",
  "bootstrap-auroc": "bootstrap of the AUROC",
};
/** It takes the peer a minute. */
const LONG = "bootstrap-auroc";

export const job = {
  title: "Statistics",
  about: `${CASES.toLocaleString("en")} cases with two scores each, in memory; percentile intervals from ${RESAMPLES.toLocaleString("en")} resamples. On the other side scikit-learn,
SciPy and NumPy.`,
  async measure(bench) {
    const file = join(bench.scratch, "cases");
    await runCommand(bench.ours("make-cases.js", file, bench.quick ? CASES / 10 : CASES));
    const cases = Object.entries(QUESTIONS).map(([question, name]) => caseOf(bench, { file, question, name }));
    return { rows: await inTurns(bench, cases) };
  },
};

const caseOf = (bench, { file, question, name }) => ({
  name,
  unit: "ms",
  better: "lower",
  warmUp: question === LONG ? 0 : 1,
  rounds: question === LONG ? Math.min(bench.rounds, 3) : bench.rounds,
  mark: ahead,
  sides: [
    asked("Roentgen", bench.ours("statistics.js", file, RESAMPLES), question, milliseconds),
    asked("scikit-learn", bench.peer("statistics_sklearn.py", file, RESAMPLES), question, milliseconds),
  ],
});

const milliseconds = ({ seconds }) => 1000 * seconds;
