/** Pooled features of images by a base that does not change. */
import { scalingPlanes } from "../image/index.ts";
import { type Base, FEATURES, INPUT } from "../networks/index.ts";
import type { Runtime } from "../runtime/index.ts";
import type { DrawAugmentation } from "./augmentation.ts";
import { firstNotFinite } from "./first-not-finite.ts";
import type { Feeds, Parameters } from "./parameters.ts";
import type { PixelSource } from "./pixel-source.ts";
import type { TrainingPlan } from "./plan.ts";
import { chunks, imageTensor } from "./tensors.ts";

/** Images of 224 x 224 that go through the base at once; fewer of larger ones. */
const FORWARD_BATCH = 16;
/** On a GPU at most, as batches are filled up there. */
const LARGEST_WHOLE = 64;

export interface BaseFeatures {
  readonly channels: number;
  /** Images that are computed together. */
  readonly atOnce: number;
  /** Rows so far that did not have to be computed. */
  readonly cached: number;
  /** [chosen, channels]; without draw, of images as they are. */
  of(images: PixelSource, chosen: readonly number[], draw?: DrawAugmentation): Promise<Float32Array>;
  /** The value of the base in which one of these images first stops being finite; null: none does. */
  notFiniteIn(images: PixelSource, chosen: readonly number[], draw: DrawAugmentation): Promise<string | null>;
  release(): Promise<void>;
}

/**
 * parameters: those of the base at least; their values now are those that count. An image's features do not depend on which others are
 * computed with it: the processor gives the same bits in any batch, and on a GPU, where the shape decides how is computed, all are of one size.
 */
export async function openBaseFeatures(
  runtime: Runtime,
  { graph, channels }: Base,
  parameters: Parameters,
  { scaling, imageSize }: Pick<TrainingPlan, "scaling" | "imageSize">,
): Promise<BaseFeatures> {
  const session = await runtime.open(graph, { constants: parameters });
  const [fixed, planes] = graph.values.get(INPUT)!.shape;
  const asBase = scalingPlanes(scaling, planes === 1 ? 1 : 3);
  const isOnDevice = "openOnDevice" in runtime;
  const fitting = Math.max(1, Math.floor(FORWARD_BATCH * (224 / imageSize) ** 2));
  const free = isOnDevice ? Math.min(fitting, LARGEST_WHOLE) : fitting;
  const size = typeof fixed === "number" ? fixed : free;
  const isWhole = typeof fixed === "number" || isOnDevice;
  const feedOf = (images: PixelSource, part: readonly number[], draw?: DrawAugmentation): Feeds => {
    const rows = isWhole ? size : part.length;
    return new Map([[INPUT, imageTensor(images, part, rows, asBase, draw)]]);
  };
  return {
    channels,
    atOnce: size,
    cached: 0,
    async of(images, chosen, draw) {
      const features = new Float32Array(chosen.length * channels);
      let row = 0;
      for (const part of chunks(chosen, size)) {
        const outputs = await session.run(feedOf(images, part, draw));
        features.set(outputs.get(FEATURES)!.subarray(0, part.length * channels), row * channels);
        row += part.length;
      }
      return features;
    },
    async notFiniteIn(images, chosen, draw) {
      for (const part of chunks(chosen, size)) {
        const feeds = new Map([...parameters, ...feedOf(images, part, draw)]);
        const found = await firstNotFinite(runtime, graph, feeds);
        if (found !== null) return found;
      }
      return null;
    },
    release: () => session.release(),
  };
}
