/**
 * The jobs, in the order in which they run. A job is a module `bench/jobs/NAME.js` that exports
 *
 *   export const job = {
 *     title: "Fine-tuning step",
 *     about: "what is run, on what, and what is left out: a paragraph",
 *     measure: async (bench) => ({ rows, text }),     // or { skipped: "why, and what to do" }
 *   };
 *
 * `bench` (bench.js): `rounds`, `quick`, `threads`, `networks`; `data`, `originals` (folders of radiographs, or null); `scratch` (a folder that is
 * removed at the end); `ours(side, ...args)`, `roentgen(...args)`, `peer(script, ...args)`: programs to start, the last one null where there
 * is no Python; `model(network)`: the path of an exported model with random weights; `tell(text)`: a line of progress.
 *
 * A row is what was measured: `{ name, unit, better: "lower" | "higher", sides: [{ name, values, peakMegabytes, versions }], mark }`. Values
 * are in the row's unit, one a round, and the first side is ours; `mark` (marks.js) may be null. `inTurns(bench, cases)` (in-turns.js) makes
 * rows of cases, `{ name, unit, better, sides, warmUp, rounds, mark }`, whose sides are processes (`asked`, `commanded` in sides.js): in each
 * round every side is measured once. `text` is Markdown that stands after the rows' tables (`table` in markdown.js), such as a profile or a
 * plot as `![...](FILE.svg)`: files go beside the document by `bench.attach(path, content)`, which gives the link's target.
 */

export const jobNames = [
  "step",
  "batch-statistics",
  "unfreeze",
  "inference",
  "predict",
  "enhance",
  "statistics",
  "memory",
  "start",
  "precision",
  "profile",
  "conformance",
  "growth",
  "recipe",
];

export async function loadJob(name) {
  const { job } = await import(`./jobs/${name}.js`);
  return { name, ...job };
}
