/**
 * The patient out of a file's name, by a regular expression: its first capture group, or all that it matches.
 */
import { posix } from "node:path";
import { RoentgenError } from "../util/error.ts";

/** The expression of --patient-from. */
export function parsePatientPattern(text: string): RegExp {
  try {
    return new RegExp(text, "u");
  } catch (cause) {
    throw new RoentgenError("E_PATIENT_PATTERN", "--patient-from is not a regular expression", {
      kind: "usage",
      expected: "an expression such as '^(\\d{8})_'",
      received: text,
      fix: "put the expression in quotes, and the patient in its first pair of parentheses",
      cause,
    });
  }
}

/** path with "/"; only the file's own name is looked at. null where the expression does not match, or matches nothing. */
export function patientOf(path: string, pattern: RegExp): string | null {
  const match = pattern.exec(posix.basename(path));
  return match?.[1] || match?.[0] || null;
}
