/**
 * `npm run bench`: every job beside its peers, in one run, in turns; docs/benchmarks.md is written from it. Needs dist/ (`npm run build`).
 * Progress goes to standard error, the raw figures to bench/results/.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { createBench } from "./bench.js";
import { documentOf } from "./document.js";
import { loadJob } from "./jobs.js";
import { describeMachine, ourVersions } from "./machine.js";
import { parseOptions, usage } from "./options.js";
import { inRoot } from "./paths.js";
import { findPython } from "./python.js";

async function main(options) {
  const tell = (text) => console.error(text);
  const peers = findPython(tell);
  if (peers.python === null) tell(`no peers: ${peers.why}`);
  const date = new Date();
  const run = options.into ?? newRun(options, peers, date);
  const bench = createBench(options, peers.python, tell);
  try {
    for (const [i, name] of options.jobs.entries()) {
      const place = `job ${i + 1} of ${options.jobs.length}, ${name}`;
      put(run.sections, await measure(name, { ...bench, tell: (text) => tell(`${place}: ${text}`) }));
      save(run, date);
      if (options.out !== null) writeFileSync(options.out, documentOf(run)); // a run that is ended leaves what it has
    }
  } finally {
    bench.close();
  }
  if (options.out === null) console.log(documentOf(run));
}

function newRun({ threads, rounds, quick }, peers, date) {
  const sections = [];
  const [machine, versions] = [describeMachine(), ourVersions()];
  return { date: date.toISOString().slice(0, 10), threads, rounds, quick, peers, sections, machine, versions };
}

/** In the place of an earlier one of that name. */
function put(sections, section) {
  const at = sections.findIndex(({ name }) => name === section.name);
  sections.splice(at < 0 ? sections.length : at, at < 0 ? 0 : 1, section);
}

/** A job that fails is told in its section; the others go on. */
async function measure(name, bench) {
  bench.tell("starts");
  const measured = `${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const { title, about, measure: run } = await loadJob(name);
  const result = await run(bench).catch((error) => ({ skipped: `it failed: ${error.message}` }));
  if (result.skipped !== undefined) bench.tell(`not measured: ${result.skipped}`);
  return { name, title, about, measured, ...result, ...(result.rows && { rows: result.rows.map(judged) }) };
}

const judged = (row) => ({ ...row, mark: row.mark && { text: row.mark.text, reached: row.mark.reached(row) } });

function save(run, date) {
  const folder = inRoot("bench/results");
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${date.toISOString().replaceAll(":", "-")}.json`, `${JSON.stringify(run, null, 1)}\n`);
}

function optionsOrUsage() {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
}

process.on("SIGINT", () => process.exit(130)); // so that what is to be done at the exit is done
const options = optionsOrUsage();
if (options.help) console.log(usage);
else await main(options);
