/** Shares of images: Wilson's interval; where patients have several, with the effective number of images. The same wherever a share is told. */
import { CLUSTERED_METHOD, clusteredProportion, type Figure, proportion } from "../../statistics/index.ts";
import type { Cases } from "./cases.ts";

/** The part of hits among those asked, by image. */
export function rate(
  { patients }: Pick<Cases, "patients">,
  hits: readonly boolean[],
  asked: readonly boolean[],
  reason: string,
): Figure {
  if (patients !== null) return clusteredProportion({ hits, asked }, patients, reason);
  return proportion(counted(asked.map((flag, i) => flag && hits[i]!)), counted(asked), reason);
}

/** Of many shares. */
export const rateMethod = ({ patients }: Pick<Cases, "patients">): string =>
  patients === null ? "Wilson score interval" : `${CLUSTERED_METHOD} (where all or none are hits: n the patients)`;

const counted = (flags: readonly boolean[]): number => flags.reduce((sum, flag) => sum + Number(flag), 0);
