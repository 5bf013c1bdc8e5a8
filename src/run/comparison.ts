/**
 * table.json: runs side by side. A row is one run, or several that differ in seed or fold alone, pooled; rows of one task are compared with the
 * best of them. All tables that people see are made from it.
 */
import { z } from "zod";
import { figureSchema } from "./metrics.ts";

const count = z.int().nonnegative();
const p = z.number().min(0).max(1);

/** On the same images; else why not. */
const againstBestSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("paired"),
    /** This row's accuracy less the best one's. */
    difference: figureSchema,
    /** Two-sided. */
    p,
    /** By Holm, over the tests of the task. */
    adjusted: p,
    test: z.string(),
    /** The same of AUROC, by DeLong's test, uncorrected; null where several models or classes are ranked, or patients have several images. */
    auroc: z.strictObject({ difference: figureSchema, p: p.nullable() }).nullable(),
  }),
  z.strictObject({ kind: z.literal("not paired"), reason: z.string() }),
]);

/** Of each row. */
export const ROW_FIGURES = ["accuracy", "sensitivity", "specificity", "auroc"] as const;
export type RowFigure = (typeof ROW_FIGURES)[number];

const rowSchema = z.strictObject({
  /** By column. */
  values: z.record(z.string(), z.string()).readonly(),
  /** Names of the runs that are pooled. */
  runs: z.array(z.string()).readonly(),
  /** Different images. */
  images: count,
  /** Different patients; an image whose patient is not known counts as one of its own. */
  patients: count,
  /** Whether that of some image is known; left out: yes. */
  patientsKnown: z.boolean().optional(),
  /** Of each run, where an image was judged by some runs of the row, but not by all; else left out. */
  imagesOfRuns: z.array(count).readonly().optional(),
  /** Of the test part, which gave the figures, the latest of the runs': 1 when it was unseen; null on validation, and of cross-validations. */
  opening: z.int().positive().nullable(),
  /** Of the positive class of a binary task; else sensitivity, specificity and AUROC are means over the classes. */
  figures: z.record(z.enum(ROW_FIGURES), figureSchema).readonly(),
  /** The accuracy that somebody has reported; null: none. */
  reported: z.number().nullable(),
  /** The row with the largest accuracy, which the others are compared with. */
  isBest: z.boolean(),
  /** null: of the best row. */
  againstBest: againstBestSchema.nullable(),
});

/** Rows whose models tell the same names apart. */
const taskSchema = z.strictObject({
  /** multi, or binary:NAME. */
  task: z.string(),
  positive: z.string().nullable(),
  rows: z.array(rowSchema).readonly(),
});

export const comparisonSchema = z.strictObject({
  version: z.literal(1),
  title: z.string(),
  /** DATA as given; null: the runs' own. */
  data: z.string().nullable(),
  /** What all rows were judged on. On validation, which chose the weights, figures are too good. */
  part: z.enum(["validation", "test"]),
  /** Whose reported accuracies stand beside ours; null: nobody's. */
  reportedBy: z.string().nullable(),
  /** What tells rows apart: the headings of a row's values. */
  columns: z.array(z.string()).readonly(),
  tasks: z.array(taskSchema).readonly(),
  /** What a reader must know, a sentence each: what the figures are of, how intervals and tests were made, what is missing. */
  notes: z.array(z.string()).readonly(),
});

/** Stands in tables behind figures of a test part that had been opened before. */
export const SEEN = "†";

export const isSeen = ({ opening }: Pick<ComparedRow, "opening">): boolean => opening !== null && opening > 1;

export type Comparison = z.infer<typeof comparisonSchema>;
export type ComparedTask = z.infer<typeof taskSchema>;
export type ComparedRow = z.infer<typeof rowSchema>;
export type AgainstBest = z.infer<typeof againstBestSchema>;

/** What tells a row apart, but for the task: the name of its run where it has one, else "resnet101, plain", "epochs: 20". */
export function nameOfRow({ values, runs }: ComparedRow): string {
  if (values.run !== undefined) return values.run;
  const told = Object.entries(values).filter(([column, value]) => column !== "task" && value !== "");
  return told.map(valueText).join(", ") || runs.join(", ");
}

/** Columns whose values say what they are. */
const TELLING: ReadonlySet<string> = new Set(["network", "recipe", "variant"]);

const valueText = ([column, value]: readonly [string, string]): string =>
  TELLING.has(column) || column === "enhance" ? toldValue(column, value) : `${column}: ${value}`;

/** A row's value as it stands in tables and in the row's name: enhanced or plain, where the option enhance is yes or no. */
export function toldValue(column: string, value: string): string {
  if (column !== "enhance" || value === "") return value;
  return value === "yes" ? "enhanced" : "plain";
}
