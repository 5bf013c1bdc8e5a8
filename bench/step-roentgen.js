/**
 * Our side of bench/step.js. Each line of standard input is a number of steps; the answer is a line with the seconds of each. At the end of
 * the input: peak memory and versions. `node bench/step-roentgen.js NETWORK BATCH THREADS [FOLDER]`; FOLDER: profile, and leave the profiles there.
 * ROENTGEN_DEVICE=webgpu: on the GPU (no profile there).
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as ort from "onnxruntime-node";
import {
  classifierGraph,
  headVariables,
  INPUT,
  initialValues,
  LOGIT,
  networkNamed,
  variablesOf,
} from "../dist/networks/index.js";
import { nodeRuntime, webGpuRuntime } from "../dist/runtime/index.js";
import { createRuntime } from "../dist/runtime/runtime.js";
import { deviceEngine } from "../dist/training/device/device-engine.js";
import { hostEngine } from "../dist/training/host-engine.js";
import { trainingStep } from "../dist/training/training-step.js";
import { stream } from "../dist/util/random.js";

const [name, ...sizes] = process.argv.slice(2, 5);
const [batch, threads] = sizes.map(Number);
const [UNITS, SIZE, RATE] = [3, 224, 1e-4];

/** Sessions that write down what their nodes take, as they are made. */
const profiled = [];

/** The CPU as nodeRuntime has it, with a profile of each session in the folder. */
function profiledRuntime(folder) {
  const create = (file, options) => {
    const profileFilePrefix = join(folder, `graph-${profiled.length}`);
    const session = ort.InferenceSession.create(file, { ...options, enableProfiling: true, profileFilePrefix });
    profiled.push(session);
    return session;
  };
  const options = {
    executionProviders: ["cpu"],
    enableMemPattern: false,
    intraOpNumThreads: threads,
    logSeverityLevel: 3,
  };
  return createRuntime("profiled", { ...ort, InferenceSession: { create } }, options, { writesInPlace: true });
}

function engine(folder) {
  if (process.env.ROENTGEN_DEVICE === "webgpu") return deviceEngine(webGpuRuntime({ threads }));
  return hostEngine(folder === undefined ? nodeRuntime({ threads }) : profiledRuntime(folder));
}

/** Blocks are probed on a runtime without a profile. */
async function targetOf(chosen) {
  const probing = chosen.headTarget === "webgpu" ? chosen : hostEngine(nodeRuntime({ threads }));
  return (await probing.target(process.env.ROENTGEN_LAYOUT === "generic" ? "generic" : "auto")).target;
}

async function openLearner(chosen) {
  const network = networkNamed(name).build({ batch, imageSize: SIZE });
  const variables = [...variablesOf(network), ...headVariables(network.channels, UNITS)];
  const step = trainingStep(classifierGraph(network, { units: UNITS }), {
    logit: LOGIT,
    parameters: variables.filter(({ trainable }) => trainable).map(({ name }) => name),
    normalisation: "stored",
    target: await targetOf(chosen),
  });
  const start = variables.map((each) => [each.name, initialValues(each, (variable) => stream(1, "initial", variable))]);
  return chosen.openLearner(step, new Map(start));
}

/** Noise in -1 .. 1, each image of the next class. */
function makeFeeds() {
  const random = stream(1, "image");
  return new Map([
    [INPUT, Float32Array.from({ length: batch * 3 * SIZE * SIZE }, () => 2 * random.next() - 1)],
    [
      "label",
      Float32Array.from({ length: batch * UNITS }, (_, i) => Number(Math.floor(i / UNITS) % UNITS === i % UNITS)),
    ],
    ["weight", new Float32Array(batch).fill(1 / batch)],
  ]);
}

const trainer = await openLearner(engine(process.argv[5]));
const feeds = makeFeeds();

async function step() {
  const begin = performance.now();
  await trainer.micro(feeds, LOGIT);
  await trainer.update(RATE);
  return (performance.now() - begin) / 1000;
}

for await (const line of createInterface({ input: process.stdin })) {
  const seconds = [];
  for (let k = 0; k < Number(line); k++) seconds.push(await step());
  console.log(JSON.stringify({ seconds }));
}
for (const session of profiled) (await session).endProfiling();
await trainer.close();
const { version, dependencies } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const versions = `roentgen ${version}, onnxruntime-node ${dependencies["onnxruntime-node"]}, Node ${process.versions.node}`;
console.log(JSON.stringify({ peakMegabytes: process.resourceUsage().maxRSS / 1024, versions }));
