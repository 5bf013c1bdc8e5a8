/** How far the small networks' gradients are from Keras' float64, for each form in which a step is computed. */
import { table } from "../markdown.js";
import { startAsked } from "../process.js";

const LAYOUTS = ["generic", "blocked"];

export const job = {
  title: "Conformance",
  about: `Three small networks with everything that is awkward in the large ones, one step with everything trainable: the largest and (in brackets)
the median error of a variable's gradient, relative to it, against Keras in float64. Beside it what Keras' own float32 is away from that. The
blocked form is what training chooses on this processor. WebGPU is held to the same in the tests (docs/webgpu.md).`,
  async measure(bench) {
    const side = startAsked(bench.ours("conformance.js"));
    const answers = [];
    for (const layout of LAYOUTS) {
      answers.push((await side.ask(layout)).figures);
      bench.tell(layout);
    }
    await side.end();
    const rows = answers[0].map(({ run, keras }, i) => [run, ...answers.map((all) => error(all[i])), error(keras)]);
    return { text: table([["", ...LAYOUTS, "Keras, float32"], ...rows]) };
  },
};

const error = ({ largest, median }) => `${largest.toExponential(1)} (${median.toExponential(1)})`;
