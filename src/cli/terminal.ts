/** Where commands write: results to standard output, messages and errors to standard error. */
import pc from "picocolors";
import type { RoentgenError } from "../util/error.ts";

export function printResult(text: string): void {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}

export function printMessage(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Columns of standard output; elsewhere than on a terminal lines stay whole, for programs that look for words in them. */
export const outputWidth = (): number => process.stdout.columns ?? Number.POSITIVE_INFINITY;

/** An error as lines: what, where, expected, received, what to do. heading: what it is to the command. */
export function formatError({ code, message, details }: RoentgenError, heading = pc.red("error")): string {
  const rows = (["where", "expected", "received", "fix"] as const).flatMap((name) =>
    details[name] === undefined ? [] : [`  ${name.padEnd(9)}${details[name]}`],
  );
  return [`${heading} ${message} (${code})`, ...rows].join("\n");
}

/** The same for programs: one JSON object. */
export function errorJson({ code, message, details }: RoentgenError): string {
  const { where, expected, received, fix } = details;
  return JSON.stringify({ type: "error", code, message, where, expected, received, fix });
}

/** Also where the options could not be parsed. */
const asksForJson = (): boolean => process.argv.includes("--json");

/** An error as whoever started the command reads it: a program that gave --json, or a person. */
export function printError(error: RoentgenError): void {
  printMessage(asksForJson() ? errorJson(error) : formatError(error));
}
