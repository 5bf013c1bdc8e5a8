/** --prevalence: how common classes are where a model will be used, which no part of a collection tells. */
import { optionError } from "../util/usage.ts";
import { requireKnownClass } from "./known-class.ts";

/** "covid=0.05" or "covid=0.05,virus=0.1"; none: an empty map. Throws E_OPTION. */
export function parsePrevalences(text: string): ReadonlyMap<string, number> {
  if (text.trim() === "none") return new Map();
  return new Map(
    text.split(",").map((each): [string, number] => {
      const [, name = "", number = ""] = /^\s*(.+?)\s*=\s*(\d*\.?\d+)\s*$/u.exec(each) ?? [];
      const share = number === "" ? Number.NaN : Number(number);
      if (share > 0 && share < 1) return [name, share];
      throw optionError(`--prevalence cannot be "${text}"`, {
        expected: "CLASS=SHARE, or several with commas between them, with shares between 0 and 1; or none",
        received: each,
        fix: "write for example --prevalence covid=0.05",
      });
    }),
  );
}

/** Throws E_CLASS_UNKNOWN where one is of a class that is not among these. */
export function requireKnownPrevalences(
  prevalences: ReadonlyMap<string, number> | undefined,
  classes: readonly string[],
): void {
  for (const name of prevalences?.keys() ?? []) requireKnownClass(name, { where: "--prevalence", classes });
}
