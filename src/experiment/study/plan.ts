/**
 * An experiment as runs: every combination of the values that its options are given, under each of its variants, and in each fold. A run's name
 * is made of what tells it apart; one that has a folder already keeps that one's name (study-record.ts).
 */
import { RoentgenError } from "../../util/error.ts";
import { type GivenOptions, kebabCase, type TrainOptionName } from "../options.ts";

/** What runs are judged on. */
export type JudgedPart = "validation" | "test";

export interface Experiment {
  /** Names its folder. */
  readonly name: string;
  /** DATA as given. */
  readonly data: string;
  /** Options by name, in the order in which they were given, each with one or more values. */
  readonly options: ReadonlyMap<TrainOptionName, readonly unknown[]>;
  readonly variants: Variants;
  /** null: no cross-validation. */
  readonly folds: number | null;
  readonly judge: JudgedPart;
  /** Why the test part is opened; null: it is not. */
  readonly reason: string | null;
}

/** Choices that differ in more than one option. */
interface Variants {
  /** What tells them apart in the table. */
  readonly column: string;
  /** Options by the variant's name, over the others; none: an empty map. */
  readonly options: ReadonlyMap<string, GivenOptions>;
}

export interface PlannedRun {
  /** Of its folder. */
  readonly name: string;
  readonly options: GivenOptions;
  /** What tells it apart, by the name of the column; a value as a person reads it. */
  readonly values: Readonly<Record<string, string>>;
}

/** Runs that differ in these alone are one row of the table. */
export const POOLED: readonly string[] = ["seed", "fold"];

/** In the order of the file: the first option changes slowest. Throws E_EXPERIMENT where two runs would have one name. */
export function plannedRuns({
  options,
  variants,
  folds,
}: Pick<Experiment, "options" | "variants" | "folds">): PlannedRun[] {
  const fixed = [...options].flatMap(([name, values]) => (values.length === 1 ? [[name, values[0]] as const] : []));
  const axes: Axis[] = [
    ...(variants.options.size === 0
      ? []
      : [{ column: variants.column, over: true, choices: [...variants.options].map(choiceOfVariant) }]),
    ...[...options].flatMap(([name, values]) => (values.length === 1 ? [] : [axisOf(name, values)])),
    ...(folds === null
      ? []
      : [
          axisOf(
            "fold",
            Array.from({ length: folds }, (_, fold) => fold),
          ),
        ]),
  ];
  const start: Omit<PlannedRun, "name"> = {
    options: { ...Object.fromEntries(fixed), ...(folds && { folds }) },
    values: {},
  };
  const runs = axes.reduce(
    (before, axis) => before.flatMap((run) => axis.choices.map((choice) => withChoice(run, axis, choice))),
    [{ ...start, words: [] as readonly string[] }],
  );
  const named = runs.map(({ words, ...run }): PlannedRun => ({ name: words.join("-") || "run", ...run }));
  requireDifferentNames(named);
  return named;
}

interface Axis {
  readonly column: string;
  /** Whether its options stand over those of other axes: a variant is about what it names. */
  readonly over: boolean;
  readonly choices: readonly Choice[];
}

interface Choice {
  readonly options: GivenOptions;
  /** As a person reads it. */
  readonly value: string;
  /** In the name of the folder. */
  readonly word: string;
}

type Unnamed = Omit<PlannedRun, "name"> & { readonly words: readonly string[] };

const withChoice = (run: Unnamed, { column, over }: Axis, { options, value, word }: Choice): Unnamed => ({
  options: over ? { ...run.options, ...options } : { ...options, ...run.options },
  values: { ...run.values, [column]: value },
  words: [...run.words, word],
});

const choiceOfVariant = ([name, options]: readonly [string, GivenOptions]): Choice => ({
  options,
  value: name,
  word: slug(name),
});

const axisOf = (name: TrainOptionName, values: readonly unknown[]): Axis => ({
  column: kebabCase(name),
  over: false,
  choices: values.map((value) => ({ options: { [name]: value }, value: textOf(value), word: wordOf(name, value) })),
});

const textOf = (value: unknown): string => (typeof value === "boolean" ? (value ? "yes" : "no") : String(value));

/** Values that speak for themselves stand alone: nasnetmobile-multi-no-enhance-seed-1. */
const TELLING: readonly TrainOptionName[] = ["network", "task", "recipe"];

function wordOf(name: TrainOptionName, value: unknown): string {
  if (typeof value === "boolean") return value ? kebabCase(name) : `no-${kebabCase(name)}`;
  return slug(TELLING.includes(name) ? String(value) : `${kebabCase(name)}-${value}`);
}

/** Letters, digits, dots and dashes; of a path its last part. */
const slug = (text: string): string =>
  text
    .split(/[\\/]/)
    .at(-1)!
    .replaceAll(/[^\p{L}\p{N}.]+/gu, "-")
    .replaceAll(/^-|-$/g, "");

function requireDifferentNames(runs: readonly PlannedRun[]): void {
  const seen = new Set<string>();
  for (const { name } of runs) {
    if (seen.has(name))
      throw new RoentgenError("E_EXPERIMENT", "two runs of the experiment would have the same folder", {
        kind: "usage",
        expected: "values that differ in letters and digits, each given once",
        received: name,
        fix: "take the second value out, or give it another name",
      });
    seen.add(name);
  }
}
