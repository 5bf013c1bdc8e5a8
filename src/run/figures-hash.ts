/** What the ledger holds the figures of an opening by. */
import { sha256OfText } from "../util/sha256.ts";
import { type PartMetrics, partMetricsSchema } from "./metrics.ts";

/** SHA-256 of figures as metrics.json has them, without spaces and with names in the order of the alphabet. */
export const sha256OfFigures = (metrics: PartMetrics): string =>
  sha256OfText(JSON.stringify(partMetricsSchema.parse(metrics), byName));

function byName(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
