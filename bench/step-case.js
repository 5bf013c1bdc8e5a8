/** Fine-tuning steps of a network on noise: a case of ours and Keras', in ms per image. */
import { asked } from "./sides.js";

/** Images of a step. */
export const BATCH = 16;

/** statistics: stored, or batch. others: more peers, `[name, program]`. */
export function stepCase(bench, network, { statistics, mark, others = [] }) {
  const { threads } = bench;
  const micro = statistics === "stored" ? "auto" : BATCH; // sums over micro-batches are the same, statistics are not
  const sizes = ["--batch", BATCH, "--micro-batch", micro, "--threads", threads];
  const programs = [
    ["Roentgen", bench.ours("step.js", network, ...sizes, "--normalisation", statistics)],
    ["Keras", bench.peer("step_keras.py", network, BATCH, threads, statistics)],
    ...others,
  ];
  return {
    name: network,
    unit: "ms per image",
    better: "lower",
    warmUp: 3,
    mark,
    sides: programs.map(([name, program]) => asked(name, program, "1", perImage)),
  };
}

/** ms, of an answer with the seconds of one step. */
export const perImage = ({ seconds: [step] }) => (1000 * step) / BATCH;
