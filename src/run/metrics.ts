/**
 * metrics.json: every number that text, tables and pictures show of how good a run is. Whoever shows one takes it from here, so that two
 * places never tell two numbers: nothing here is worked out again elsewhere, not even a rate from its counts.
 *
 * A figure is { estimate, low, high, n, method }, with its interval of 95 %. Where only that is missing, low and high are null, with the reason;
 * where nothing can be told, the estimate is, too. What it was computed on is the `part` of the PartMetrics that it stands in; where that has
 * `chose`, say so beside every figure of it ("this part chose the weights"). Many figures of one kind stand in columns (ROC points, thresholds):
 * arrays of equal length, place i of each is point i, and `method` tells how their intervals were made.
 *
 * Where patients are known, intervals count patients, not images, as independent (`unit`), and their method says so.
 *
 * In a binary task the class that a person is shown is `positive`; all that is told class by class below `classes` and `confusion` is then of
 * this class alone, else of every class against the rest.
 */
import { z } from "zod";
import { calibrationSchema } from "../util/calibration.ts";
import { sha256Text } from "../util/sha256.ts";
import { PHASES } from "./state.ts";

const count = z.int().nonnegative();
const share = z.number().min(0).max(1);
const numbers = z.array(z.number()).readonly();
const counts = z.array(count).readonly();
const name = z.string();

const made = { n: count, method: z.string() };
const unbounded = { low: z.null(), high: z.null(), ...made, reason: z.string() };

/** A figure of statistics/: with its interval, or the estimate alone, or nothing. */
export const figureSchema = z.union([
  z.strictObject({ estimate: z.number(), low: z.number(), high: z.number(), ...made }),
  z.strictObject({ estimate: z.number(), ...unbounded }),
  z.strictObject({ estimate: z.null(), ...unbounded }),
]);

/** Figures of one kind in columns. null: not defined at this place. */
const bandSchema = z.strictObject({
  estimate: z.array(z.number().nullable()).readonly(),
  low: z.array(z.number().nullable()).readonly(),
  high: z.array(z.number().nullable()).readonly(),
});

/** What decisions are worth, as the model makes them, and (auroc, averagePrecision) how well probabilities rank. */
const classFigures = {
  /** Recall: of the images of the class, those that were called so. */
  sensitivity: figureSchema,
  /** Of the other images, those that were called something else. */
  specificity: figureSchema,
  /** Positive predictive value: of the images that were called so, those that are. */
  precision: figureSchema,
  /** Negative predictive value: of the images that were called something else, those that are not. */
  npv: figureSchema,
  f1: figureSchema,
  /** The class against the rest; of a cross-validation the mean over its folds. */
  auroc: figureSchema,
  averagePrecision: figureSchema,
};

const classSchema = z.strictObject({
  name,
  /** Of the class, in this part. */
  images: count,
  ...classFigures,
});

/** Where the band of a curve lies, at places of its own. null: nothing is known there. */
const besideCurve = { low: z.array(z.number().nullable()).readonly(), high: z.array(z.number().nullable()).readonly() };

/** Of one class against the rest; 200 points at most, the ends among them. Images with at least the threshold are called positive. */
const curveSchema = z.strictObject({
  name,
  /** By growing 1 - specificity. Null where the class or the rest has no image. */
  roc: z
    .strictObject({
      /** null: above every probability, so that nothing is called positive. */
      threshold: z.array(share.nullable()).readonly(),
      falsePositiveRate: numbers,
      /** Sensitivity. */
      truePositiveRate: numbers,
      band: z.strictObject({ falsePositiveRate: numbers, ...besideCurve, method: z.string() }),
    })
    .nullable(),
  /** By growing recall. Null where the class has no image. */
  precisionRecall: z
    .strictObject({
      /** null: above every probability. */
      threshold: z.array(share.nullable()).readonly(),
      recall: numbers,
      precision: numbers,
      band: z.strictObject({ recall: numbers, ...besideCurve, method: z.string() }),
      /** What a model that knows nothing has: the share of the class. */
      chance: share,
    })
    .nullable(),
});

/** How often what was told with a probability was so. */
const reliabilityFigures = {
  /** Bins with images in them, ascending: probabilities above low (the first: from it on), up to and with high. */
  bins: z
    .array(
      z.strictObject({
        low: share,
        high: share,
        count,
        /** Mean of the probabilities. */
        probability: share,
        /** How often it was so. */
        observed: figureSchema,
      }),
    )
    .readonly(),
  /** Expected calibration error over these bins. */
  error: figureSchema,
  /** The same, less what chance alone gives so few images. */
  debiasedError: figureSchema,
};

const brierTerms = { reliability: z.number(), resolution: z.number(), uncertainty: z.number() };

