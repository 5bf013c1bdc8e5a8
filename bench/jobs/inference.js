/** Predictions of images in memory, beside Keras, PyTorch, and ONNX Runtime in Python on the same file. */
import { inTurns } from "../in-turns.js";
import { levelWith } from "../marks.js";
import { isInTorch } from "../networks.js";
import { asked } from "../sides.js";

export const job = {
  title: "Inference",
  about: `Probabilities of decoded 224 x 224 images: ours with \`loadModel\` and \`predict\` on an exported model.onnx, from bytes; ONNX Runtime in
Python on the same file and the same bytes; Keras' \`predict_on_batch\` from bytes; PyTorch channels last from scaled numbers. Random weights.
One image: the median of ten calls in a row.`,
  async measure(bench) {
    const cases = [];
    for (const network of bench.networks) {
      const model = await bench.model(network);
      for (const count of [1, 16]) cases.push(caseOf(bench, { network, model, count }));
    }
    return { rows: await inTurns(bench, cases) };
  },
};

function caseOf(bench, { network, model, count }) {
  const { threads } = bench;
  const ofTorch = (mode) => (isInTorch(network) ? bench.peer("inference_torch.py", network, threads, mode) : null);
  const side = (name, program) =>
    asked(name, program, count, ({ seconds }) => (1000 * seconds) / count, count === 1 ? 10 : 1);
  return {
    name: `${network}, ${count === 1 ? "1 image" : `${count} images`}`,
    unit: "ms per image",
    better: "lower",
    warmUp: 5,
    rounds: bench.rounds * (count === 1 ? 5 : 2),
    mark: levelWith("ONNX Runtime"),
    sides: [
      side("Roentgen", bench.ours("inference.js", model, threads)),
      side("ONNX Runtime", bench.peer("inference_onnxruntime.py", model, threads)),
      side("Keras", bench.peer("inference_keras.py", network, threads)),
      side("PyTorch", ofTorch("eager")),
      side("PyTorch, compiled", ofTorch("compiled")),
    ],
  };
}
