/** In what two runs were made differently: everything that config.json says, by its place there, such as "options.batch". */
import type { RunConfig } from "./config.ts";

export interface ConfigDifference {
  readonly name: string;
  /** As JSON; null where it says nothing. */
  readonly one: string | null;
  readonly other: string | null;
}

/** What says the same twice (options.seed beside seed), or differs always, is left out. */
const LEFT_OUT = new Set([
  "created",
  "command",
  "version",
  "options.task",
  "options.recipe",
  "options.seed",
  "options.enhance",
]);

export function configDifferences(one: RunConfig, other: RunConfig): ConfigDifference[] {
  const [mine, theirs] = [flat(one), flat(other)];
  return [...new Set([...mine.keys(), ...theirs.keys()])]
    .filter((name) => !LEFT_OUT.has(name) && mine.get(name) !== theirs.get(name))
    .map((name) => ({ name, one: mine.get(name) ?? null, other: theirs.get(name) ?? null }));
}

/** Leaves of the mapping, as JSON; a list is a leaf. */
function flat(value: object, prefix = ""): Map<string, string> {
  const entries = Object.entries(value).flatMap(([name, inner]): [string, string][] => {
    const isMapping = typeof inner === "object" && inner !== null && !Array.isArray(inner);
    return isMapping ? [...flat(inner, `${prefix}${name}.`)] : [[`${prefix}${name}`, JSON.stringify(inner)]];
  });
  return new Map(entries);
}
