/** What a report is written from: the files of a run, as src/run reads them, and the pictures that it shows. */
import {
  type EpochPlace,
  type HistoryRow,
  isCrossValidation,
  type LedgerEntry,
  type Metrics,
  type PartMetrics,
  type RunConfig,
} from "../run/index.ts";

export interface ReportMaterial {
  /** The run's name. */
  readonly name: string;
  readonly config: RunConfig;
  readonly history: readonly HistoryRow[];
  /** The epoch whose weights were kept; null: those of the start, or not known. */
  readonly kept: EpochPlace | null;
  readonly metrics: Metrics;
  readonly ledger: readonly LedgerEntry[];
  /** Of manifest.csv. isSealed: false in a run that was made before manifests were sealed. */
  readonly manifest: { readonly sha256: string; readonly isSealed: boolean };
  readonly images: readonly ReportImage[];
  /** Images before and after enhancement; empty where there is none, or they are gone. */
  readonly pairs: readonly PicturePair[];
  /** Of the part that the report judges by, most confident first; at most a dozen. */
  readonly mistakes: readonly Mistake[];
}

/** A row of the manifest. */
export interface ReportImage {
  readonly label: string;
  readonly patient: string | null;
  readonly split: "train" | "validation" | "test";
}

/** A picture inside the page: data:image/jpeg;base64,... */
export interface Picture {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

export interface PicturePair {
  readonly path: string;
  readonly label: string;
  readonly before: Picture;
  readonly after: Picture;
}

export interface Mistake {
  readonly path: string;
  readonly truth: string;
  readonly said: string;
  /** Of what was said. */
  readonly probability: number;
  /** null: the image is no longer where it was, or another by now. */
  readonly picture: Picture | null;
}

/** A part with figures, as the page names it. */
export interface JudgedPart {
  readonly name: "test" | "validation" | "outOfFold";
  /** What a reader calls it. Of a cross-validation, which has no parts, each image is judged by the fold's model that had not seen it. */
  readonly title: "test" | "validation" | "out of fold";
  readonly metrics: PartMetrics;
  /** Why its figures flatter; null: they do not. */
  readonly mark: string | null;
}

/** The test part first, by its first opening that has figures: only then it was unseen. Prevalences may have been said later. */
export function judgedParts({ metrics, config }: Pick<ReportMaterial, "metrics" | "config">): JudgedPart[] {
  const { test, validation, outOfFold } = metrics;
  if (isCrossValidation(config)) return outOfFold === undefined ? [] : [outOfFoldPart(outOfFold.metrics)];
  const [first] = test;
  return [
    ...(first === undefined ? [] : [testPart(withLaterValues(first, metrics))]),
    ...(validation === null ? [] : [validationPart(validation)]),
  ];
}

type Opening = Metrics["test"][number];

/** With predictive values of the latest opening that has some, as far as all figures that they follow from are the same. */
function withLaterValues(first: Opening, metrics: Metrics): Opening {
  const isTakenBack = metrics.prevalences?.length === 0;
  const later = withValues(metrics);
  if (!isTakenBack && (later === undefined || !isAlike(first, later))) return first;
  const predictiveValues = later?.metrics.predictiveValues ?? [];
  return { ...first, metrics: { ...first.metrics, predictiveValues } };
}

/** That a later opening has predictive values, but other figures than those that are shown; null: it is not so. */
export function otherValuesText(metrics: Metrics): string | null {
  const [first, later] = [metrics.test[0], withValues(metrics)];
  if (first === undefined || later === undefined || isAlike(first, later)) return null;
  return `Opening ${later.opening} of the test part has predictive values at stated prevalences, but other figures than those shown here: they are in metrics.json alone.`;
}

/** None, where prevalences were taken back since. */
const withValues = ({ test, prevalences }: Metrics): Opening | undefined =>
  prevalences?.length === 0 ? undefined : test.findLast(({ metrics }) => metrics.predictiveValues.length > 0);

/** Operating points, too, come from validation, and may have been chosen again. */
const isAlike = (one: Opening, other: Opening): boolean => one === other || figuresOf(one) === figuresOf(other);

const figuresOf = ({ metrics }: Opening): string =>
  JSON.stringify({ ...metrics, operatingPoints: null, predictiveValues: null });

/** That the test part was opened again, which the figures of its first opening do not show; null: it was not, or nothing was judged. */
export function reopenedText({ metrics, ledger }: Pick<ReportMaterial, "metrics" | "ledger">): string | null {
  const [first] = metrics.test;
  const openings = Math.max(ledger.length, metrics.test.at(-1)?.opening ?? 0);
  if (first === undefined || openings < 2) return null;
  const seen =
    first.opening === 1 ? "its first, when it was unseen" : `opening ${String(first.opening)}, no longer unseen`;
  return `The test part was opened ${openings === 2 ? "twice" : `${String(openings)} times`}: these are the figures of ${seen}.`;
}

const outOfFoldPart = (metrics: PartMetrics): JudgedPart => ({
  name: "outOfFold",
  title: "out of fold",
  metrics,
  mark: null,
});

const testPart = ({ opening, metrics }: Opening): JudgedPart => ({
  name: "test",
  title: "test",
  metrics,
  mark: opening === 1 ? null : `opening ${opening} of the test part: no longer unseen`,
});

const validationPart = (metrics: PartMetrics): JudgedPart => ({
  name: "validation",
  title: "validation",
  metrics,
  mark: `this part chose the ${metrics.chose ?? "weights"}`,
});

/** "test images", "images out of fold" */
export const imagesOf = ({ title }: Pick<JudgedPart, "title">): string =>
  title === "out of fold" ? `images ${title}` : `${title} images`;
