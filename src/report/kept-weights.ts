/** Whose weights a run has kept: those of the best epoch of its last phase. Each phase keeps the best of its own, as Keras' callbacks do. */
import { formatShare } from "../figures/index.ts";
import type { HistoryRow } from "../run/index.ts";
import type { ReportMaterial } from "./material.ts";

type Trained = Pick<ReportMaterial, "history" | "kept">;

/** Counted over all phases, from 0; null: not known, or the weights of the start. */
export function keptPlace({ history, kept }: Trained): number | null {
  const place = history.findIndex(({ phase, epoch }) => phase === kept?.phase && epoch === kept.epoch);
  return place === -1 ? null : place;
}

/** Where an epoch of an earlier phase had been better on validation. Sentences. */
export function keptWarnings({ history, kept }: Trained): string[] {
  const place = keptPlace({ history, kept });
  if (place === null) return [];
  const own = history[place]!;
  const others = history.map((_, i) => i).filter((i) => i < place && history[i]!.phase !== own.phase);
  const best = others.reduce((a, b) => (accuracyOf(history[b]!) > accuracyOf(history[a]!) ? b : a), others[0] ?? place);
  if (accuracyOf(history[best]!) <= accuracyOf(own)) return [];
  const named = (i: number): string => `epoch ${String(i + 1)} (${history[i]!.phase})`;
  return [
    `The weights are those of ${named(place)}, with an accuracy of ${formatShare(accuracyOf(own))} on validation; ${named(best)} had reached ${formatShare(accuracyOf(history[best]!))}: there, fine-tuning made this model worse.`,
  ];
}

const accuracyOf = ({ validationAccuracy }: HistoryRow): number => validationAccuracy;
