/** Where the time of a fine-tuning step goes, by operator, in both layouts. */
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { figure, table } from "../markdown.js";
import { startAsked } from "../process.js";
import { BATCH } from "../step-case.js";

/** A share below is not told. */
const LEAST = 0.005;
const OUTSIDE = "outside the graphs' nodes (Adam, calls)";

export const job = {
  title: "Where a step's time goes",
  about: `Ours, by ONNX operator: ms per image of a fine-tuning step with stored statistics, ${BATCH} images, and the share of the step. In blocks of
channels, as training chooses on a processor that has that layout, and with the generic graphs (\`ROENTGEN_LAYOUT=generic\`). Operators under
${100 * LEAST} % in both are left out.`,
  async measure(bench) {
    const tables = [];
    for (const network of bench.networks) tables.push(await tableOf(bench, network));
    return { text: tables.join("\n\n") };
  },
};

async function tableOf(bench, network) {
  const [blocked, generic] = [await profileOf(bench, network, "auto"), await profileOf(bench, network, "generic")];
  const operators = [...new Set([...blocked.keys(), ...generic.keys()])];
  const told = operators.filter((name) => Math.max(share(blocked, name), share(generic, name)) >= LEAST);
  const cells = (profile, name) =>
    profile.has(name) ? [figure(profile.get(name)), `${(100 * share(profile, name)).toFixed(1)} %`] : ["", ""];
  const rows = told.map((name) => [name, ...cells(blocked, name), ...cells(generic, name)]);
  const sums = [blocked, generic].flatMap((profile) => [figure(total(profile)), ""]);
  return table([[`**${network}**`, "blocked", "", "generic", ""], ...rows, ["all", ...sums]]);
}

/** Milliseconds per image by operator, the largest first. */
async function profileOf(bench, network, layout) {
  const steps = bench.quick ? 1 : 4;
  const folder = mkdtempSync(join(bench.scratch, "profile-"));
  const side = startAsked(bench.ours("profile.js", network, BATCH, bench.threads, layout, folder));
  const { seconds, milliseconds } = await side.ask(steps);
  await side.end();
  bench.tell(`${network}, ${layout}`);
  const inside = Object.values(milliseconds).reduce((sum, each) => sum + each, 0);
  const all = Object.entries({ ...milliseconds, [OUTSIDE]: 1000 * seconds - inside });
  return new Map(all.map(([name, time]) => [name, time / steps / BATCH]).sort((a, b) => b[1] - a[1]));
}

const total = (profile) => [...profile.values()].reduce((sum, each) => sum + each, 0);
const share = (profile, name) => (profile.get(name) ?? 0) / total(profile);
