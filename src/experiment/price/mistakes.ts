/**
 * The mistakes of the published method, and the options that turn each off alone. The confusion matrix with its labels swapped, and test scores
 * that are of validation, need no run of their own: they are another way of reading the published one.
 */
import { networkNamed } from "../../networks/index.ts";
import type { GivenOptions, TrainOptionName } from "../options.ts";
import type { Experiment, PlannedRun } from "../study/plan.ts";
import { epochsOf, type PublishedGrid } from "../study/published.ts";

/** Of a run with the mistake turned off. */
export interface Mistake {
  readonly name: string;
  /** What is done instead. */
  readonly instead: string;
  /** In the name of a run. */
  readonly word: string;
  /** Whether it is one in a task: multi, or binary:NAME. */
  isIn(task: string): boolean;
  options(network: string): GivenOptions;
}

const everywhere = (): boolean => true;

export const MISTAKES: readonly Mistake[] = [
  {
    name: "pixel range of 0..255",
    instead: "the network's own scaling",
    word: "own-range",
    isIn: everywhere,
    options: (network) => ({ scaling: networkNamed(network).scaling }),
  },
  {
    name: "red and blue swapped in grey",
    instead: "correct weights",
    word: "correct-grey",
    isIn: everywhere,
    options: () => ({ grey: "correct" }),
  },
  {
    name: "other classes cut as one list in file order",
    instead: "every class cut by itself, in file order",
    word: "class-by-class",
    isIn: (task) => task !== "multi",
    options: () => ({ split: "file-order-by-class" }),
  },
  {
    name: "split by file order, a patient's images on both sides",
    instead: "stratified, seeded, by patient",
    word: "by-patient",
    isIn: everywhere,
    options: () => ({ split: "0.7,0.15,0.15" }),
  },
];

/** The word of the run that makes them all. */
export const PUBLISHED = "published";

/** One network, enhanced images: the published run of each task, and one run for each mistake, without it. */
export function priceExperiment(grid: PublishedGrid): Experiment {
  const { data, networks, tasks, seeds, options } = grid;
  const network = networks[0]!;
  const given = Object.entries({ recipe: "published", network, enhance: true, ...epochsOf(network, grid), ...options });
  const variants = tasks.flatMap((task): (readonly [string, GivenOptions])[] => [
    [variantOf(PUBLISHED, task), { task }],
    ...MISTAKES.filter((mistake) => mistake.isIn(task)).map(
      (mistake) => [variantOf(mistake.word, task), { task, ...mistake.options(network) }] as const,
    ),
  ]);
  return {
    name: "price-of-mistakes",
    data,
    variants: { column: VARIANT, options: new Map(variants) },
    options: new Map<TrainOptionName, readonly unknown[]>([
      ...given.map(([name, value]) => [name as TrainOptionName, [value]] as const), // the keys of GivenOptions
      ["seed", seeds],
    ]),
    folds: null,
    judge: "test",
    reason: "the price of the published method's mistakes",
  };
}

const VARIANT = "variant";

const variantOf = (word: string, task: string): string => `${task} ${word}`;

/** The runs of a task without a mistake, or (PUBLISHED) with all: one for each seed. */
export const runsOf = (runs: readonly PlannedRun[], word: string, task: string): PlannedRun[] =>
  runs.filter(({ values }) => values[VARIANT] === variantOf(word, task));
