/** price.json: what each mistake of the published method was worth. All tables that people see are made from it. */
import { z } from "zod";
import { figureSchema } from "./metrics.ts";

const p = z.number().min(0).max(1);

const rowSchema = z.strictObject({
  /** multi, or binary:NAME. */
  task: z.string(),
  mistake: z.string(),
  /** What is done without it. */
  instead: z.string(),
  /** Accuracy with all mistakes, and without this one. */
  published: figureSchema,
  without: figureSchema,
  /** The first less the second. */
  worth: figureSchema,
  /** Whether both judged the same images. */
  isPaired: z.boolean(),
  /** How p was had; null: no test, on other images or of the same decisions. */
  test: z.string().nullable(),
  /** Two-sided. */
  p: p.nullable(),
  /** By Holm, over the tests of the task. */
  adjusted: p.nullable(),
});

export const priceSchema = z.strictObject({
  version: z.literal(1),
  /** DATA as given. */
  data: z.string(),
  network: z.string(),
  /** Of one task after the other. */
  rows: z.array(rowSchema).readonly(),
  /** What a reader must know, a sentence each. */
  notes: z.array(z.string()).readonly(),
});

export type Price = z.infer<typeof priceSchema>;
export type PriceRow = Price["rows"][number];
