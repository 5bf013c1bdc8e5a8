/** What training is told of a run: all that was chosen, and the images of each part. */
import type { Part } from "../dataset/index.ts";
import type { LabelledPixels, StoredPixels, TrainingPlan } from "../training/index.ts";
import { classWeightsIn } from "./class-weights.ts";
import { featureCachePlan } from "./feature-shelf.ts";
import { layoutAsked } from "./layout.ts";
import type { Material } from "./material.ts";
import type { Settled } from "./settle.ts";
import { unitsOf } from "./units.ts";

export function trainingPlan(
  { options, resolved, device, chosen }: Settled,
  material: Material,
): TrainingPlan<StoredPixels> {
  const { enhance, division: _, ...settled } = resolved;
  const threads = options.threads ?? null;
  return {
    ...settled,
    units: unitsOf(material.labelling),
    classWeights: classWeightsIn(options.classWeights, material),
    threads,
    device: device.device,
    cache: options.cache ? featureCachePlan({ enhance, device: device.device, threads }) : null,
    layout: layoutAsked(),
    train: imagesIn("train", material),
    validation: imagesIn("validation", material),
    start: chosen.start,
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
