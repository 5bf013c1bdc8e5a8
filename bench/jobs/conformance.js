/** How far the small networks' gradients are from Keras' float64, for each form in which a step is computed. */
import { table } from "../markdown.js";
import { startAsked } from "../process.js";

export const job = {
  title: "Conformance",
  about: `Three small networks with everything that is awkward in the large ones, one step with everything trainable: the largest and (in brackets)
the median error of a variable's gradient, relative to it, against Keras in float64. Beside it what Keras' own float32 is away from that. The
blocked form is what training chooses on this processor; WebGPU is the machine's with ROENTGEN_TEST_GPU=1, else Chromium's, made of software,
which does the small ResNet's runs alone.`,
  async measure(bench) {
    const { figures, note } = await measureTargets(bench);
    const cellOf = (run, all) => error(all.find((each) => each.run === run));
    const rows = figures.generic.map(({ run, keras }) => [
      run,
      ...Object.values(figures).map((all) => cellOf(run, all)),
      error(keras),
    ]);
    const text = table([["", ...Object.keys(figures), "Keras, float32"], ...rows]);
    return { text: note === undefined ? text : `${text}\n\n${note}` };
  },
};

/** Figures by target. */
async function measureTargets(bench) {
  const side = startAsked(bench.ours("conformance.js"));
  const figures = { generic: await ask(side, "generic", bench), blocked: await ask(side, "blocked", bench) };
  const { missing, environment } = await side.ask("gpu");
  await side.end();
  if (missing !== undefined) return { figures, note: `WebGPU was not measured: ${missing}.` };
  const onGpu = startAsked({ ...bench.ours("conformance.js"), env: environment });
  figures.webgpu = await ask(onGpu, "webgpu", bench);
  await onGpu.end();
  return { figures };
}

async function ask(side, target, bench) {
  const { figures } = await side.ask(target);
  bench.tell(target);
  return figures;
}

const error = (figures) =>
  figures === undefined ? "" : `${figures.largest.toExponential(1)} (${figures.median.toExponential(1)})`;
