/** Whose weights a run has kept: those of the best epoch of its last phase. Each phase keeps the best of its own, as Keras' callbacks do. */
import { formatShare } from "../figures/index.ts";
import type { HistoryRow } from "../run/index.ts";
import type { ReportMaterial } from "./material.ts";
import { counted } from "./wording.ts";

type Trained = Pick<ReportMaterial, "history" | "kept">;
type Judged = Trained & Pick<ReportMaterial, "images">;

/** Counted over all phases, from 0; null: not known, or the weights of the start. */
export function keptPlace({ history, kept }: Trained): number | null {
  const place = history.findIndex(({ phase, epoch }) => phase === kept?.phase && epoch === kept.epoch);
  return place === -1 ? null : place;
}

/**
 * Where an epoch of an earlier phase had been better on validation. Sentences. What that epoch said of each image is not kept, so that the two
 * accuracies cannot be tested against each other: nothing is claimed but what they are.
 */
export function keptWarnings({ history, kept, images }: Judged): string[] {
  const place = keptPlace({ history, kept });
  if (place === null) return [];
  const own = history[place]!;
  const others = history.map((_, i) => i).filter((i) => i < place && history[i]!.phase !== own.phase);
  const best = others.reduce((a, b) => (accuracyOf(history[b]!) > accuracyOf(history[a]!) ? b : a), others[0] ?? place);
  if (accuracyOf(history[best]!) <= accuracyOf(own)) return [];
  const judged = images.filter(({ split }) => split === "validation").length;
  const named = (i: number): string => `epoch ${String(i + 1)} (${history[i]!.phase})`;
  return [
    `Fine-tuning was no better on validation: an accuracy of ${formatShare(accuracyOf(own))} in ${named(place)}, whose weights these are, and ${formatShare(accuracyOf(history[best]!))} before it, in ${named(best)}. Of ${counted(judged, "image")}, without an interval, that may be chance.`,
  ];
}

const accuracyOf = ({ validationAccuracy }: HistoryRow): number => validationAccuracy;
