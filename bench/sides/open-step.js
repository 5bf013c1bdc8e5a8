/** A learner of a network and its head with random weights, and a step of it on noise. */
import {
  classifierGraph,
  firstTrained,
  headVariables,
  INPUT,
  initialParameters,
  LOGIT,
  networkNamed,
  trainedVariables,
  variablesOf,
} from "../../dist/networks/index.js";
import { engineOn } from "../../dist/training/engine-on.js";
import { settle } from "../../dist/training/settle.js";
import { trainingStep } from "../../dist/training/training-step.js";
import { stream } from "../../dist/util/random.js";
import { secondsOf } from "./answer.js";

const RATE = 1e-4;
const DEFAULTS = { imageSize: 224, units: 3, normalisation: "stored", layout: "auto", unfreezeFrom: null };

/** What ROENTGEN_DEVICE says: the processor, or webgpu. */
export const engineOf = (threads) => engineOn(process.env.ROENTGEN_DEVICE === "webgpu" ? "webgpu" : "cpu", threads);

/**
 * `{ step, close }`; step gives its seconds. given: network, batch, which is a multiple of microBatch, and what is to be other than DEFAULTS.
 * layout: auto, or generic, as `probing` finds it (default: engine). unfreezeFrom: as train's option; null: everything is trained.
 */
export async function openStep(engine, { probing = engine, ...given }) {
  const settings = { ...DEFAULTS, ...given };
  const { target } = await probing.target(settings.layout);
  const learner = await openLearner(engine, settings, target);
  const feeds = makeFeeds(settings);
  const step = async () => {
    for (let done = 0; done < settings.batch; done += settings.microBatch) await learner.micro(feeds, LOGIT);
    await learner.update(RATE);
  };
  return { step: () => secondsOf(step), close: () => learner.close() };
}

function openLearner(engine, { network: name, microBatch, imageSize, units, normalisation, unfreezeFrom }, target) {
  const network = networkNamed(name).build({ batch: microBatch, imageSize });
  const head = headVariables(network.channels, units);
  const from = unfreezeFrom === null ? null : firstTrained(network, unfreezeFrom);
  const step = trainingStep(classifierGraph(network, { units }), {
    logit: LOGIT,
    parameters: [...trainedVariables(network, from), ...head].map((variable) => variable.name),
    normalisation,
    target,
  });
  const start = initialParameters([...variablesOf(network), ...head], (variable) => stream(1, "initial", variable));
  return engine.openLearner(from === null ? step : settle(step), start);
}

/** Noise in -1 .. 1, each image of the next class. */
function makeFeeds({ microBatch, batch, imageSize, units }) {
  const random = stream(1, "image");
  const label = new Float32Array(microBatch * units);
  for (let k = 0; k < microBatch; k++) label[k * units + (k % units)] = 1;
  return new Map([
    [INPUT, Float32Array.from({ length: microBatch * 3 * imageSize ** 2 }, () => 2 * random.next() - 1)],
    ["label", label],
    ["weight", new Float32Array(microBatch).fill(1 / batch)],
  ]);
}
