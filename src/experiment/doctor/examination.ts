/** What is found of a machine. */
import type { RunConfig } from "../../run/index.ts";
import type { Shelf, Trial } from "../../training/index.ts";
import type { Space } from "../space.ts";

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
  /** What a run takes on the disk while it trains, at most: itself, and for each image, enhanced and of the network's own size. */
  readonly runs: readonly { readonly network: string; readonly bytes: number; readonly bytesOfImage: number }[];
  /** What to do about what is missing. */
  readonly advice: readonly string[];
}

/** All but the advice. */
export type Found = Omit<Examination, "advice">;
