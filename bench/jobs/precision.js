/** Smaller models: what they weigh, and what they take for an image. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { inTurns } from "../in-turns.js";
import { figure, table } from "../markdown.js";
import { runCommand } from "../process.js";
import { asked } from "../sides.js";

const SMALLER = ["fp16", "int8"];
/** Inferences of a measurement, of one image each. */
const COUNT = 16;
/** Any loss of accuracy is allowed here: the model is hardly trained. */
const ANY_LOSS = 1;

export const job = {
  title: "Smaller models",
  about: `Networks of a short run on DATA, exported with \`--precision\`: ms per image, one after the other, beside the model in float32.`,
  async measure(bench) {
    if (bench.data === null) return { skipped: "it needs radiographs (--data FOLDER)" };
    const exported = [];
    for (const network of bench.networks) exported.push([network, await exportAll(bench, network)]);
    const rows = await inTurns(
      bench,
      exported.map(([network, files]) => caseOf(bench, network, files)),
    );
    const sizes = exported.map(([network, files]) => [network, ...[...files.values()].map(megabytes)]);
    return { rows, text: table([["**size of the file, MB**", "fp32", ...SMALLER], ...sizes]) };
  },
};

const megabytes = (path) => figure(statSync(path).size / 1e6);

/** By precision, the model's file. */
async function exportAll(bench, network) {
  const run = join(bench.scratch, `precision-${network}`);
  const short = ["--network", network, "--weights", "none", "--epochs", 1, "--fine-tune-epochs", 0, "--views", 1];
  await runCommand(bench.roentgen("train", bench.data, ...short, "--out", run, "--quiet"));
  const files = new Map([["fp32", join(run, "model.onnx")]]);
  for (const precision of SMALLER) {
    const out = join(run, `${precision}.onnx`);
    await runCommand(
      bench.roentgen("export", run, "--precision", precision, "--largest-loss", ANY_LOSS, "--out", out, "--quiet"),
    );
    files.set(precision, out);
  }
  return files;
}

const caseOf = (bench, network, files) => ({
  name: network,
  unit: "ms per image",
  better: "lower",
  warmUp: 1,
  mark: null,
  sides: [...files].map(([name, path]) =>
    asked(name, bench.ours("precision.js", path, 1, bench.threads), COUNT, ({ seconds }) => (1000 * seconds) / COUNT),
  ),
});