/** Of the probabilities before or after what was fitted. */
const probabilitiesSchema = z.strictObject({
  /** Mean of -ln of the probability of the true class. */
  logLoss: figureSchema,
  /** Half of the sum of squares over the classes: 0 to 1; in a binary task what is usual. */
  brier: figureSchema,
  /** Of the class that is decided for by the largest probability. */
  confidence: z.strictObject(reliabilityFigures),
  classes: z
    .array(
      z.strictObject({
        name,
        ...reliabilityFigures,
        /** Of the class against the rest. */
        brier: figureSchema,
        /** brier = reliability - resolution + uncertainty + withinBinVariance - withinBinCovariance, over the bins. */
        brierParts: z.strictObject({
          ...brierTerms,
          withinBinVariance: z.number(),
          withinBinCovariance: z.number(),
          debiased: z.strictObject(brierTerms),
        }),
        /** Of a logistic regression of the truth on the log odds: 1 and 0 in a calibrated model; a slope below 1: too sure. */
        slope: figureSchema,
        intercept: figureSchema,
        /** The intercept with a slope of 1; above 0: probabilities are too low. */
        inTheLarge: figureSchema,
      }),
    )
    .readonly(),
});

const outcomes = { truePositives: counts, falsePositives: counts, falseNegatives: counts, trueNegatives: counts };

/** What each threshold would give: for a person who moves it. Ascending. */
const thresholdsSchema = z.strictObject({
  name,
  threshold: z.array(share).readonly(),
  ...outcomes,
  accuracy: bandSchema,
  sensitivity: bandSchema,
  specificity: bandSchema,
  precision: bandSchema,
  npv: bandSchema,
  method: z.string(),
});

/** Net benefit (Vickers and Elkin 2006) of acting on the class from a probability on; of acting on nobody it is 0. */
const decisionSchema = z.strictObject({
  name,
  threshold: numbers,
  model: bandSchema,
  /** Of acting on everybody. */
  everybody: numbers,
  /** The model's, less the better of acting on everybody and on nobody. */
  gain: bandSchema,
  method: z.string(),
});

/** A threshold, given or chosen on validation, and what it gives on this part. */
const operatingPointSchema = z.strictObject({
  name,
  /** As --operating-point takes it: youden, sensitivity:0.95, specificity:0.95, or a probability. */
  rule: z.string(),
  /** Whether the model decides by it. */
  applied: z.boolean(),
  /** null where the rule has none; reason then says why. */
  threshold: z.number().nullable(),
  reason: z.string().nullable(),
  accuracy: figureSchema,
  sensitivity: figureSchema,
  specificity: figureSchema,
  precision: figureSchema,
  npv: figureSchema,
});

/** What a positive and a negative answer would mean where the class is as common as somebody says, not as in this part. */
const predictiveValuesSchema = z.strictObject({ name, prevalence: share, precision: figureSchema, npv: figureSchema });

/** What something simpler reaches on the same images. */
const baselineSchema = z.strictObject({
  /** Such as "always says normal", "regression on 16 x 16 thumbnail". */
  name,
  accuracy: figureSchema,
  /** Of the positive class of a binary task, else the mean over the classes. */
  auroc: figureSchema,
});

export const partMetricsSchema = z.strictObject({
  /** out of fold: all images of a cross-validation, each judged by the model that had not seen it. */
  part: z.enum(["validation", "test", "out of fold", "other"]),
  /** What was chosen on this part, such as "weights and calibration": its figures flatter. null: nothing. */
  chose: z.string().nullable(),
  images: count,
  /** How many; null: that of some image is not known. */
  patients: count.nullable(),
  /**
   * What intervals count as independent. patient: where some patient has several images; one whose patient is not known then counts as of a
   * patient of its own.
   */
  unit: z.enum(["image", "patient"]),
  /** In a binary task the class whose figures a person is shown; else null. */
  positive: name.nullable(),
  confusion: z.strictObject({
    classes: z.array(name).readonly(),
    /** counts[truth][prediction], both in the order of classes. */
    counts: z.array(counts).readonly(),
    /** rates[truth][prediction]: of the images of the truth, those that were called so. */
    rates: z.array(z.array(figureSchema).readonly()).readonly(),
  }),
  accuracy: figureSchema,
  /** Mean of the classes' sensitivities. */
  balancedAccuracy: figureSchema,
  /** Matthews' correlation coefficient (Gorodkin's R_K of several classes). */
  mcc: figureSchema,
  /** Cohen's. */
  kappa: figureSchema,
  classes: z.array(classSchema).readonly(),
  /** Unweighted means over the classes. */
  macro: z.strictObject(classFigures),
  /** All classes' yes-or-no decisions as one heap; null in a binary task. */
  micro: z.strictObject(classFigures).nullable(),
  calibration: z.strictObject({
    /** On validation, and part of model.onnx. */
    fitted: calibrationSchema,
    /** As the network says them; null where nothing was fitted. */
    before: probabilitiesSchema.nullable(),
    /** As the model says them, and everything else here takes them. */
    after: probabilitiesSchema,
    /** The log loss of always saying how common each class is among these images; older files have none. */
    frequencyLogLoss: z.number().nonnegative().optional(),
  }),
  curves: z.array(curveSchema).readonly(),
  decision: z.array(decisionSchema).readonly(),
  thresholds: z.array(thresholdsSchema).readonly(),
  operatingPoints: z.array(operatingPointSchema).readonly(),
  /** By `evaluate --prevalence`. */
  predictiveValues: z.array(predictiveValuesSchema).readonly(),
  baselines: z.array(baselineSchema).readonly(),
});

