/** A fine-tuning step with the batch's statistics, beside Keras with training=True. */
import { inTurns } from "../in-turns.js";
import { shareOfPeer } from "../marks.js";
import { BATCH, stepCase } from "../step-case.js";

export const job = {
  title: "Fine-tuning step, batch statistics",
  about: `The same step with normalisation by the statistics of the ${BATCH} images, moving statistics updated; Keras with \`training=True\`.`,
  async measure(bench) {
    const mark = shareOfPeer(1, "no more than Keras");
    const cases = bench.networks.map((network) => stepCase(bench, network, { statistics: "batch", mark }));
    return { rows: await inTurns(bench, cases) };
  },
};
