/** Options of a training run, read from what a person or a file gives, from a run's config.json, or given again to a run that goes on. */
import { z } from "zod";
import { RoentgenError } from "../util/error.ts";
import { misnamed, optionError } from "../util/usage.ts";
import type { Option } from "./options/option.ts";
import {
  type GivenOptions,
  kebabCase,
  type TrainOptionName,
  type TrainOptions,
  trainOptionNames,
  trainOptions,
} from "./options.ts";

/** What is not given has its default. Throws E_OPTION for the first that does not fit. */
export function parseTrainOptions(given: GivenOptions): TrainOptions {
  return parseEach(given, startsAtRandom(given));
}

function parseEach(given: GivenOptions, isRandom: boolean): TrainOptions {
  const parsed = trainOptionNames.map((name) => [name, parseOne(name, given[name], isRandom)] as const);
  return Object.fromEntries(parsed) as unknown as TrainOptions; // every name, with its schema's output
}

/** A random start learns as long and as fast as tests found best; the published recipe stays as it is. */
const startsAtRandom = ({ weights, recipe }: GivenOptions): boolean =>
  weights === "none" && (recipe ?? trainOptions.recipe.default) === "standard";

function parseOne(name: TrainOptionName, given: unknown, isRandom: boolean): unknown {
  const { schema, expected, ...option }: Option<unknown> = trainOptions[name];
  const value = given ?? (isRandom ? (option.fromRandom ?? option.default) : option.default);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const flag = `--${kebabCase(name)}`;
  throw misnamed("E_OPTION", `${flag} cannot be ${JSON.stringify(value)}`, {
    received: String(value),
    known: wordsFor(schema, expected),
    expected,
    otherwise: `give ${flag} ${expected}`,
  });
}

/** Words of what is expected that stand for themselves: "standard", "published". */
const wordsFor = (schema: Option<unknown>["schema"], expected: string): string[] =>
  (expected.match(/[a-z][a-z-]+/g) ?? []).filter((word) => {
    try {
      return schema.safeParse(word).success;
    } catch {
      return false; // a parser of its own does not take it
    }
  });

/** The options of a run, from its config.json, which holds all that it had. where: the file, for errors. */
export function keptOptions(kept: Readonly<Record<string, unknown>>, where: string): TrainOptions {
  try {
    return parseEach(kept, false);
  } catch (cause) {
    if (!(cause instanceof RoentgenError)) throw cause;
    throw new RoentgenError("E_RUN_FILE", cause.message, { ...cause.details, kind: "data", where });
  }
}

/** Options that change no result. */
const FREE = ["offline", "cache"] as const satisfies readonly TrainOptionName[];

/** Those of the given that change no result. */
export const freeAmong = (given: GivenOptions): GivenOptions =>
  Object.fromEntries(FREE.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])));

/** A run goes on with the options that it began with. Throws E_OPTION for the first that is given, and another, and would change the result. */
export function optionsAgain(kept: TrainOptions, given: GivenOptions, folder: string): TrainOptions {
  const asked = parseTrainOptions(given);
  const names = trainOptionNames.filter((name) => given[name] !== undefined);
  const isFree = (name: TrainOptionName): boolean => FREE.some((free) => free === name);
  const other = names.find((name) => !isFree(name) && JSON.stringify(asked[name]) !== JSON.stringify(kept[name]));
  if (other === undefined)
    return { ...kept, ...Object.fromEntries(names.filter(isFree).map((name) => [name, asked[name]])) };
  const flag = `--${kebabCase(other)}`;
  throw optionError(`${flag} would make another run of it`, {
    where: folder,
    expected: `${flag} as the run has it: ${kept[other] ?? "not given"}`,
    received: String(asked[other]),
    fix: `leave ${flag} out, or train a new run with it`,
  });
}

/** The options in a config file's mapping, by their names in code. where: the file, for errors. */
export function namedAsInFile(content: unknown, where: string): Partial<Record<TrainOptionName, unknown>> {
  const mapping = z.record(z.string(), z.unknown()).safeParse(content);
  if (!mapping.success) throw notAMapping(content, where);
  for (const key of Object.keys(mapping.data)) requireOption(key, where);
  return Object.fromEntries(Object.entries(mapping.data).map(([key, value]) => [camelCase(key), value]));
}

function requireOption(key: string, where: string): void {
  const names = trainOptionNames.map(kebabCase);
  if (names.includes(key)) return;
  throw misnamed("E_OPTION", `there is no option ${key}`, {
    received: key,
    known: names,
    where,
    otherwise: "take it out",
  });
}

function notAMapping(content: unknown, where: string): RoentgenError {
  return new RoentgenError("E_CONFIG", "this is not a file of options", {
    kind: "usage",
    where,
    expected: "a mapping from options to values, such as image-size: 224",
    received: content == null ? "an empty file" : JSON.stringify(content).slice(0, 80),
    fix: "write one option a line",
  });
}

const camelCase = (name: string): string => name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
