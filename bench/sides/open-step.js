/** A trainer of a network and its head with random weights, and a step of it on noise: 224 x 224, three classes. */
import {
  classifierGraph,
  headVariables,
  INPUT,
  initialValues,
  LOGIT,
  networkNamed,
  variablesOf,
} from "../../dist/networks/index.js";
import { engineOn } from "../../dist/training/engine-on.js";
import { trainingStep } from "../../dist/training/training-step.js";
import { stream } from "../../dist/util/random.js";
import { secondsOf } from "./answer.js";

const [UNITS, SIZE, RATE] = [3, 224, 1e-4];

/** What ROENTGEN_DEVICE says: the processor, or webgpu. */
export const engineOf = (threads) => engineOn(process.env.ROENTGEN_DEVICE === "webgpu" ? "webgpu" : "cpu", threads);

/** `{ step, close }`; step gives its seconds. batch is a multiple of microBatch. layout: auto, or generic. probing: default, engine. */
export async function openStep(
  engine,
  { network, batch, microBatch, normalisation = "stored", layout = "auto", probing = engine },
) {
  const { target } = await probing.target(layout);
  const trainer = await openLearner(engine, { network, microBatch, normalisation, target });
  const feeds = makeFeeds(microBatch, batch);
  const step = async () => {
    for (let done = 0; done < batch; done += microBatch) await trainer.micro(feeds, LOGIT);
    await trainer.update(RATE);
  };
  return { step: () => secondsOf(step), close: () => trainer.close() };
}

function openLearner(engine, { network: name, microBatch, normalisation, target }) {
  const network = networkNamed(name).build({ batch: microBatch, imageSize: SIZE });
  const variables = [...variablesOf(network), ...headVariables(network.channels, UNITS)];
  const step = trainingStep(classifierGraph(network, { units: UNITS }), {
    logit: LOGIT,
    parameters: variables.filter(({ trainable }) => trainable).map((variable) => variable.name),
    normalisation,
    target,
  });
  const start = variables.map((each) => [each.name, initialValues(each, (variable) => stream(1, "initial", variable))]);
  return engine.openLearner(step, new Map(start));
}

/** Noise in -1 .. 1, each image of the next class. */
function makeFeeds(images, batch) {
  const random = stream(1, "image");
  return new Map([
    [INPUT, Float32Array.from({ length: images * 3 * SIZE * SIZE }, () => 2 * random.next() - 1)],
    [
      "label",
      Float32Array.from({ length: images * UNITS }, (_, i) => Number(Math.floor(i / UNITS) % UNITS === i % UNITS)),
    ],
    ["weight", new Float32Array(images).fill(1 / batch)],
  ]);
}
