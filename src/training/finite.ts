/** What is not finite ends a run at once: nothing that follows it could be trusted, and no checkpoint is made of it. */

import { RoentgenError } from "../util/error.ts";
import type { Arrays } from "./arrays.ts";
import type { PhaseName } from "./phase-name.ts";

/** Where in training something happened. */
export interface StepPlace {
  readonly phase: PhaseName;
  /** From 1, as steps are. */
  readonly epoch: number;
  readonly step: number;
  /** Of the batch, as people know them. */
  readonly images: readonly string[];
}

/** A gradient that is not finite, by the parameter that it is of: who knows what was trained on tells the rest. */
class NotFinite extends Error {
  readonly parameter: string;

  constructor(parameter: string) {
    super(`the gradient of ${parameter} is not finite`);
    this.name = "NotFinite";
    this.parameter = parameter;
  }
}

/** In the order of the layers; gradients come from the last one backwards, so that the last one is the first that went wrong. */
export function requireFiniteGradients(gradients: Arrays): void {
  const wrong = [...gradients].findLast(([, values]) => !allFinite(values));
  if (wrong !== undefined) throw new NotFinite(wrong[0]);
}

/** Of a checkpoint: its parameters, and what the optimizer keeps beside them. */
export function requireFiniteCheckpoint(
  parameters: Arrays,
  kept: Arrays,
  { phase, epoch }: { readonly phase: PhaseName; readonly epoch: number },
): void {
  const where = (name: string): string => `${phase} phase, after epoch ${epoch}, layer ${layerOf(name)}`;
  const parameter = notFiniteOf(parameters);
  if (parameter !== null) throw notFinite(`the parameter ${parameter}`, where(parameter));
  const value = notFiniteOf(kept);
  if (value !== null) throw notFinite(`the optimizer's ${value}`, where(value));
}

/** The first array that is not; null: all are. */
export const notFiniteOf = (arrays: Arrays): string | null =>
  [...arrays].find(([, values]) => !allFinite(values))?.[0] ?? null;

/** NaN and infinity times zero are NaN, which stays one. By place: an iterator takes seven times as long, 15 ms a step of NASNetMobile. */
export function allFinite(values: Float32Array): boolean {
  let zero = 0;
  for (let k = 0; k < values.length; k++) zero += values[k]! * 0;
  return zero === 0;
}

/** layer: where it was first seen; null: nowhere, as the graphs are written down. */
export function lossNotFinite(loss: number, place: StepPlace, layer: string | null): RoentgenError {
  const seen =
    layer === null ? "in no layer of the plain graphs: try ROENTGEN_LAYOUT=generic" : `first in layer ${layer}`;
  return notFinite("the loss", `${inWords(place)}; ${seen}; ${imagesOf(place)}`, `${loss}`);
}

/** For what an update threw. */
export const gradientNotFinite =
  (place: StepPlace) =>
  (error: unknown): never => {
    if (!(error instanceof NotFinite)) throw error;
    const { parameter } = error;
    const where = `${inWords(place)}; on the way back first in layer ${layerOf(parameter)}; ${imagesOf(place)}`;
    throw notFinite(`the gradient of ${parameter}`, where);
  };

/** "stem_conv1/kernel" */
const layerOf = (parameter: string): string => parameter.split("/")[0]!;

const inWords = ({ phase, epoch, step }: StepPlace): string => `${phase} phase, epoch ${epoch}, step ${step}`;

const imagesOf = ({ images }: StepPlace): string => `images ${images.join(", ")}`;

function notFinite(what: string, where: string, received = "NaN or infinity"): RoentgenError {
  return new RoentgenError("E_TRAINING_NOT_FINITE", `${what} is no longer finite`, {
    where,
    expected: "finite numbers",
    received,
    fix: "look at these images and weights, or train again with a lower learning rate; the checkpoint before stays",
  });
}
