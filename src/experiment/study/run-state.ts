/** Where a run of an experiment stands, as its process tells it. */
import { z } from "zod";
import type { Failure } from "./run-process.ts";

export type RunState =
  | { readonly kind: "waiting" }
  | { readonly kind: "starting" }
  | { readonly kind: "reading"; readonly images: number }
  /** epoch: complete so far; accuracy: of the last one on validation, null before the first. */
  | {
      readonly kind: "training";
      readonly phase: string;
      readonly epoch: number;
      readonly epochs: number;
      readonly accuracy: number | null;
    }
  /** The test part is opened. */
  | { readonly kind: "judging" }
  | { readonly kind: "finished"; readonly accuracy: number | null }
  | { readonly kind: "stopped" }
  | { readonly kind: "failed"; readonly failure: Failure };

/** Of the events of train --json those that say where a run is. */
const told = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("reading"), images: z.int() }),
  z.looseObject({ type: z.literal("phase"), phase: z.string(), epochs: z.int() }),
  z.looseObject({
    type: z.literal("epoch"),
    phase: z.string(),
    epoch: z.int(),
    validation: z.looseObject({ accuracy: z.number() }),
  }),
]);

/** The state after an event; the same where it tells nothing. */
export function stateAfter(state: RunState, event: unknown): RunState {
  const { data } = told.safeParse(event);
  if (data === undefined) return state;
  if (data.type === "reading") return { kind: "reading", images: data.images };
  const accuracy = state.kind === "training" ? state.accuracy : null;
  if (data.type === "phase") return { kind: "training", phase: data.phase, epoch: 0, epochs: data.epochs, accuracy };
  const epochs = state.kind === "training" ? state.epochs : data.epoch;
  return { kind: "training", phase: data.phase, epoch: data.epoch, epochs, accuracy: data.validation.accuracy };
}

/** Whether nothing more comes. */
export const hasEnded = ({ kind }: RunState): boolean => kind === "finished" || kind === "stopped" || kind === "failed";
