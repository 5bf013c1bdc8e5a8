/** Schemas that several options share. */
import { z } from "zod";
import { numeric } from "../../util/numeric.ts";

/** A learning rate. */
export const rate = numeric.pipe(z.number().positive().max(10));

/** From 0 to under a limit. */
export const fraction = (below: number) => numeric.pipe(z.number().min(0).lt(below));

/** May be left out. */
export const perhaps = <Value>(schema: z.ZodType<Value>): z.ZodType<Value | undefined> => schema.optional();

/** Text that a parser accepts, which throws its own error; kept as text. */
export const text = (parse: (text: string) => unknown): z.ZodType<string> =>
  z.string().transform((given) => {
    parse(given);
    return given;
  });
