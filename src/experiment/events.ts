/** What happens in a run, from reading the data to the finished run folder. */
import type { Ignored, Part } from "../dataset/index.ts";
import type { Shape } from "../graph/index.ts";
import type { LockHolder } from "../run/index.ts";
import type { ChosenDevice, PhaseName, TrainingEvent } from "../training/index.ts";

/** What computes, and why. */
export type DeviceEvent = { readonly type: "device" } & ChosenDevice;

/** A run goes on. */
export interface ResumedEvent {
  readonly type: "resumed";
  /** What it goes on from; null: from the beginning. steps: of the epoch under way. */
  readonly from: { readonly phase: PhaseName; readonly epoch: number; readonly steps: number } | null;
  /** Why from the checkpoint before the last one; null: it is the last one. */
  readonly fellBack: string | null;
  /** The process before, where it ended without a word. */
  readonly killed: LockHolder | null;
  /** In what versions or machine it is not as before. */
  readonly differences: readonly string[];
}

export type RunEvent =
  | { readonly type: "ignored"; readonly ignored: readonly Ignored[] }
  /** Every file is read once for its SHA-256; then once more for its pixels. */
  | { readonly type: "hashing"; readonly images: number }
  | { readonly type: "hashed" }
  | { readonly type: "reading"; readonly images: number }
  | { readonly type: "read" }
  /** Bytes of the weights that came, and in all where the server says. */
  | { readonly type: "download"; readonly done: number; readonly total: number | null }
  /** What is trained; features: of an encoder, the value that is pooled, and its shape for two images. */
  | {
      readonly type: "base";
      readonly name: string;
      readonly imageSize: number;
      readonly channels: number;
      readonly features: { readonly name: string; readonly shape: Shape } | null;
    }
  /** An image that cannot be read and is left out. */
  | { readonly type: "skipped"; readonly path: string; readonly code: string; readonly message: string }
  | {
      readonly type: "data";
      /** Images by part and by what the model tells apart. */
      readonly counts: Readonly<Record<Part, Readonly<Record<string, number>>>>;
      readonly withoutPatient: number;
    }
  /** What options mean together that is easily overlooked. */
  | { readonly type: "remark"; readonly text: string }
  | { readonly type: "begun"; readonly folder: string; readonly normalisation: "stored" | "batch" }
  /** A model that was made again is not the one that these openings of the test part have judged. */
  | { readonly type: "other-model"; readonly openings: readonly number[] }
  | DeviceEvent
  | ResumedEvent
  | TrainingEvent;

export type EmitRun = (event: RunEvent) => void;
