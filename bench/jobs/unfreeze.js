/** A fine-tuning step of the last layers alone, beside one of everything: what is frozen costs its way forward and no more. */
import { inTurns } from "../in-turns.js";
import { asked } from "../sides.js";
import { BATCH, perImage } from "../step-case.js";

/** Layers that are trained. */
const LAST = 20;

export const job = {
  title: `Fine-tuning step, the last ${LAST} layers`,
  about: `\`--unfreeze-from last:${LAST}\` beside everything trained, both ours: stored statistics, 224 x 224, ${BATCH} images a step, on noise.`,
  async measure(bench) {
    const { networks } = bench;
    return {
      rows: await inTurns(
        bench,
        networks.map((network) => caseOf(bench, network)),
      ),
    };
  },
};

function caseOf(bench, network) {
  const sizes = ["--batch", BATCH, "--micro-batch", "auto", "--threads", bench.threads];
  const side = (name, ...more) => asked(name, bench.ours("step.js", network, ...sizes, ...more), "1", perImage);
  return {
    name: network,
    unit: "ms per image",
    better: "lower",
    warmUp: 3,
    mark: null,
    sides: [side(`last ${LAST} layers`, "--unfreeze-from", `last:${LAST}`), side("everything")],
  };
}
