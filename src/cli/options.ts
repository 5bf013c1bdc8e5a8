/** Options as they are parsed at the edge: text in, trusted values out. */
import { z } from "zod";
import { RoentgenError } from "../util/error.ts";

/** The value that a schema makes of an option; throws E_OPTION where it does not fit. */
export function parseOption<Output>(name: string, text: string, schema: z.ZodType<Output>, expected: string): Output {
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new RoentgenError("E_OPTION", `${name} cannot be "${text}"`, {
    kind: "usage",
    expected,
    received: text,
    fix: `give ${name} ${expected}`,
  });
}

export const wholeNumber = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
