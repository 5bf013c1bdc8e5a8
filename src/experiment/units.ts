/** How many outputs a model has: one for a sigmoid, else one for each class. */
import type { Labelling } from "../dataset/index.ts";

export const unitsOf = ({ positive, names }: Pick<Labelling, "positive" | "names">): number =>
  positive === null ? names.length : 1;
