/** A fine-tuning step with stored statistics, beside Keras and PyTorch. */
import { inTurns } from "../in-turns.js";
import { ahead, atMost, both } from "../marks.js";
import { isInTorch } from "../networks.js";
import { asked } from "../sides.js";

const BATCH = 16;
const AIMS = { nasnetmobile: 30, resnet101: 125, inceptionresnetv2: 100 };

export const job = {
  title: "Fine-tuning step",
  about: `Forward, backward and Adam; everything trainable, normalisation with stored statistics, 224 x 224, ${BATCH} images a step, on noise
that is in memory. PyTorch works channels last, eager and with torch.compile; its libraries have no NASNetMobile.`,
  async measure(bench) {
    return {
      rows: await inTurns(
        bench,
        bench.networks.map((network) => caseOf(bench, network)),
      ),
    };
  },
};

function caseOf(bench, network) {
  const { threads } = bench;
  const ofTorch = (mode) => (isInTorch(network) ? bench.peer("step_torch.py", network, BATCH, threads, mode) : null);
  return {
    name: network,
    unit: "ms per image",
    better: "lower",
    warmUp: 3,
    mark: both(ahead, atMost(AIMS[network], `${AIMS[network]} ms`)),
    sides: [
      asked("Roentgen", stepOf(bench, network), "1", perImage),
      asked("Keras", bench.peer("step_keras.py", network, BATCH, threads, "stored"), "1", perImage),
      asked("PyTorch", ofTorch("eager"), "1", perImage),
      asked("PyTorch, compiled", ofTorch("compiled"), "1", perImage),
    ],
  };
}

const stepOf = (bench, network) =>
  bench.ours("step.js", network, "--batch", BATCH, "--micro-batch", BATCH, "--threads", bench.threads);

const perImage = ({ seconds: [step] }) => (1000 * step) / BATCH;
