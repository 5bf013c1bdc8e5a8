/** --map: other data's labels as the run's classes, by name: THEIRS=OURS, and THEIRS=- for images that are left out. */
import type { LabelledImage } from "../dataset/index.ts";
import { RoentgenError } from "../util/error.ts";
import { firstFew } from "../util/first-few.ts";
import { groupBy } from "../util/group.ts";
import { nearest } from "../util/nearest.ts";
import { misnamed, optionError } from "../util/usage.ts";

/** From their label to ours; null: left out. */
export type LabelMap = ReadonlyMap<string, string | null>;

const LEFT_OUT = "-";
/** In an example, for a class that somebody has to choose. */
const OURS = "OURS";

/** "pneumonia=viral,other=-". Throws E_OPTION. */
export function parseLabelMap(text: string): LabelMap {
  const pairs = text.split(",").map((pair): [string, string | null] => {
    const [, theirs, ours] = /^\s*(.+?)\s*=\s*(.+?)\s*$/su.exec(pair) ?? [];
    if (theirs === undefined || ours === undefined)
      throw wrong("--map cannot be read", "THEIRS=OURS, with commas between", pair);
    return [theirs, ours === LEFT_OUT ? null : ours];
  });
  const twice = [...groupBy(pairs, ([theirs]) => theirs)].find(([, same]) => same.length > 1);
  if (twice !== undefined) throw wrong("--map has a label twice", "each of their labels once", twice[0]);
  return new Map(pairs);
}

function wrong(message: string, expected: string, received: string): RoentgenError {
  return optionError(message, {
    expected,
    received,
    fix: 'write for example --map "pneumonia=viral,healthy=normal,other=-"',
  });
}

export interface MappedImages {
  readonly images: readonly LabelledImage[];
  readonly leftOut: number;
}

/**
 * classes: by which the run knows labels. where: the data, for errors. Throws E_OPTION for a name that neither side has, E_CLASS_UNKNOWN for
 * labels that are no class and are not mapped.
 */
export function mapLabels(
  images: readonly LabelledImage[],
  map: LabelMap,
  classes: readonly string[],
  where: string,
): MappedImages {
  const theirs = [...new Set(images.map(({ label }) => label))];
  for (const [from, to] of map) {
    requireName(from, theirs, `${where} has no label`);
    if (to !== null) requireName(to, classes, "the run has no class");
  }
  const unknown = theirs.filter((label) => !map.has(label) && !classes.includes(label));
  if (unknown.length > 0) throw unmapped(unknown, classes, where);
  const mapped = images.flatMap((image) => {
    const label = map.has(image.label) ? map.get(image.label)! : image.label;
    return label === null ? [] : [{ ...image, label }];
  });
  return { images: mapped, leftOut: images.length - mapped.length };
}

function requireName(name: string, known: readonly string[], problem: string): void {
  if (known.includes(name)) return;
  throw misnamed("E_OPTION", `${problem} "${name}"`, {
    received: name,
    known,
    where: "--map",
    otherwise: "write --map THEIRS=OURS with names of both",
  });
}

/** No class is guessed for a label that is like none of them, and none of the data is thrown away by an example. */
function unmapped(unknown: readonly string[], classes: readonly string[], where: string): RoentgenError {
  const meant = unknown.map((label) => nearest(label, classes));
  const example = unknown.map((label, i) => `${label}=${meant[i] ?? OURS}`).join(",");
  const ours = `where ${OURS} is ${classes.join(" or ")}, or ${LEFT_OUT} to leave the images out`;
  return new RoentgenError("E_CLASS_UNKNOWN", "the data has labels that are no class of the run", {
    where,
    expected: classes.join(", "),
    received: firstFew(unknown),
    fix: `say what they are: --map "${example}"${meant.includes(undefined) ? `, ${ours}` : ""}`,
  });
}
