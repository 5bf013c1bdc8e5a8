/** The frozen phase on radiographs, beside Keras, which passes each image through the base in each epoch. */
import { shareOfPeer } from "../marks.js";
import { rowOf, runRecipe } from "../recipe-run.js";

export const job = {
  title: "Frozen phase",
  about: `The first phase of the published recipe on the training images of DATA, \`--views 8\`: features of the base are computed once for each image
and view, then the head trains on them. Keras passes each image through the base in each epoch. Validation after each epoch included; once.`,
  async measure(bench) {
    if (bench.data === null) return { skipped: "it needs radiographs (--data FOLDER)" };
    const run = await runRecipe(bench, "frozen", { frozen: bench.recipeEpochs.frozen, fineTuning: 0 });
    return { rows: [rowOf(run, run.stages[1], shareOfPeer(0.2, "at most a fifth of Keras' time"))] };
  },
};
