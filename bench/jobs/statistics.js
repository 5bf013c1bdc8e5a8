/** Curves, tests and resampling, beside SciPy and scikit-learn: how long they take, and how far every statistic is from theirs. */
import { join } from "node:path";
import { inTurns } from "../in-turns.js";
import { table } from "../markdown.js";
import { ahead, atMost, both } from "../marks.js";
import { runCommand, startAsked } from "../process.js";
import { asked } from "../sides.js";

const MANY = { cases: 100_000, resamples: 1000, interval: "percentile" };
const SAMPLE = { cases: 1000, resamples: 10_000, interval: "BCa" };
const SECOND = atMost(1000, "1 s");

/** rounds: of what takes the peer a minute. */
const QUESTIONS = [
  { of: MANY, question: "roc", name: "ROC curve and AUROC", mark: ahead },
  { of: MANY, question: "delong", name: "DeLong's paired test", mark: ahead },
  { of: MANY, question: "bootstrap-accuracy", name: "bootstrap of the accuracy", mark: ahead },
  { of: MANY, question: "bootstrap-auroc", name: "bootstrap of the AUROC", mark: ahead, rounds: 3, warmUp: 0 },
  { of: SAMPLE, question: "bootstrap-brier", name: "1,000 cases: BCa of the Brier score", mark: both(ahead, SECOND) },
  {
    of: SAMPLE,
    question: "bootstrap-auroc",
    name: "1,000 cases: BCa of the AUROC",
    mark: both(ahead, SECOND),
    rounds: 5,
  },
  { of: SAMPLE, question: "bootstrap-five", name: "1,000 cases: five figures in one pass", mark: SECOND, isOurs: true },
];

export const job = {
  title: "Statistics",
  about: `100,000 cases with two scores each, in memory; percentile intervals from 1,000 resamples. Then 1,000 cases, BCa intervals from 10,000
resamples, the five figures being accuracy, AUROC, average precision, Brier score and calibration error. On the other side scikit-learn,
SciPy's stats.bootstrap and NumPy. Below, how far every statistic is from theirs, or from its definition in NumPy, in all cases of the
golden files.`,
  async measure(bench) {
    const files = new Map();
    for (const of of [MANY, SAMPLE]) {
      files.set(of, join(bench.scratch, `cases-${of.cases}`));
      await runCommand(bench.ours("make-cases.js", files.get(of), bench.quick ? of.cases / 10 : of.cases));
    }
    const rows = await inTurns(
      bench,
      QUESTIONS.map((question) => caseOf(bench, files.get(question.of), question)),
    );
    return { rows, text: await comparedTable(bench) };
  },
};

function caseOf(bench, file, { of, question, name, mark, rounds = bench.rounds, warmUp = 1, isOurs = false }) {
  const args = [file, of.resamples, of.interval];
  const ours = asked("Roentgen", bench.ours("statistics.js", ...args), question, milliseconds);
  const theirs = () => asked("scikit-learn", bench.peer("statistics_sklearn.py", ...args), question, milliseconds);
  return {
    name,
    unit: "ms",
    better: "lower",
    warmUp,
    rounds: Math.min(bench.rounds, rounds),
    mark,
    sides: isOurs ? [ours] : [ours, theirs()],
  };
}

const milliseconds = ({ seconds }) => 1000 * seconds;

async function comparedTable(bench) {
  const side = startAsked(bench.ours("statistics-table.js"));
  const { rows } = await side.ask("table");
  await side.end();
  const cells = rows.map(({ statistic, peer, figures, largestError, tolerance }) => {
    return [`${statistic} (${peer})`, figures, largestError.toExponential(1), tolerance.toExponential(0)];
  });
  return table([["statistic", "figures", "largest relative error", "tolerance"], ...cells]);
}
