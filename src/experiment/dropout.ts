/** The rates of the head's two dropout layers: 0.2,0.5. */
import { z } from "zod";
import { numeric } from "../util/numeric.ts";
import { optionError } from "../util/usage.ts";

export const DROPOUT_EXPECTED = "two rates from 0 to under 1, with a comma between them";

const rate = numeric.pipe(z.number().min(0).lt(1));

/** Throws E_OPTION. */
export function parseDropout(text: string): readonly [number, number] {
  const [first, second, ...more] = text.split(",").map((each) => rate.safeParse(each).data);
  if (first !== undefined && second !== undefined && more.length === 0) return [first, second];
  throw optionError(`--dropout cannot be ${text}`, {
    expected: DROPOUT_EXPECTED,
    received: text,
    fix: "give --dropout 0.2,0.5, or 0,0 for none",
  });
}
