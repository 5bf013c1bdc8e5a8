/**
 * Judges a run: on its validation part again (a cross-validation out of fold), on the sealed test part, which is opened here alone, with a reason,
 * into the ledger, or on other data than its own.
 */
import { sha256OfFile } from "../dataset/index.ts";
import type { ModelDescription } from "../model/index.ts";
import {
  appendToLedger,
  configSchema,
  type FoldMetrics,
  isCrossValidation,
  keptPrevalences,
  type LedgerEntry,
  type Metrics,
  metricsSchema,
  type PartMetrics,
  type Predictions,
  type RunFolder,
  readJson,
  readJudged,
  runFolder,
  sha256OfFigures,
  writeJson,
  writePredictions,
} from "../run/index.ts";
import type { Runtime } from "../runtime/index.ts";
import { RoentgenError } from "../util/error.ts";
import { judge } from "./judge/judge.ts";
import { judgeOutOfFoldAgain, noTestPart, ofFoldsAlone } from "./out-of-fold.ts";
import { type Progress, predictSource, type Skip } from "./predict-source.ts";
import { requireKnownPrevalences } from "./prevalence.ts";
import { type Requirement, requireKnownClasses } from "./requirement.ts";
import { readManifest } from "./run-manifest.ts";
import { type OtherData, type OtherImages, otherImages, type ReadRun, unchangedImages } from "./source.ts";

/** What is judged on. Opening the test part needs a reason. */
export type Material =
  /** Of a cross-validation, which has no such part, its images out of fold. */
  | { readonly part: "validation" }
  | { readonly part: "test"; readonly reason: string; readonly now: Date }
  | ({ readonly part: "other"; readonly skip: Skip | undefined } & OtherData);

export interface EvaluateRequest {
  readonly folder: string;
  readonly on: Material;
  /** The file of a smaller model of the run; undefined: the run's own. */
  readonly model: string | undefined;
  /** How common classes are elsewhere, by name; undefined: as it was said before. */
  readonly prevalences: ReadonlyMap<string, number> | undefined;
  /** Only looked at: whether they name classes of the run. */
  readonly requirements: readonly Requirement[];
  /** Of the processor; undefined: all. */
  readonly threads: number | undefined;
}

export interface Evaluation {
  readonly part: PartMetrics["part"];
  /** Of the test part: 1 the first time; what comes later is no longer unseen. Else null. */
  readonly opening: number | null;
  /** SHA-256 of that opening's line in the ledger, which follows from all lines before it; else null. */
  readonly line: string | null;
  /** false: the run was made before manifests were sealed. */
  readonly isSealed: boolean;
  /** On validation, or out of fold: whether the run had other figures before. */
  readonly changed: boolean;
  /** On validation: whether the test part was opened before, by whose figures a report goes. */
  readonly afterTest: boolean;
  /** Earlier openings of the test part that the ledger knows and that have no figures: they were interrupted. */
  readonly withoutFigures: readonly number[];
  /** Images of other data that were not judged on, by their label or because they cannot be read. */
  readonly leftOut: number;
  readonly unreadable: number;
  readonly metrics: PartMetrics;
  /** Out of fold: the folds' own figures, as they were; else null. */
  readonly folds: readonly FoldMetrics[] | null;
  readonly predictions: Predictions;
}

/**
 * Throws where the run, its model or its images are not what they were; nothing is opened or written then. What is judged on a part of the run is
 * written into it: to be called with the run's lock.
 */
export async function evaluate(request: EvaluateRequest, runtime: Runtime, progress: Progress): Promise<Evaluation> {
  const { folder, on, prevalences, requirements } = request;
  const run = runFolder(folder);
  const config = await readJson(run.config, configSchema);
  const { metrics, withoutFigures } = await readJudged(run);
  const before = saying(prevalences, metrics);
  requireKnownClasses(requirements, config.names);
  requireKnownPrevalences(prevalences, config.names);
  const manifest = await readManifest(run);
  const known = { run, config, before, manifest };
  const judged =
    on.part !== "other" && isCrossValidation(config)
      ? await outOfFold(known, request)
      : await byModel(known, request, runtime, progress);
  return { ...judged, isSealed: manifest.isSealed, withoutFigures };
}

/** Kept, until others are said. */
function saying(prevalences: EvaluateRequest["prevalences"], metrics: Metrics): Metrics {
  if (prevalences === undefined) return metrics;
  return { ...metrics, prevalences: [...prevalences].map(([name, prevalence]) => ({ name, prevalence })) };
}

/** What is known of a run before it is judged. */
interface Known extends ReadRun {
  readonly before: Metrics;
}

type Judged = Omit<Evaluation, "withoutFigures" | "isSealed">;

