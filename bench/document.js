/** docs/benchmarks.md, from the sections of a run. */
import { figure, figures, table } from "./markdown.js";
import { bestPeer, median, ratiosOf, spreadOf } from "./spread.js";

/** run: `{ date, machine, versions, threads, rounds, quick, peers, sections }`; a section: a job's result with its name, title, about and when it was measured. */
export function documentOf(run) {
  const parts = [head(run), summary(run.sections), ...run.sections.map(sectionText), versionsText(run)];
  return `${parts.join("\n\n")}\n`;
}

function head({ date, machine, threads, rounds, quick, peers }) {
  const { processor, cores, memoryGigabytes, system } = machine;
  return `# Benchmarks

Written by \`npm run bench\` on ${date}: ${processor}, ${cores} cores, ${memoryGigabytes} GB, ${system}.
${threads} threads a side, ${rounds} rounds${quick ? " (--quick: too few and too small to judge by)" : ""}.

In every round each side is measured once, one after the other, after a pause; the next round begins with the next side. A figure is the
median of the rounds, with the quartiles in brackets. A ratio is ours to the peer's within a round, in time, and its median: under 1, ours is
faster. Memory is the peak of a process.${peers.why === undefined ? "" : `\n\nNo peers: ${peers.why}.`}`;
}

function summary(sections) {
  const rows = sections.flatMap(({ title, rows = [] }) => rows.map((row) => summaryCells(title, row)));
  const header = ["", "unit", "ours", "best peer", "", "ratio", "mark", "reached"];
  const skipped = sections.filter((section) => section.skipped !== undefined);
  const told = skipped.map(({ name, skipped }) => `Not measured: ${name}: ${skipped}`);
  return [`## All in one table\n\n${table([header, ...rows])}`, ...told].join("\n\n");
}

function summaryCells(title, row) {
  const [ours] = row.sides;
  const peer = bestPeer(row);
  const theirs = peer === undefined ? ["", "", ""] : [figure(median(peer.values)), peer.name, ratioOf(row, peer)];
  const mark = row.mark ?? null;
  return [
    `${title}: ${row.name}`,
    row.unit,
    figure(median(ours.values)),
    ...theirs,
    mark?.text ?? "",
    mark === null ? "" : reachedText(mark.reached),
  ];
}

const ratioOf = ({ sides: [ours], better }, peer) => ratiosOf(ours.values, peer.values, better).median.toFixed(2);

const reachedText = (reached) => (reached === null ? "no peer" : reached ? "yes" : "**no**");

function sectionText({ title, about, measured, rows = [], text, skipped }) {
  const when = measured && `Measured from ${measured}.`;
  const parts = [`## ${title}`, about, when, ...rows.map(rowText), text, skipped && `Not measured: ${skipped}`];
  return parts.filter((part) => part !== undefined && part !== "").join("\n\n");
}

function rowText(row) {
  const [ours, ...peers] = row.sides;
  const ratios = (side) => (side === ours ? "" : figures(ratiosOf(ours.values, side.values, row.better)));
  const measured = ({ values }) => values.length > 0;
  const header = [`**${row.name}**`, row.unit, "ratio", "peak memory, MB"];
  const cells = row.sides
    .filter(measured)
    .map((side) => [side.name, figures(spreadOf(side.values)), ratios(side), memoryOf(side)]);
  const failed = peers.filter((side) => side.failed !== undefined).map(({ name, failed }) => `${name}: ${failed}`);
  return [table([header, ...cells]), ...failed].join("\n\n");
}

const memoryOf = ({ peakMegabytes }) => (peakMegabytes === undefined ? "" : figure(peakMegabytes));

function versionsText({ versions, sections }) {
  const sides = sections.flatMap(({ rows = [] }) => rows.flatMap((row) => row.sides));
  const told = sides.map((side) => side.versions).filter((text) => text !== undefined);
  return `## Versions\n\n${[...new Set([versions, ...told])].map((text) => `- ${text}`).join("\n")}`;
}
