/** A curve of time and memory against what they may grow with, as Markdown: a table with exponents, and plots in files beside the document. */
import { linePlot } from "../dist/figures/index.js";
import { figure, table } from "./markdown.js";

/** From this many times the first x on, axes are logarithmic: a straight line of times is a power. */
const WIDE = 50;

/** curve: `{ name, file, x, unit, points: [{ x, value, peakMegabytes }], remark }`; value: a time, in the unit. */
export async function curveText(bench, { name, file, x, unit, points, remark }) {
  const header = [x, unit, "exponent", "peak memory, MB"];
  const rows = points.map((point, i) => [
    figure(point.x),
    figure(point.value),
    i === 0 ? "" : exponent(points[i - 1], point).toFixed(2),
    point.peakMegabytes === undefined ? "" : figure(point.peakMegabytes),
  ]);
  const isWide = points.at(-1).x >= WIDE * points[0].x;
  const plot = async (what, y, read) => {
    const svg = linePlot({
      title: name[0].toUpperCase() + name.slice(1),
      x: { label: x, scale: isWide ? "log" : "linear" },
      y: { label: y, scale: isWide && what === "time" ? "log" : "linear" }, // memory from 0
      series: [{ name, points: points.map((point) => [point.x, read(point)]) }],
    });
    return `![${name}: ${y}](${await bench.attach(`plots/growth-${file}-${what}.svg`, svg)})`;
  };
  const plots = [await plot("time", `time, ${unit}`, ({ value }) => value)];
  if (points.every(({ peakMegabytes }) => peakMegabytes !== undefined))
    plots.push(await plot("memory", "peak memory, MB", ({ peakMegabytes }) => peakMegabytes));
  const parts = [`**${name}**`, table([header, ...rows]), remark, plots.join("\n")];
  return parts.filter((part) => part !== undefined).join("\n\n");
}

/** Of time between two points: 1 is linear. */
const exponent = (before, after) => Math.log(after.value / before.value) / Math.log(after.x / before.x);
