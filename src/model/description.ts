/**
 * What a model file says of itself, as JSON under the metadata key "roentgen": how an image becomes its input, what its outputs mean,
 * where the decision lies, and golden vectors to prove it by.
 */
import { z } from "zod";
import { ENHANCE_STEPS, type PixelScaling, SCALINGS } from "../image/index.ts";
import { type Calibration, calibrationSchema } from "../util/calibration.ts";
import { PRECISIONS } from "../util/precision.ts";
import { sha256Text } from "../util/sha256.ts";

export const METADATA_KEY = "roentgen";

const size = z.int().positive();

const enhanceSchema = z.strictObject({
  steps: z.array(z.enum(ENHANCE_STEPS)).readonly(),
  grey: z.enum(["correct", "published"]),
  clahe: z.strictObject({ clipLimit: z.number().nonnegative(), tilesX: size, tilesY: size }),
});

const perPlane = z.union([z.tuple([z.number()]).readonly(), z.tuple([z.number(), z.number(), z.number()]).readonly()]);
const moments = z.strictObject({ mean: perPlane, deviation: perPlane });

const precisionSchema = z.strictObject({
  kind: z.enum(PRECISIONS),
  /** SHA-256 of the model file that it was made of. */
  of: sha256Text,
  /** Training images whose values were looked at to choose ranges, or to know that float16 holds them. */
  calibrationImages: size,
});

const latestSchema = z.strictObject({
  version: z.literal(2),
  network: z.string(),
  /** multi, or binary:NAME. */
  task: z.string(),
  /** What the model tells apart, in the order of the columns of `probability`; in a binary task the rest, then NAME. */
  names: z.array(z.string()).min(2).readonly(),
  /** In a binary task NAME, whose probability is the one column; else null. */
  positive: z.string().nullable(),
  /** What `probability` is made of `logit` by. */
  calibration: calibrationSchema,
  /** In a binary task NAME is decided for from this probability on, and by which rule it was chosen; null: the most probable class. */
  operatingPoint: z.strictObject({ threshold: z.number().min(0).max(1), rule: z.string() }).nullable(),
  image: z.strictObject({
    width: size,
    height: size,
    /** 1: grey, after enhancement; 3: RGB. */
    channels: z.union([z.literal(1), z.literal(3)]),
    /** What is done to an image after it is resized; null: nothing. */
    enhance: enhanceSchema.nullable(),
    /** Done inside the model: see image/scale.ts. */
    scaling: z.union([z.enum(SCALINGS), moments]) satisfies z.ZodType<PixelScaling>,
  }),
  /** Of everything that is stored as a tensor: see fingerprint.ts. */
  fingerprint: sha256Text,
  /** Of a smaller model; else left out: float32, as it was trained. */
  precision: precisionSchema.optional(),
  golden: z.strictObject({
    /** Pixel (c, y, x) of image n, all from 0. */
    pixels: z.string(),
    /** For each image what `logit` is. */
    logits: z.array(z.array(z.number()).min(1).readonly()).min(1).readonly(),
  }),
});

/** Of models that nothing was fitted for. */
const firstSchema = latestSchema
  .omit({ calibration: true, operatingPoint: true })
  .extend({ version: z.literal(1), threshold: z.number().min(0).max(1).nullable() });

const EARLIER: Calibration = { kind: "none", reason: "the model was made before models carried one" };

/** As the latest version says it, whatever version the file has. */
export const descriptionSchema = z.union([
  latestSchema,
  firstSchema.transform(
    ({ threshold, ...said }): z.infer<typeof latestSchema> => ({
      ...said,
      version: 2,
      calibration: EARLIER,
      operatingPoint: threshold === null ? null : { threshold, rule: `${threshold}` },
    }),
  ),
]);

export type ModelDescription = z.infer<typeof descriptionSchema>;
