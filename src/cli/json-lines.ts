/**
 * --json: a result is one JSON object on a line of its own, whose type says which fields it has, in every command alike. A run's events are printed
 * as they are, by types of their own (RunEvent). What is not known is null. docs/json.md has all of them.
 */
import type { Ignored } from "../dataset/index.ts";
import type { Evaluation } from "../evaluation/index.ts";
import type {
  ClassProbability,
  DemoResult,
  DemoStage,
  Examination,
  FinishedFolds,
  FinishedRun,
  PriceResult,
  StudyResult,
} from "../experiment/index.ts";
import type {
  Comparison,
  ConfigDifference,
  FoldMetrics,
  PartMetrics,
  RunConfig,
  RunSummary,
  SmallerModel,
} from "../run/index.ts";
import type { Figure } from "../statistics/index.ts";
import type { ShelvedSet } from "../training/index.ts";
import type { PretrainedFile } from "../weights/index.ts";
import { printResult } from "./terminal.ts";

interface ExportedFile {
  readonly run: string;
  readonly format: string;
  readonly out: string;
  readonly bytes: number;
}

/** null: a run that was not judged. */
type JudgedPart = "validation" | "test" | "out of fold" | null;

export interface JsonLines {
  readonly "cache-cleared": { readonly folder: string; readonly removedBytes: number };
  readonly "cached-features": Omit<ShelvedSet, "lastUsed"> & { readonly lastUsed: string };
  readonly comparison: Comparison;
  readonly demo: DemoResult;
  readonly "demo-stage": { readonly stage: DemoStage };
  readonly doctor: Examination;
  readonly "experiment-result": StudyResult | PriceResult;
  readonly enhance: {
    readonly written: number;
    readonly skipped: number;
    readonly seconds: number;
    readonly out: string;
  };
  readonly evaluation: Omit<Evaluation, "predictions" | "afterTest"> & { readonly data: string | null };
  readonly export: ExportedFile;
  readonly "folds-result": Pick<FinishedFolds, "folder"> & {
    readonly outOfFold: PartMetrics;
    readonly folds: readonly FoldMetrics[];
  };
  readonly "features-file": {
    readonly out: string;
    readonly table: string;
    readonly rows: number;
    readonly channels: number;
    readonly cached: number;
    readonly skipped: number;
  };
  readonly "passed-over": { readonly ignored: readonly Ignored[] };
  readonly image: { readonly path: string; readonly out: string };
  readonly phantoms: {
    readonly out: string;
    readonly count: number;
    readonly size: number;
    readonly seed: number;
    readonly seconds: number;
  };
  readonly predict: { readonly images: number; readonly skipped: number };
  readonly prediction: {
    readonly path: string;
    readonly prediction: string;
    readonly probabilities: Readonly<Record<string, number>>;
  };
  readonly result: Pick<FinishedRun, "folder" | "validation">;
  readonly run: Pick<RunSummary, "folder" | "standing" | "openings"> & {
    readonly [Name in "network" | "task" | "recipe" | "seed" | "created"]: RunConfig[Name] | null;
  } & { readonly accuracy: Figure | null; readonly part: JudgedPart };
  readonly "run-details": RunSummary;
  readonly "run-differences": {
    readonly one: string;
    readonly other: string;
    readonly differences: readonly ConfigDifference[];
    /** What each was judged on. */
    readonly parts: { readonly one: JudgedPart; readonly other: JudgedPart };
    readonly figures: readonly { readonly name: string; readonly one: Figure | null; readonly other: Figure | null }[];
  };
  readonly "smaller-model": ExportedFile & SmallerModel;
  readonly split: {
    readonly out: string;
    readonly classes: readonly string[];
    /** By part, or by fold. */
    readonly counts: Readonly<Record<string, readonly number[]>>;
  };
  readonly weights: PretrainedFile & { readonly there: boolean };
  readonly "weights-check": {
    readonly file: string;
    readonly network: string;
    readonly variables: number;
    readonly numbers: number;
    readonly units: number | null;
    readonly classes: readonly ClassProbability[] | null;
  };
}

export function printJson<Type extends keyof JsonLines>(type: Type, fields: JsonLines[Type]): void {
  printResult(JSON.stringify({ type, ...fields }));
}
