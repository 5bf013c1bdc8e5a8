/** A fine-tuning step with the batch's statistics, beside Keras with training=True. */
import { inTurns } from "../in-turns.js";
import { shareOfPeer } from "../marks.js";
import { asked } from "../sides.js";

const BATCH = 16;

export const job = {
  title: "Fine-tuning step, batch statistics",
  about: `The same step with normalisation by the statistics of the ${BATCH} images, moving statistics updated; Keras with \`training=True\`.`,
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
  const sizes = ["--batch", BATCH, "--micro-batch", BATCH, "--threads", threads];
  return {
    name: network,
    unit: "ms per image",
    better: "lower",
    warmUp: 3,
    mark: shareOfPeer(1, "no more than Keras"),
    sides: [
      asked("Roentgen", bench.ours("step.js", network, ...sizes, "--normalisation", "batch"), "1", perImage),
      asked("Keras", bench.peer("step_keras.py", network, BATCH, threads, "batch"), "1", perImage),
    ],
  };
}

const perImage = ({ seconds: [step] }) => (1000 * step) / BATCH;
