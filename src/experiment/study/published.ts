/**
 * The published grid: three networks, covid against the rest and all classes, with and without enhancement, by the published recipe; and what the
 * study reported. What is cut, to fit a machine, is told under the table.
 */
import { type GivenOptions, kebabCase, type TrainOptionName } from "../options.ts";
import type { Experiment } from "./plan.ts";
import type { Beside } from "./run-study.ts";

export const PUBLISHED_NETWORKS = ["nasnetmobile", "inceptionresnetv2", "resnet101"] as const;
export const PUBLISHED_TASKS: readonly string[] = ["binary:covid", "multi"];
export const ARMS = ["enhanced", "plain"] as const;
export type Arm = (typeof ARMS)[number];

export interface PublishedGrid {
  readonly data: string;
  readonly networks: readonly string[];
  readonly tasks: readonly string[];
  readonly arms: readonly Arm[];
  readonly seeds: readonly number[];
  /** By network, or for all others under "": the second phase's epochs, where they are not the recipe's. */
  readonly fineTuneEpochs: ReadonlyMap<string, string>;
  /** Other options of train, the same for all runs. */
  readonly options: GivenOptions;
}

/** Accuracies as reported, of the enhanced images. */
const REPORTED: Readonly<Record<string, Readonly<Record<"binary" | "multi", number>>>> = {
  nasnetmobile: { binary: 1, multi: 0.95 },
  inceptionresnetv2: { binary: 1, multi: 0.9745 },
  resnet101: { binary: 0.98, multi: 0.9 },
};

const PUBLISHED_REASON = "the published grid, whose figures stand beside ours";

export function publishedExperiment(grid: PublishedGrid): Experiment {
  const { data, networks, tasks, arms, seeds, options } = grid;
  const given = Object.entries({ recipe: "published", ...options });
  return {
    name: "published",
    data,
    variants: {
      column: "network",
      options: new Map(networks.map((network) => [network, { network, ...epochsOf(network, grid) }])),
    },
    options: new Map<TrainOptionName, readonly unknown[]>([
      ...given.map(([name, value]) => [name as TrainOptionName, [value]] as const), // the keys of GivenOptions
      ["task", tasks],
      ["enhance", arms.map((arm) => arm === "enhanced")],
      ["seed", seeds],
    ]),
    folds: null,
    judge: "test",
    reason: PUBLISHED_REASON,
  };
}

export function epochsOf(network: string, { fineTuneEpochs }: Pick<PublishedGrid, "fineTuneEpochs">): GivenOptions {
  const epochs = fineTuneEpochs.get(network) ?? fineTuneEpochs.get("");
  return epochs === undefined ? {} : { fineTuneEpochs: epochs };
}

/** What stands beside our figures: those that were reported, and what is not as published. */
export function besidePublished(grid: PublishedGrid): Beside {
  return {
    reported: {
      by: "published",
      accuracyOf({ network = "", task = grid.tasks[0], enhance = grid.arms[0] === "enhanced" ? "yes" : "no" }) {
        return enhance === "yes" ? (REPORTED[network]?.[task === "multi" ? "multi" : "binary"] ?? null) : null;
      },
    },
    notes: [
      "Published accuracies are of other images (1,823 radiographs), without an interval; those of the binary task are of the validation part, which chose the weights.",
      ...cutsOf(grid),
    ],
  };
}

/** A sentence for what was left out, and one for what is set otherwise. */
function cutsOf(grid: PublishedGrid): string[] {
  const { networks, tasks, arms } = grid;
  const missing = [
    ...PUBLISHED_NETWORKS.filter((network) => !networks.includes(network)),
    ...PUBLISHED_TASKS.filter((task) => !tasks.includes(task)),
    ...ARMS.filter((arm) => !arms.includes(arm)).map((arm) => `the ${arm} arm`),
  ];
  const left = missing.length === 0 ? [] : [`Left out of the published grid: ${missing.join(", ")}.`];
  return [...left, ...changesOf(grid)];
}

/** A sentence for what is set otherwise than by the published recipe; none where nothing is. */
export function changesOf({ fineTuneEpochs, options }: Pick<PublishedGrid, "fineTuneEpochs" | "options">): string[] {
  const epochs = [...fineTuneEpochs].map(
    ([network, value]) => `fine-tune-epochs ${value}${network === "" ? "" : ` of ${network}`}`,
  );
  const others = Object.entries(options).map(([name, value]) => `${kebabCase(name)} ${value}`);
  const changed = [...epochs, ...others];
  if (changed.length === 0) return [];
  return [`Set otherwise than by the published recipe, or said of the data: ${changed.join(", ")}.`];
}
