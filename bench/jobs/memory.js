/** Peak memory of a fine-tuning step of a whole batch. */
import { inTurns } from "../in-turns.js";
import { atMost } from "../marks.js";
import { startAsked } from "../process.js";

const STEPS = 2;

export const job = {
  title: "Memory of fine-tuning",
  about: `Peak memory of a process that takes ${STEPS} steps with stored statistics: ours at \`--batch 64\` in micro-batches that the program chooses
from network, image size and memory; Keras at a batch of 16.`,
  async measure(bench) {
    return {
      rows: await inTurns(
        bench,
        bench.networks.map((network) => caseOf(bench, network)),
      ),
    };
  },
};

const caseOf = (bench, network) => ({
  name: network,
  unit: "MB",
  better: "lower",
  rounds: bench.quick ? 1 : 2,
  mark: atMost(3000, "3 GB"),
  sides: [
    peakOf(
      "Roentgen, batch 64",
      bench.ours("step.js", network, "--batch", 64, "--micro-batch", "auto", "--threads", bench.threads),
    ),
    peakOf("Keras, batch 16", bench.peer("step_keras.py", network, 16, bench.threads, "stored")),
  ],
});

/** A new process in every round. */
function peakOf(name, program) {
  if (program === null) return null;
  const measure = async () => {
    const side = startAsked(program);
    await side.ask(STEPS);
    return (await side.end()).peakMegabytes;
  };
  return { name, open: async () => ({ measure, close: async () => ({}) }) };
}
