/**
 * A fine-tuning step of NASNetMobile on noise, everything trainable, stored statistics. A line is a number of steps; the answer
 * `{ seconds: [...] }`. `node growth-step.js --image-size 224 --classes 3 --batch 16 --micro-batch 8 --threads 2`.
 */
import { parseArgs } from "node:util";
import {
  classifierGraph,
  headVariables,
  INPUT,
  initialValues,
  LOGIT,
  networkNamed,
  variablesOf,
} from "../../dist/networks/index.js";
import { nodeRuntime } from "../../dist/runtime/index.js";
import { chooseTarget } from "../../dist/training/choose-target.js";
import { Trainer } from "../../dist/training/trainer.js";
import { trainingStep } from "../../dist/training/training-step.js";
import { stream } from "../../dist/util/random.js";
import { answerLines, secondsOf } from "./answer.js";

const RATE = 1e-4;
const names = ["image-size", "classes", "batch", "micro-batch", "threads"];
const { values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: "string" }])) });
const [imageSize, classes, batch, microBatch, threads] = names.map((name) => Number(values[name]));

const runtime = nodeRuntime({ threads });
const trainer = await openTrainer((await chooseTarget(runtime)).target);
const feeds = makeFeeds();
const step = async () => {
  for (let done = 0; done < batch; done += microBatch) await trainer.micro(feeds, LOGIT);
  await trainer.update(RATE);
};

await answerLines(async (line) => {
  const seconds = [];
  for (let k = 0; k < Number(line); k++) seconds.push(await secondsOf(step));
  return { seconds };
});

function openTrainer(target) {
  const network = networkNamed("nasnetmobile").build({ batch: microBatch, imageSize });
  const variables = [...variablesOf(network), ...headVariables(network.channels, classes)];
  const graph = trainingStep(classifierGraph(network, { units: classes }), {
    logit: LOGIT,
    parameters: variables.filter(({ trainable }) => trainable).map((variable) => variable.name),
    normalisation: "stored",
    target,
  });
  const start = variables.map((each) => [each.name, initialValues(each, (variable) => stream(1, "initial", variable))]);
  return Trainer.open(runtime, graph, new Map(start));
}

/** Noise in -1 .. 1, each image of the next class. */
function makeFeeds() {
  const random = stream(1, "image");
  const label = new Float32Array(microBatch * classes);
  for (let k = 0; k < microBatch; k++) label[k * classes + (k % classes)] = 1;
  return new Map([
    [INPUT, Float32Array.from({ length: microBatch * 3 * imageSize ** 2 }, () => 2 * random.next() - 1)],
    ["label", label],
    ["weight", new Float32Array(microBatch).fill(1 / batch)],
  ]);
}
