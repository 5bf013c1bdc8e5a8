/** The options of `npm run bench`. */
import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { jobNames } from "./jobs.js";
import { networkNames } from "./networks.js";
import { inRoot } from "./paths.js";

export const usage = `npm run bench -- [options]: Roentgen beside its peers, in turns

  --only JOB,...       these jobs alone: ${jobNames.join(", ")}
  --networks NAME,...  these alone: ${networkNames.join(", ")} (default: all; with --quick the first)
  --rounds NUMBER      measurements of each side (default: 7)
  --quick              two rounds and small amounts: to see that everything runs
  --threads NUMBER     of each side (default: 2)
  --data FOLDER        a folder of radiographs for each class (default: ../shared/data/cxr1124, where it is)
  --originals FOLDER   radiographs at full size (default: originals beside DATA, where it is)
  --recipe-epochs A,B  of the recipe's phases (default: 50,31)
  --into FILE          raw figures of an earlier run: its other jobs are kept in the document
  --out FILE           the document (default: docs/benchmarks.md; none with --networks or --quick, or --only without --into)
  --help

Peers run in the Python that ROENTGEN_PEER_PYTHON names, else in .venv/, which is made with bench/peers/requirements.txt.
Each run leaves its raw figures in bench/results/.`;

const options = {
  only: { type: "string" },
  networks: { type: "string" },
  rounds: { type: "string" },
  quick: { type: "boolean", default: false },
  threads: { type: "string", default: String(Math.min(2, availableParallelism())) },
  data: { type: "string" },
  originals: { type: "string" },
  "recipe-epochs": { type: "string" },
  into: { type: "string" },
  out: { type: "string" },
  help: { type: "boolean", default: false },
};

/** Throws an Error that says what is wrong. */
export function parseOptions(args) {
  const { values } = parseArgs({ args, options });
  const { quick, help } = values;
  const data = folder("--data", values.data, inRoot("../shared/data/cxr1124"));
  return {
    help,
    quick,
    jobs: chosen("job", values.only, jobNames) ?? jobNames,
    networks: chosen("network", values.networks, networkNames) ?? networkNames.slice(0, quick ? 1 : undefined),
    rounds: whole("--rounds", values.rounds ?? (quick ? "2" : "7")),
    threads: whole("--threads", values.threads),
    data,
    originals: folder("--originals", values.originals, data === null ? null : resolve(data, "../originals")),
    recipeEpochs: epochsOf(values["recipe-epochs"] ?? (quick ? "2,1" : "50,31")),
    into: values.into === undefined ? null : earlierRun(values.into),
    out: values.out ?? (isPartial(values) ? null : inRoot("docs/benchmarks.md")),
  };
}

const isPartial = ({ quick, only, networks, into }) =>
  quick || networks !== undefined || (only !== undefined && into === undefined);

function earlierRun(path) {
  if (!existsSync(path)) throw new Error(`--into: there is no ${path}`);
  return JSON.parse(readFileSync(path, "utf8"));
}

/** Some of the names, undefined where none are given. */
function chosen(what, text, names) {
  const found = text?.split(",");
  const unknown = found?.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`there is no ${what} ${unknown}: ${names.join(", ")}`);
  return found;
}

function whole(name, text) {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new Error(`${name} is a whole number from 1, not ${text}`);
}

function epochsOf(text) {
  const [frozen, fineTuning, ...more] = text.split(",").map((each) => whole("--recipe-epochs", each));
  if (fineTuning !== undefined && more.length === 0) return { frozen, fineTuning };
  throw new Error(`--recipe-epochs is two numbers, such as 50,31, not ${text}`);
}

/** null: neither given nor where it usually is. */
function folder(name, given, usual) {
  const path = given ?? usual;
  if (path !== null && existsSync(path)) return resolve(path);
  if (given !== undefined) throw new Error(`${name}: there is no ${given}`);
  return null;
}
