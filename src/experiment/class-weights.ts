/** --class-weights: what the loss of an image weighs, by its class. */
import type { LabelledImage, Labelling, Part } from "../dataset/index.ts";
import type { RoentgenError } from "../util/error.ts";
import { misnamed, optionError } from "../util/usage.ts";

export const CLASS_WEIGHTS_EXPECTED = "none, balanced, or NAME=WEIGHT and more of them between commas";

/** By name; who has none weighs 1, as in Keras. */
type Given = ReadonlyMap<string, number>;

/** Throws E_OPTION. */
export function parseClassWeights(text: string): "none" | "balanced" | Given {
  if (text === "none" || text === "balanced") return text;
  const given = new Map<string, number>();
  for (const part of text.split(",")) {
    const [, name, weight] = /^(.+)=([^=]+)$/.exec(part.trim()) ?? [];
    if (name === undefined || !(Number(weight) > 0 && Number.isFinite(Number(weight))) || given.has(name))
      throw notWeights(text);
    given.set(name, Number(weight));
  }
  return given;
}

const notWeights = (received: string): RoentgenError =>
  optionError("these are not weights of classes", {
    where: "--class-weights",
    expected: `${CLASS_WEIGHTS_EXPECTED}; weights above 0, a class once`,
    received,
    fix: "write for example --class-weights covid=2,normal=1",
  });

/** Throws E_OPTION where a name is none of the model's. */
export function requireWeightsOfClasses(text: string, names: readonly string[]): void {
  const given = parseClassWeights(text);
  if (typeof given === "string") return;
  for (const name of given.keys()) if (!names.includes(name)) throw unknownClass(name, names);
}

const unknownClass = (received: string, known: readonly string[]): RoentgenError =>
  misnamed("E_OPTION", `the model tells no class ${received} apart`, {
    received,
    known,
    where: "--class-weights",
    otherwise: "name one of these",
  });

interface DividedImages {
  readonly labelling: Labelling;
  readonly images: readonly { readonly part: Part; readonly image: LabelledImage }[];
}

/** Of the training images of a run. */
export function classWeightsIn(text: string, { labelling, images }: DividedImages) {
  const trained = images.filter(({ part }) => part === "train");
  const places = trained.map(({ image }) => labelling.placeOf(image.label));
  return classWeightsOf(text, labelling, places);
}

/**
 * By place; null: all weigh 1. balanced: images / (classes * images of the class), over the training images, whose places are given, and the classes that
 * there are any of (scikit-learn's `compute_class_weight`).
 */
export function classWeightsOf(
  text: string,
  { names }: Pick<Labelling, "names">,
  places: readonly number[],
): number[] | null {
  const given = parseClassWeights(text);
  if (given === "none") return null;
  if (given !== "balanced") return names.map((name) => given.get(name) ?? 1);
  const counts = names.map((_, place) => places.filter((each) => each === place).length);
  const present = counts.filter((count) => count > 0).length;
  return counts.map((count) => (count === 0 ? 1 : places.length / (present * count)));
}
