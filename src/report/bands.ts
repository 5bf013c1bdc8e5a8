/** What a caption says of the bands around curves: how they were made, where they are drawn, and else why there is none. */
import type { BandBounds } from "../figures/index.ts";

export interface MadeBand extends BandBounds {
  readonly method: string;
}

/** A band has a width somewhere. */
const isDrawn = ({ low, high }: BandBounds): boolean =>
  low.some((from, i) => {
    const to = high[i];
    return from !== null && to !== null && to !== undefined && to > from;
  });

const isKnown = ({ low }: BandBounds): boolean => low.some((from) => from !== null);

/** One sentence or two; bands: of all curves of a figure. */
export function bandsText(bands: readonly MadeBand[]): string {
  const drawn = bands.filter(isDrawn);
  const methods = [...new Set(drawn.map(({ method }) => method))];
  const made = methods.length === 0 ? [] : [`Bands are 95 % intervals: ${methods.join("; ")}.`];
  const none = bands.length - drawn.length;
  return [...made, ...(none === 0 ? [] : [reasonText(bands, drawn.length > 0)])].join(" ");
}

/** A bootstrap of few images, or of a model without a mistake, may draw the same curve again and again. */
function reasonText(bands: readonly MadeBand[], someAreDrawn: boolean): string {
  const where = someAreDrawn ? "Where there is no band" : "No band is drawn";
  const why = bands.some((band) => !isDrawn(band) && isKnown(band))
    ? "every resample gave the same curve, which is no certainty"
    : "none of these images tells it";
  return `${where}${someAreDrawn ? "," : ":"} ${why}.`;
}
