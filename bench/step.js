/**
 * A fine-tuning step (forward, backward, Adam; everything trainable, stored normalisation) of the three networks, 224 x 224, 16 images: ours,
 * Keras' and PyTorch's, each in a process of its own, in turns on the same number of threads; the medians, their ratios, and where our time
 * goes. With ROENTGEN_DEVICE=webgpu and DEVICE=cuda (for PyTorch) on a GPU; nobody has measured that yet. `ROENTGEN_PEER_PYTHON=python ROENTGEN_PEER_TORCH=python node bench/step.js [ROUNDS] [THREADS] [NETWORK...]`: the first with keras
 * and tensorflow, the second with torch, torchvision and timm. Needs dist/.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const [rounds = 7, threads = availableParallelism()] = process.argv.slice(2, 4).map(Number);
const chosen = process.argv.slice(4);
const networks = chosen.length > 0 ? chosen : ["nasnetmobile", "resnet101", "inceptionresnetv2"];
const python = process.env.ROENTGEN_PEER_PYTHON ?? "python3";
const torch = process.env.ROENTGEN_PEER_TORCH ?? python;
const BATCH = 16;
/** The first steps compile, and memory grows. */
const WARM_UP = 3;
const PROFILED = 4;

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** A process that answers each line with one of JSON. */
function start(command, ...args) {
  const child = spawn(command, [...args], { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { done, value } = await answers.next();
    if (done) throw new Error(`${command} ended without an answer`);
    return JSON.parse(value);
  };
  return {
    /** Seconds of each step. */
    async steps(count) {
      child.stdin.write(`${count}\n`);
      return (await answer()).seconds;
    },
    /** Peak memory and versions. */
    end() {
      child.stdin.end();
      return answer();
    },
  };
}

const startOurs = (network, ...more) =>
  start(process.execPath, here("step-roentgen.js"), network, BATCH, threads, ...more);

function startAll(network) {
  const ofTorch = (mode) => start(torch, here("peers/step_torch.py"), network, BATCH, threads, mode);
  return {
    roentgen: startOurs(network),
    Keras: start(python, here("peers/step_keras.py"), network, BATCH, threads),
    // PyTorch's libraries have no NASNetMobile
    ...(network !== "nasnetmobile" && { PyTorch: ofTorch("eager"), "PyTorch, compiled": ofTorch("compiled") }),
  };
}

/** All by turns, so that what else the machine does falls on all. */
async function compare(network) {
  const peers = startAll(network);
  for (const peer of Object.values(peers)) await peer.steps(WARM_UP);
  const seconds = Object.fromEntries(Object.keys(peers).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const [name, peer] of Object.entries(peers)) seconds[name].push(...(await peer.steps(1)));
  const ends = new Map();
  for (const [name, peer] of Object.entries(peers)) ends.set(name, await peer.end());
  console.log(`\n${[...new Set([...ends.values()].map(({ versions }) => versions))].join("; ")}`);
  console.log(
    `${network}, 224 x 224, ${BATCH} images a step, ${threads} threads, ${rounds} rounds in turns, medians\n`,
  );
  console.log("| | ms per image | fastest | peak memory | ratio to roentgen |\n|---|---|---|---|---|");
  const each = (value) => ((1000 * value) / BATCH).toFixed(1);
  for (const [name, { peakMegabytes }] of ends) {
    const [middle, fastest] = [median(seconds[name]), Math.min(...seconds[name])];
    const ratio = (middle / median(seconds.roentgen)).toFixed(2);
    console.log(`| ${name} | ${each(middle)} | ${each(fastest)} | ${Math.round(peakMegabytes)} MB | ${ratio} |`);
  }
}

/** Microseconds by operator over the last runs of a session. */
function timesIn(profile) {
  const events = JSON.parse(readFileSync(profile, "utf8"));
  const runs = events.filter(({ name }) => name === "model_run").sort((a, b) => a.ts - b.ts);
  const begin = runs.at(-PROFILED)?.ts ?? 0;
  return events
    .filter(({ cat, name, ts }) => cat === "Node" && name.endsWith("_kernel_time") && ts >= begin)
    .map(({ args, dur }) => [args.op_name, dur]);
}

/** In a process of its own: writing the profile takes time. */
async function profile(network) {
  if (process.env.ROENTGEN_DEVICE === "webgpu") return;
  const folder = mkdtempSync(join(tmpdir(), "roentgen-profile-"));
  const ours = startOurs(network, folder);
  await ours.steps(WARM_UP);
  const steps = await ours.steps(PROFILED);
  await ours.end();
  const times = new Map();
  for (const file of readdirSync(folder))
    for (const [operator, time] of timesIn(join(folder, file))) times.set(operator, (times.get(operator) ?? 0) + time);
  rmSync(folder, { recursive: true });
  const all = 1e6 * steps.reduce((a, b) => a + b, 0);
  times.set("outside the graphs' nodes (Adam, calls)", all - [...times.values()].reduce((a, b) => a + b, 0));
  console.log("\n| ours, by operator | ms per image | share |\n|---|---|---|");
  const perImage = (time) => (time / 1000 / PROFILED / BATCH).toFixed(2);
  for (const [operator, time] of [...times].sort((a, b) => b[1] - a[1]))
    if (time > 0.005 * all) console.log(`| ${operator} | ${perImage(time)} | ${((100 * time) / all).toFixed(1)} % |`);
}

for (const network of networks) {
  await compare(network);
  await profile(network);
}
