/** Options as they are parsed at the edge: text in, trusted values out. */
import { z } from "zod";
import { wholeFrom } from "../util/numeric.ts";
import { optionError } from "../util/usage.ts";

/** The value that a schema makes of an option; throws E_OPTION where it does not fit. */
export function parseOption<Output>(name: string, text: string, schema: z.ZodType<Output>, expected: string): Output {
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw optionError(`${name} cannot be "${text}"`, {
    expected,
    received: text,
    fix: `give ${name} ${expected}`,
  });
}

/** Whether results alone are printed: for a program, or because it was asked for. */
export const isQuiet = ({ quiet, json }: { readonly quiet?: boolean; readonly json?: boolean }): boolean =>
  quiet === true || json === true;

/** undefined: the option was not given. */
export const ifGiven = <Value>(text: string | undefined, parse: (text: string) => Value): Value | undefined =>
  text === undefined ? undefined : parse(text);

export const wholeNumber = wholeFrom(0);

/** --threads; undefined: all of the processor's. */
export function parseThreads(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return parseOption("--threads", text, wholeFrom(1).pipe(z.number().max(1024)), "a whole number from 1 to 1024");
}

/** --workers; undefined: not given. */
export function parseWorkers(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return parseOption("--workers", text, wholeFrom(1).pipe(z.number().max(256)), "a whole number from 1 to 256");
}