async function outOfFold({ run, before, manifest }: Known, { on, model }: EvaluateRequest): Promise<Judged> {
  if (on.part === "test") throw noTestPart(run.folder);
  if (model !== undefined) throw ofFoldsAlone(run.folder, `--model ${model}`);
  const judged = await judgeOutOfFoldAgain(run, manifest.images, before);
  const after = metricsSchema.parse({ ...before, outOfFold: judged.outOfFold }); // as it will be read again
  await writeJson(run.metrics, metricsSchema, after);
  const { metrics, folds } = judged.outOfFold;
  const changed = !isSame(before.outOfFold?.metrics, after.outOfFold?.metrics);
  const nothing = { opening: null, line: null, afterTest: false, leftOut: 0, unreadable: 0 };
  return { ...nothing, part: metrics.part, changed, metrics, folds, predictions: judged.predictions };
}

async function byModel(
  { run, config, before, manifest }: Known,
  { on, model, threads }: EvaluateRequest,
  runtime: Runtime,
  progress: Progress,
): Promise<Judged> {
  const skip = on.part === "other" ? (on.skip ?? adviseToSkip) : undefined;
  const source = await sourceOf({ run, config, manifest }, on, progress);
  const predicted = await predictSource(model ?? run.model, source, { runtime, threads, skip }, progress);
  const { predictions, patients, description } = predicted;
  if (model !== undefined) await requireMadeOf(run, description, model);
  const { positive, calibration, operatingPoint } = description;
  const judged = { part: on.part, positive, calibration, operatingPoint, patients };
  const isChoosing = on.part === "validation" && model === undefined;
  const metrics = judge(predictions, { ...judged, ...chosenBefore(before, isChoosing) });
  // the ledger before all that anybody can see: whoever looks, has looked
  const entry =
    on.part === "test" ? await open(run, on, { manifest: manifest.sha256, figures: sha256OfFigures(metrics) }) : null;
  const after = metricsSchema.parse(withPart(before, metrics, entry)); // as it will be read again
  if (on.part !== "other" && model === undefined) {
    await writePredictions(run.predictions[on.part], predictions);
    await writeJson(run.metrics, metricsSchema, after);
  }
  const changed = isChoosing && !isSame(before.validation, after.validation);
  const { leftOut, images } = source;
  const unreadable = source.unreadable + images.length - predictions.rows.length;
  const afterTest = on.part === "validation" && before.test.length > 0;
  const opened = { opening: entry?.opening ?? null, line: entry?.sha256 ?? null };
  return { part: on.part, ...opened, changed, afterTest, leftOut, unreadable, metrics, folds: null, predictions };
}

/** Operating points are chosen on validation, when the run's own model is judged on it. */
const chosenBefore = (before: Metrics, isChoosing: boolean) => ({
  prevalences: keptPrevalences(before),
  ...(before.validation !== null && !isChoosing && { points: before.validation.operatingPoints }),
});

/** But for what they would mean at other prevalences, which is said anew and follows from them. */
const isSame = (one: PartMetrics | null | undefined, other: typeof one): boolean => ofRun(one) === ofRun(other);

const ofRun = (metrics: PartMetrics | null | undefined): string =>
  JSON.stringify({ ...metrics, predictiveValues: null });

async function sourceOf(known: ReadRun, on: Material, progress: Progress): Promise<OtherImages> {
  if (on.part === "other") return otherImages(known, on, on.skip ?? adviseToSkip, progress);
  return { ...(await unchangedImages(known, on.part, progress)), leftOut: 0, unreadable: 0 };
}

/** The error of an image of other data that cannot be read, with the way out. */
function adviseToSkip({ code, message, details }: RoentgenError): never {
  const fix = "mend or remove it, or leave such images out by --skip-unreadable";
  throw new RoentgenError(code, message, { ...details, fix });
}

/** The run's images have trained and chosen its own model, and smaller ones of it; any other would be judged by what it may have seen. */
async function requireMadeOf(run: RunFolder, { precision }: ModelDescription, model: string): Promise<void> {
  const own = await sha256OfFile(run.model);
  if (precision?.of === own) return;
  throw new RoentgenError("E_MODEL_OTHER", "the model was not made of the run's", {
    kind: "usage",
    where: model,
    expected: `a smaller model of ${own}`,
    received: precision === undefined ? "a model that is no smaller one" : `a smaller model of ${precision.of}`,
    fix: "make it again by roentgen export RUN --precision",
  });
}

async function open(
  run: RunFolder,
  { reason, now }: Extract<Material, { part: "test" }>,
  judged: Readonly<Record<"manifest" | "figures", string>>,
): Promise<LedgerEntry> {
  const model = await sha256OfFile(run.model);
  return appendToLedger(run.ledger, { when: now.toISOString(), why: reason, model, ...judged });
}

/** entry: of the test part's opening; null: validation. */
function withPart(before: Metrics, metrics: PartMetrics, entry: LedgerEntry | null): Metrics {
  if (entry === null) return { ...before, validation: metrics };
  const { opening, sha256: line } = entry;
  return { ...before, test: [...before.test, { opening, line, metrics }] };
}
