/** What a job is given: how much to measure, where the material is, and the programs to start. */
import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { inRoot } from "./paths.js";
import { runCommand } from "./process.js";

const reportPeak = `--import=${new URL("sides/report-peak.js", import.meta.url)}`;

/** options: as parseOptions gives; python: the peers', or null; tell: takes a line of progress. */
export function createBench(options, python, tell) {
  const scratch = mkdtempSync(join(tmpdir(), "roentgen-bench-"));
  const ours = (side, ...args) => node(inRoot(`bench/sides/${side}`), args);
  const models = new Map();
  const beside = options.out === null ? scratch : dirname(options.out);
  return {
    ...options,
    scratch,
    tell,
    /** bench/sides/SIDE, a process that is asked. */
    ours,
    /** The command line, as users run it; tells its peak memory. */
    roentgen: (...args) => node(reportPeak, [inRoot("dist/cli/main.js"), ...args]),
    /** bench/peers/SCRIPT; null without a Python. */
    peer: (script, ...args) =>
      python === null ? null : { command: python, args: [inRoot(`bench/peers/${script}`), ...args.map(String)] },
    /** An exported model with random weights, made once: its path. */
    model(network) {
      if (!models.has(network)) models.set(network, makeModel(ours, network, join(scratch, `${network}.onnx`)));
      return models.get(network);
    },
    /** A file beside the document: where the document's link to it leads. */
    async attach(name, content) {
      const path = join(beside, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
      return relative(beside, path);
    },
    close: () => rmSync(scratch, { recursive: true, force: true }),
  };
}

const node = (file, args) => ({ command: process.execPath, args: [file, ...args.map(String)] });

async function makeModel(ours, network, path) {
  await runCommand(ours("make-model.js", network, path));
  return path;
}
