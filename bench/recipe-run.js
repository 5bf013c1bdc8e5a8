/** The published recipe as both sides run it: NASNetMobile from a random start, nothing stopped early. */
import { join } from "node:path";
import { shareOfPeer } from "./marks.js";
import { afterEpochs, afterReading, inStages } from "./stages.js";

/** Epochs without a better one that no run reaches. */
const NEVER = 1_000_000;

/** Seconds of both sides by stage: reading, the frozen phase, fine-tuning, and the end. */
export async function runRecipe(bench) {
  const { frozen, fineTuning } = bench.recipeEpochs;
  const stages = [
    { name: "read and enhance", end: afterReading, question: "read" },
    {
      name: `frozen phase, ${frozen} epochs`,
      end: afterEpochs("frozen", frozen),
      question: `frozen ${frozen}`,
      mark: shareOfPeer(0.2, "at most a fifth of Keras' time"),
    },
    {
      name: `fine-tuning, ${fineTuning} epochs`,
      end: afterEpochs("fine-tuning", fineTuning),
      question: `fine-tune ${fineTuning}`,
    },
    { name: "judge and export", end: null, question: "judge" },
  ];
  const out = join(bench.scratch, "recipe");
  const sides = await inStages(bench, {
    ours: bench.roentgen("train", bench.data, ...optionsOf(bench), "--out", out, "--json"),
    peer: bench.peer("train_keras.py", out, bench.threads),
    stages,
  });
  return { stages, sides };
}

const optionsOf = ({ threads, recipeEpochs: { frozen, fineTuning } }) => [
  ...["--recipe", "published", "--weights", "none", "--network", "nasnetmobile", "--views", 8, "--threads", threads],
  ...["--epochs", frozen, "--fine-tune-epochs", fineTuning, "--patience", NEVER],
];

/** Of one stage, or of all together (null): one measurement a side. */
export function rowOf({ stages, sides }, stage, mark = stage?.mark ?? null) {
  const at = stage === null ? null : stages.indexOf(stage);
  const secondsOf = ({ seconds }) => (at === null ? seconds.reduce((sum, each) => sum + each, 0) : seconds[at]);
  return {
    name: stage?.name ?? "all",
    unit: "s",
    better: "lower",
    mark,
    sides: sides.map(({ name, peakMegabytes, versions, ...side }) => ({
      name,
      values: [secondsOf(side)],
      ...(at === null && { peakMegabytes }),
      versions,
    })),
  };
}
