/** The whole published recipe on radiographs, beside OpenCV and Keras, stage by stage. */
import { shareOfPeer } from "../marks.js";
import { rowOf, runRecipe } from "../recipe-run.js";

export const job = {
  title: "The published recipe",
  about: `\`roentgen train DATA --recipe published --views 8\`: NASNetMobile from a random start, enhancement included, both phases, nothing stopped
early (\`--patience\`); in the frozen phase features are computed once for each image and view, then the head trains on them. Beside it the same
with OpenCV, in two processes, and Keras, which passes each image through the base in each epoch. Whole processes with their start, once, stage
by stage: ours, then Keras'.`,
  async measure(bench) {
    if (bench.data === null) return { skipped: "it needs radiographs (--data FOLDER)" };
    const run = await runRecipe(bench);
    const whole = rowOf(run, null, shareOfPeer(0.65, "at most 0.65 of Keras' time"));
    return { rows: [whole, ...run.stages.map((stage) => rowOf(run, stage))] };
  },
};
