/** A number as a person writes it: 0.1 or "0.1"; an empty text is none. */
import { z } from "zod";

export const numeric = z.union([z.number(), z.string().trim().min(1).transform(Number)]).pipe(z.number());

/** A whole number from `least` on. */
export const wholeFrom = (least: number): z.ZodType<number> => numeric.pipe(z.int().min(least));
