/** A fine-tuning step with stored statistics, beside Keras and PyTorch. */
import { inTurns } from "../in-turns.js";
import { ahead, atMost, both } from "../marks.js";
import { isInTorch } from "../networks.js";
import { BATCH, stepCase } from "../step-case.js";

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
  const ofTorch = (mode) =>
    isInTorch(network) ? bench.peer("step_torch.py", network, BATCH, bench.threads, mode) : null;
  return stepCase(bench, network, {
    statistics: "stored",
    mark: both(ahead, atMost(AIMS[network], `${AIMS[network]} ms`)),
    others: [
      ["PyTorch", ofTorch("eager")],
      ["PyTorch, compiled", ofTorch("compiled")],
    ],
  });
}
