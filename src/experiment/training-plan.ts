/** What training is told of a run: all that was chosen, and the images of each part. */
import type { Part } from "../dataset/index.ts";
import type { LabelledPixels, StoredPixels, TrainingPlan } from "../training/index.ts";
import { featureCachePlan } from "./feature-shelf.ts";
import type { Material } from "./material.ts";
import type { Settled } from "./settle.ts";
import { unitsOf } from "./units.ts";

/** What a plan is made from. */
export interface Planned extends Settled {
  readonly material: Material;
  /** What an image weighs in the loss, by place of its class; null: all the same. */
  readonly classWeights: readonly number[] | null;
}

export function trainingPlan(planned: Planned): TrainingPlan<StoredPixels> {
  const { options, resolved, device, start, layout, material, classWeights } = planned;
  const { enhance, division: _, ...settled } = resolved;
  const threads = options.threads ?? null;
  return {
    ...settled,
    units: unitsOf(material.labelling),
    classWeights,
    threads,
    device: device.device,
    cache: options.cache ? featureCachePlan({ enhance, device: device.device, threads }) : null,
    layout,
    train: imagesIn("train", material),
    validation: imagesIn("validation", material),
    start: start.values,
  };
}

function imagesIn(part: Part, { labelling, images, pixels }: Material): LabelledPixels<StoredPixels> {
  const chosen = images.filter((image) => image.part === part);
  return {
    images: {
      pixels,
      records: chosen.map(({ record }) => record),
      identities: chosen.map(({ image }) => image.sha256),
    },
    places: chosen.map(({ image }) => labelling.placeOf(image.label)),
    names: chosen.map(({ image }) => image.path),
  };
}
