/** Curves, tests and resampling of many cases, beside SciPy and scikit-learn. */
import { existsSync } from "node:fs";
import { inTurns } from "../in-turns.js";
import { ahead } from "../marks.js";
import { inRoot } from "../paths.js";
import { asked } from "../sides.js";

const QUESTIONS = {
  roc: "ROC curve",
  delong: "DeLong's test of two AUROCs",
  "bootstrap-accuracy": "bootstrap of the accuracy",
  "bootstrap-auroc": "bootstrap of the AUROC",
};
const [OURS, PEER] = ["statistics-roentgen.js", "statistics_sklearn.py"];

export const job = {
  title: "Statistics of 100,000 cases",
  about: "Scores and labels are in memory. scikit-learn and NumPy on the other side; each does the whole task.",
  async measure(bench) {
    if (!existsSync(inRoot(`bench/sides/${OURS}`))) return { skipped: `there is no bench/sides/${OURS} yet` };
    const cases = Object.entries(QUESTIONS).map(([question, name]) => caseOf(bench, question, name));
    return { rows: await inTurns(bench, cases) };
  },
};

const caseOf = (bench, question, name) => ({
  name,
  unit: "ms",
  better: "lower",
  warmUp: 1,
  mark: ahead,
  sides: [
    asked("Roentgen", bench.ours(OURS), question, milliseconds),
    asked("scikit-learn", bench.peer(PEER), question, milliseconds),
  ],
});

const milliseconds = ({ seconds }) => 1000 * seconds;
