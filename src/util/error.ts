/**
 * The one error type that a user may see. Its code is stable; its exit status is what the command line ends with.
 * Everything else that is thrown is a fault in the program (status 1).
 */

/** Exit statuses of the command line, by cause. */
export const exitStatus = {
  done: 0,
  fault: 1,
  usage: 2,
  data: 3,
  audit: 4,
  figure: 5,
  model: 6,
  weights: 7,
  interrupted: 130,
} as const;

type ErrorKind = Exclude<keyof typeof exitStatus, "done">;

export interface ErrorDetails {
  /** What the error is about: decides the exit status. Default: "data". */
  readonly kind?: ErrorKind;
  /** File, row, layer... */
  readonly where?: string;
  readonly expected?: string;
  readonly received?: string;
  /** What to do about it, as an instruction. */
  readonly fix?: string;
  readonly cause?: unknown;
}

/** code: stable name such as E_IMAGE_TRUNCATED; message: what happened, in one sentence without a full stop. */
export class RoentgenError extends Error {
  readonly code: `E_${string}`;
  readonly details: ErrorDetails;

  constructor(code: `E_${string}`, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "RoentgenError";
    this.code = code;
    this.details = details;
  }

  get exitStatus(): number {
    return exitStatus[this.details.kind ?? "data"];
  }
}
