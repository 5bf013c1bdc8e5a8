/** Every command: its lines in the help, and how to get its module, which is loaded once the command is asked for. */
import { Command } from "commander";

/** Adds a command's arguments, options and action. */
type Define = (command: Command) => void;

interface CommandEntry {
  readonly usage: string;
  readonly description: string;
  readonly load: () => Promise<Define>;
}

const commands: Readonly<Record<string, CommandEntry>> = {
  demo: {
    usage: "[options]",
    description: "the whole path on phantoms in a few minutes: make them, train, judge, compare, predict",
    load: async () => (await import("./demo.ts")).defineDemo,
  },
  train: {
    usage: "[options] [data]",
    description: "train, judge and export a classifier",
    load: async () => (await import("./train.ts")).defineTrain,
  },
  evaluate: {
    usage: "[options] <run>",
    description: "judge a run on its validation part, on other data, or open its test part",
    load: async () => (await import("./evaluate.ts")).defineEvaluate,
  },
  predict: {
    usage: "[options] <model> <images...>",
    description: "probabilities and decision of a model, a row per image",
    load: async () => (await import("./predict.ts")).definePredict,
  },
  enhance: {
    usage: "[options] <in> <out>",
    description: "white balance and CLAHE over an image or a folder of images",
    load: async () => (await import("./enhance.ts")).defineEnhance,
  },
  split: {
    usage: "[options] <data>",
    description: "write the manifest: which image trains, which validates, which tests",
    load: async () => (await import("./split.ts")).defineSplit,
  },
  features: {
    usage: "[options] <data>",
    description: "pooled features of a network's base for every image, as a NumPy array",
    load: async () => (await import("./features.ts")).defineFeatures,
  },
  phantoms: {
    usage: "[options] <out>",
    description: "make a data set of phantoms: chest radiographs from a seed, in three classes",
    load: async () => (await import("./phantoms.ts")).definePhantoms,
  },
  runs: {
    usage: "[command]",
    description: "runs at hand: which there are, where they stand, what tells two of them apart",
    load: async () => (await import("./runs.ts")).defineRuns,
  },
  report: {
    usage: "[options] <run>",
    description: "a run's report (one HTML file) and its model card, written again",
    load: async () => (await import("./report.ts")).defineReport,
  },
  experiment: {
    usage: "[options] <file>",
    description: "many runs side by side, ending in one table with intervals and paired tests",
    load: async () => (await import("./experiment.ts")).defineExperiment,
  },
  compare: {
    usage: "[options] <runs...>",
    description: "runs at hand in one table; paired tests where they judged the same images",
    load: async () => (await import("./compare.ts")).defineCompare,
  },
  export: {
    usage: "[options] <run>",
    description: "a run's model, a smaller one of it, or its weights for Keras and others",
    load: async () => (await import("./export.ts")).defineExport,
  },
  doctor: {
    usage: "[options]",
    description: "versions, processor, memory, disk, weights, and each device, tried with a small training step",
    load: async () => (await import("./doctor.ts")).defineDoctor,
  },
  cache: {
    usage: "[command]",
    description: "features that runs have kept: list them, remove them",
    load: async () => (await import("./cache.ts")).defineCache,
  },
  weights: {
    usage: "[command]",
    description: "pretrained files",
    load: async () => (await import("./weights.ts")).defineWeights,
  },
};

/** The commands, of which the one that is named first in `words` can be run; the others are there for help and suggestions. */
export function commandsFor(words: readonly string[]): Promise<Command[]> {
  const asked = words.find((word) => Object.hasOwn(commands, word));
  const built = Object.entries(commands).map(async ([name, { usage, description, load }]) => {
    const command = new Command(name).usage(usage).description(description);
    if (name === asked) (await load())(command);
    return command;
  });
  return Promise.all(built);
}
