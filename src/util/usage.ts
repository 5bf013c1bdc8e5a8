/** Errors of what a person gives: an option that does not fit, a name that nothing has. */
import { type ErrorDetails, RoentgenError } from "./error.ts";
import { nearest } from "./nearest.ts";

type Told = Required<Pick<ErrorDetails, "expected" | "received" | "fix">> & Pick<ErrorDetails, "where" | "cause">;

export const optionError = (message: string, details: Told): RoentgenError =>
  new RoentgenError("E_OPTION", message, { kind: "usage", ...details });

interface Misnaming {
  readonly received: string;
  readonly known: readonly string[];
  /** Default: the known names. */
  readonly expected?: string;
  readonly where?: string;
  /** What to do where no known name is near. */
  readonly otherwise: string;
  /** What to write for the name that was meant; default: the name. */
  readonly written?: (meant: string) => string;
}

/** Suggests the known name that was probably meant. */
export function misnamed(
  code: `E_${string}`,
  message: string,
  { received, known, expected = known.join(", "), where, otherwise, written = (meant) => meant }: Misnaming,
): RoentgenError {
  const meant = nearest(received, known);
  const fix = meant === undefined ? otherwise : `did you mean ${written(meant)}?`;
  return new RoentgenError(code, message, { kind: "usage", ...(where && { where }), expected, received, fix });
}
