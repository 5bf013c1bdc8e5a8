/**
 * How time and memory grow: with images, image size, batch, classes, threads, cases. The material is phantoms. Each point is a process of its
 * own, whose peak memory is told; the exponent is that of time over the last step of a curve: 1 is linear.
 */
import { link, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { curveText } from "../curve.js";
import { runCommand, startAsked } from "../process.js";
import { median } from "../spread.js";

const SMALL = 32; // pixels: phantoms of the large sets
const FEATURES_AT = 64;
const STEPS = 3;

export const job = {
  title: "Growth",
  about: `Time and peak memory against what they may grow with, each point once, in a process of its own. Data sets are phantoms of ${SMALL} x ${SMALL} pixels;
steps are fine-tuning steps of NASNetMobile with stored statistics, random weights and noise, the median of ${STEPS} after a first one.
The exponent is that of time between a curve's last two points: 1 is linear.`,
  async measure(bench) {
    const amounts = bench.quick ? quick : full;
    const curves = [];
    for (const measureCurve of [images, imageSizes, batches, classes, threads, cases]) {
      curves.push(...(await measureCurve(bench, amounts)));
    }
    return { text: (await Promise.all(curves.map((curve) => curveText(bench, curve)))).join("\n\n") };
  },
};

const full = {
  images: [1000, 10_000, 100_000],
  features: [1000, 3000, 10_000],
  imageSizes: [96, 128, 160, 224, 320],
  batches: [8, 16, 32, 64],
  classes: [2, 10, 100],
  cases: [1000, 10_000, 100_000, 1_000_000],
};
const quick = {
  images: [100, 300, 1000],
  features: [100, 300],
  imageSizes: [64, 96],
  batches: [8, 16],
  classes: [2, 10],
  cases: [1000, 10_000],
};

/** Curves (curve.js) over the number of images, of which phantoms are made once. */
async function images(bench, { images: counts, features }) {
  const over = async (name, xs, programOf) => {
    const points = [];
    for (const x of xs) points.push(await pointOf(bench, name, x, programOf(phantomsOf(bench, x), x)));
    return points;
  };
  const make = (folder, count) => bench.roentgen("phantoms", folder, "--count", count, "--size", SMALL, "--quiet");
  const all = [...new Set([...counts, ...features])].sort((a, b) => a - b);
  const split = (folder) =>
    bench.roentgen("split", folder, "--patient-from", "^(p\\d+)_", "--out", `${folder}.csv`, "--quiet");
  const prepare = (folder) => bench.ours("growth-prepare.js", folder, FEATURES_AT, bench.threads);
  const pooled = (folder) =>
    bench.roentgen("features", folder, "--out", `${folder}.npy`, "--quiet", ...untrained(bench));
  const axis = { x: "images", unit: "s" };
  return [
    { ...axis, name: "phantoms made", file: "phantoms", points: await over("phantoms made", all, make) },
    { ...axis, name: "found, hashed and split", file: "split", points: await over("split", counts, split) },
    {
      ...axis,
      name: `decoded and enhanced at ${FEATURES_AT} x ${FEATURES_AT}`,
      file: "enhance",
      points: await over("enhance", counts, prepare),
    },
    {
      ...axis,
      name: `features of NASNetMobile at ${FEATURES_AT} x ${FEATURES_AT}`,
      file: "features",
      points: await over("features", features, pooled),
      remark: "To 10,000 images: 100,000 would take longer than the rest of this job.",
    },
  ];
}

const phantomsOf = (bench, count) => join(bench.scratch, `phantoms-${count}`);

const untrained = ({ threads }) => [
  ...["--network", "nasnetmobile", "--weights", "none"],
  ...["--image-size", FEATURES_AT, "--threads", threads],
];

async function imageSizes(bench, { imageSizes: sizes }) {
  const points = await stepPoints(bench, sizes, (imageSize) => ({ imageSize }));
  const name = "step of a batch of 16, by image size";
  return [
    {
      name,
      file: "image-size",
      x: "image size, pixels",
      unit: "s",
      points,
      remark: "Pixels grow with the square of the size.",
    },
  ];
}

async function batches(bench, { batches: sizes }) {
  const points = await stepPoints(bench, sizes, (batch) => ({ batch }));
  return [{ name: "step by batch, in micro-batches of 8", file: "batch", x: "batch", unit: "s", points }];
}

async function threads(bench) {
  const counts = [...new Set([1, bench.threads])];
  const points = await stepPoints(bench, counts, (count) => ({ threads: count }));
  return [{ name: "step of a batch of 16, by threads", file: "threads", x: "threads", unit: "s", points }];
}

async function stepPoints(bench, xs, settingsOf) {
  const points = [];
  for (const x of xs) {
    const { imageSize = 224, batch = 16, threads: count = bench.threads } = settingsOf(x);
    const flags = ["--image-size", imageSize, "--classes", 3, "--batch", batch, "--micro-batch", 8, "--threads", count];
    const side = startAsked(bench.ours("step.js", "nasnetmobile", ...flags));
    await side.ask(1);
    const { seconds } = await side.ask(STEPS);
    const { peakMegabytes } = await side.end();
    bench.tell(`step, image size ${imageSize}, batch ${batch}, threads ${count}`);
    points.push({ x, value: median(seconds), peakMegabytes });
  }
  return points;
}

/** The same thousand images in more and more folders: a whole run of one epoch. */
async function classes(bench, { images: [count], classes: numbers }) {
  const points = [];
  for (const x of numbers) {
    const folder = join(bench.scratch, `classes-${x}`);
    await inClasses(phantomsOf(bench, count), folder, x);
    const short = ["--epochs", 1, "--fine-tune-epochs", 0, "--views", 1, "--quiet"];
    const train = bench.roentgen("train", folder, "--out", `${folder}-run`, ...untrained(bench), ...short);
    points.push(await pointOf(bench, "classes", x, train));
  }
  const name = `a run of one epoch over ${count} images at ${FEATURES_AT} x ${FEATURES_AT}, by classes`;
  return [{ name, file: "classes", x: "classes", unit: "s", points }];
}

async function inClasses(source, target, number) {
  const paths = (await readdir(source, { recursive: true })).filter((path) => path.endsWith(".png"));
  for (const [i, path] of paths.toSorted().entries()) {
    const folder = join(target, `class-${i % number}`);
    await mkdir(folder, { recursive: true });
    await link(join(source, path), join(folder, `${i}.png`));
  }
}

async function cases(bench, { cases: numbers }) {
  const [auroc, counts] = [[], []];
  for (const x of numbers) {
    const side = startAsked(bench.ours("growth-statistics.js"));
    await side.ask(x);
    const { seconds, countSeconds } = await side.ask(x);
    const { peakMegabytes } = await side.end();
    auroc.push({ x, value: 1000 * seconds, peakMegabytes });
    counts.push({ x, value: 1000 * countSeconds, peakMegabytes });
  }
  const axis = { x: "cases", unit: "ms" };
  return [
    { ...axis, name: "AUROC with DeLong's interval", file: "auroc", points: auroc, remark: "Sorting is n log n." },
    { ...axis, name: "confusion matrix and its figures", file: "confusion", points: counts },
  ];
}

async function pointOf(bench, name, x, program) {
  const { seconds, peakMegabytes } = await runCommand(program);
  bench.tell(`${name}, ${x}: ${seconds.toFixed(1)} s`);
  return { x, value: seconds, peakMegabytes };
}
