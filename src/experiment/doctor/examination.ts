/** What is found of a machine. */
import type { RunConfig } from "../../run/index.ts";
import type { Shelf, Trial } from "../../training/index.ts";

export interface Space {
  readonly path: string;
  /** null where the system does not say. */
  readonly freeBytes: number | null;
  /** Whether files can be made in it, or it itself where it is not there. */
  readonly isWritable: boolean;
}

export interface Examination {
  readonly versions: RunConfig["versions"];
  readonly machine: RunConfig["machine"];
  readonly freeMemoryBytes: number;
  /** Channels in a block of the processor's layout for convolutions; null where it has none. */
  readonly block: number | null;
  /** A small training step on each, against the generic graphs on the processor. */
  readonly devices: readonly Trial[];
  /** Where runs would be written from here, and where weights lie. */
  readonly disks: { readonly runs: Space; readonly weights: Space };
  /** The cache of features: bytes that it takes, and may take. */
  readonly features: Shelf & { readonly bytes: number };
  readonly weights: readonly { readonly network: string; readonly file: string; readonly present: boolean }[];
  /** What to do about what is missing. */
  readonly advice: readonly string[];
}

/** All but the advice. */
export type Found = Omit<Examination, "advice">;
