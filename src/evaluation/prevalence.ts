/** --prevalence: how common classes are where a model will be used, which no part of a collection tells. */
import { RoentgenError } from "../util/error.ts";
import { nearest } from "../util/nearest.ts";

/** "covid=0.05" or "covid=0.05,virus=0.1". Throws E_OPTION. */
export function parsePrevalences(text: string): ReadonlyMap<string, number> {
  return new Map(
    text.split(",").map((each): [string, number] => {
      const [, name = "", number = ""] = /^\s*(.+?)\s*=\s*(\d*\.?\d+)\s*$/u.exec(each) ?? [];
      const share = number === "" ? Number.NaN : Number(number);
      if (share > 0 && share < 1) return [name, share];
      throw refused(`--prevalence cannot be "${text}"`, {
        expected: "CLASS=SHARE, or several with commas between them, with shares between 0 and 1",
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
  const unknown = [...(prevalences?.keys() ?? [])].find((name) => !classes.includes(name));
  if (unknown === undefined) return;
  const guess = nearest(unknown, classes);
  throw new RoentgenError("E_CLASS_UNKNOWN", `"${unknown}" is not one of the classes`, {
    kind: "usage",
    where: "--prevalence",
    expected: classes.join(", "),
    received: unknown,
    fix: guess === undefined ? "name one of the classes" : `did you mean ${guess}?`,
  });
}

const refused = (what: string, details: { expected: string; received: string; fix: string }): RoentgenError =>
  new RoentgenError("E_OPTION", what, { kind: "usage", ...details });
