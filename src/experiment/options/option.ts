/** What an option of a training run is made of. */
import type { z } from "zod";

/** What an option is about. */
export type OptionGroup =
  | "data"
  | "images"
  | "network"
  | "training"
  | "frozen"
  | "fineTuning"
  | "augmentation"
  | "decision"
  | "machine";

export interface Option<Value> {
  readonly group: OptionGroup;
  readonly schema: z.ZodType<Value>;
  /** What it accepts, in words. */
  readonly expected: string;
  readonly help: string;
  /** Of a flag that is given by default: what --no-... does. */
  readonly off?: string;
  /** What stands for the value in the help; null for a flag. */
  readonly value: string | null;
  /** As a person would write it; undefined where the recipe decides. */
  readonly default?: string | boolean;
  /** For the help, in words, where the recipe decides. */
  readonly defaultText?: string;
  /** The default of the standard recipe where the network starts at random. */
  readonly fromRandom?: string;
}
