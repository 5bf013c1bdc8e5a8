/**
 * Statistics of many cases: ROC curve and AUROC, DeLong's paired test, percentile bootstrap of accuracy and of AUROC; ours and
 * scikit-learn's and SciPy's, each in a process of its own, in turns; medians, ratios, peak memory, and whether both found the same.
 * `ROENTGEN_PEER_PYTHON=python node bench/statistics.js [ROUNDS] [CASES] [RESAMPLES]`: with scikit-learn and scipy. Needs dist/.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { stream } from "../dist/util/random.js";

const [rounds = 5, cases = 100_000, resamples = 1000] = process.argv.slice(2).map(Number);
const python = process.env.ROENTGEN_PEER_PYTHON ?? "python3";
/** Largest relative difference of what both find: none where it is a formula, a part of the interval's distance where it is chance. */
const ALLOWED = { roc: 1e-9, delong: 1e-9, "bootstrap-accuracy": 2e-3, "bootstrap-auroc": 2e-3 };
/** The peer takes a minute for one. */
const ONCE = "bootstrap-auroc";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Labels, then two scores in 0..1 with as many digits as float64 has. */
function makeCases() {
  const random = stream(1, "cases");
  const noise = () => Array.from({ length: 6 }, () => random.next() - 0.5).reduce((a, b) => a + b, 0);
  const labels = Float64Array.from({ length: cases }, () => Number(random.next() < 0.3));
  const scores = (strength) => labels.map((label) => 1 / (1 + Math.exp(-strength * (label - 0.5) - 2 * noise())));
  return Buffer.concat([labels, scores(2), scores(1.9)].map(({ buffer }) => Buffer.from(buffer)));
}

function start(command, ...args) {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { done, value } = await answers.next();
    if (done) throw new Error(`${command} ended without an answer`);
    return JSON.parse(value);
  };
  return {
    ask(name) {
      child.stdin.write(`${name}\n`);
      return answer();
    },
    end() {
      child.stdin.end();
      return answer();
    },
  };
}

function compareFound(name, ours, theirs) {
  const worst = Math.max(...ours.map((value, i) => Math.abs(value / theirs[i] - 1)));
  if (!(worst <= ALLOWED[name])) throw new Error(`${name}: ${ours} here, ${theirs} there`);
}

async function compare(name, ours, theirs) {
  const seconds = { ours: [], theirs: [] };
  for (let round = 0; round <= rounds; round++) {
    const [mine, other] = [await ours.ask(name), name === ONCE && round > 0 ? null : await theirs.ask(name)];
    if (other) compareFound(name, mine.found, other.found);
    if (round === 0 && name !== ONCE) continue; // compiles and grows
    seconds.ours.push(mine.seconds);
    if (other) seconds.theirs.push(other.seconds);
    if (round === rounds) console.error(`${name}: ${mine.found.join(", ")}`);
  }
  const [mine, other] = [median(seconds.ours), median(seconds.theirs)];
  console.log(
    `| ${name} | ${(1000 * mine).toFixed(1)} | ${(1000 * other).toFixed(1)} | ${(other / mine).toFixed(1)} |`,
  );
}

const folder = mkdtempSync(join(tmpdir(), "roentgen-statistics-"));
const file = join(folder, "cases");
writeFileSync(file, makeCases());
const ours = start(process.execPath, here("sides/statistics-roentgen.js"), file, resamples);
const theirs = start(python, here("peers/statistics_sklearn.py"), file, resamples);
console.log(`${cases} cases, ${resamples} resamples, ${rounds} rounds in turns, medians (peer's ${ONCE}: once)\n`);
console.log("| | roentgen, ms | peer, ms | ratio |\n|---|---|---|---|");
for (const name of Object.keys(ALLOWED)) await compare(name, ours, theirs);
for (const side of [ours, theirs]) {
  const { versions, peakMegabytes } = await side.end();
  console.log(`${versions}: peak memory ${Math.round(peakMegabytes)} MB`);
}
rmSync(folder, { recursive: true });