/** A fold of a cross-validation: its images, judged by the model that was trained on the others, as that model's run has it in its own metrics.json. */
const foldSchema = z.strictObject({
  fold: count,
  images: count,
  patients: count.nullable(),
  unit: z.enum(["image", "patient"]),
  classes: z.array(z.strictObject({ name, images: count })).readonly(),
  /** The epoch whose weights its run kept; null: those of the start. */
  kept: z.strictObject({ phase: z.enum(PHASES), epoch: z.int().positive() }).nullable(),
  accuracy: figureSchema,
  /** Of the positive class of a binary task, else means over the classes. */
  auroc: figureSchema,
  sensitivity: figureSchema,
  specificity: figureSchema,
});

export const metricsSchema = z.strictObject({
  version: z.literal(2),
  /** null until it was judged. */
  validation: partMetricsSchema.nullable(),
  /**
   * One for each opening, which carries its number in the ledger: what comes after the first is no longer unseen. line: SHA-256 of its line there,
   * which has a date in it; older files have none.
   */
  test: z
    .array(z.strictObject({ opening: z.int().positive(), line: sha256Text.optional(), metrics: partMetricsSchema }))
    .readonly(),
  /** Of a cross-validation, which has neither part. */
  outOfFold: z.strictObject({ metrics: partMetricsSchema, folds: z.array(foldSchema).readonly() }).optional(),
  /** How common classes are elsewhere, as it was said last (`evaluate --prevalence`): whatever is judged, is judged at these, too. */
  prevalences: z
    .array(z.strictObject({ name, prevalence: share }))
    .readonly()
    .optional(),
});

export type PartMetrics = z.infer<typeof partMetricsSchema>;
export type Metrics = z.infer<typeof metricsSchema>;
export type FoldMetrics = z.infer<typeof foldSchema>;
export type OutOfFold = NonNullable<Metrics["outOfFold"]>;

/** A figure of a class, and of the mean over the classes. */
export type ClassFigure = keyof typeof classFigures;

/** As a person reads and writes them. */
export const CLASS_FIGURE_NAMES: Readonly<Record<ClassFigure, string>> = {
  sensitivity: "sensitivity",
  specificity: "specificity",
  precision: "precision",
  npv: "npv",
  f1: "f1",
  auroc: "auroc",
  averagePrecision: "average precision",
};

export const NOTHING_JUDGED: Metrics = { version: 2, validation: null, test: [] };

/** By class, as they were said last; none: empty. Older files have those that were said on validation, with its figures alone. */
export const keptPrevalences = ({
  prevalences,
  validation,
}: Pick<Metrics, "prevalences" | "validation">): ReadonlyMap<string, number> =>
  new Map((prevalences ?? validation?.predictiveValues ?? []).map(({ name: of, prevalence }) => [of, prevalence]));

type Reliability = Pick<PartMetrics["calibration"]["after"]["confidence"], "error" | "debiasedError">;

export interface ShownReliability extends Reliability {
  /** What is reliable or not: "P(covid)", "the confidence". */
  readonly of: string;
}

/**
 * Of which probability people are shown a calibration error, and conditions ask for one: of the positive class' in a binary task, else of the
 * confidence, the probability of the class that is decided for. The two differ: whoever shows one says which.
 */
export function shownReliability(
  { positive }: Pick<PartMetrics, "positive">,
  { confidence, classes }: PartMetrics["calibration"]["after"],
): ShownReliability {
  const own = classes.find(({ name: each }) => each === positive);
  return own === undefined ? { ...confidence, of: CONFIDENCE } : { ...own, of: `P(${own.name})` };
}

/** The probability of the class that is decided for. */
export const CONFIDENCE = "the confidence";

/** What a person is shown: in a binary task figures of the positive class, else the means over the classes. */
export const shownFigures = ({
  classes,
  macro,
  positive,
}: Pick<PartMetrics, "classes" | "macro" | "positive">): PartMetrics["macro"] =>
  classes.find(({ name }) => name === positive) ?? macro;
