/**
 * A network that starts at random, in its first epochs on phantoms: what validation sees of it by estimated statistics, and by moving averages,
 * which with NASNet's momentum are still near their start.
 */
import { expect, test } from "vitest";
import { smallPlan } from "../../tests/support/small-plan.ts";
import { phantom } from "../dataset/index.ts";
import { nodeRuntime } from "../runtime/index.ts";
import { undisturbed } from "./control.ts";
import type { EpochEvent, TrainingEvent } from "./events.ts";
import { hostEngine } from "./host-engine.ts";
import type { TrainingMeans } from "./means.ts";
import type { LabelledPixels } from "./pixel-source.ts";
import { pixelsInMemory } from "./pixel-source.ts";
import type { TrainingPlan } from "./plan.ts";
import { rowsInMemory } from "./rows.ts";
import { train } from "./train.ts";

const SIZE = 48;

function phantoms(seed: number, count: number): LabelledPixels {
  const places = Array.from({ length: count }, (_, i) => i % 2);
  const images = places.map((place, index) =>
    phantom({ seed, index, label: place === 0 ? "normal" : "diffuse-opacity", size: SIZE }),
  );
  return { images: pixelsInMemory(images), places };
}

const plan: TrainingPlan = {
  ...smallPlan,
  imageSize: SIZE,
  sizes: [SIZE],
  scaling: "symmetric",
  batch: 16,
  microBatch: 16,
  augmentation: { flip: true, turn: 0.02, crop: 0, brightness: 0, contrast: 0 },
  frozen: { epochs: 0, rate: 1e-3 },
  fineTuning: { ...smallPlan.fineTuning, epochs: 2 },
  dropout: [0.2, 0.5],
  threads: null,
  layout: "auto",
  train: phantoms(1, 128),
  validation: phantoms(2, 48),
};

async function epochsOf(statistics: TrainingPlan["statistics"]): Promise<EpochEvent[]> {
  const events: TrainingEvent[] = [];
  const means: TrainingMeans = {
    engine: hostEngine(nodeRuntime()),
    openRows: rowsInMemory,
    cacheFeatures: (features) => Promise.resolve(features),
    clock: () => 0,
    control: undisturbed,
  };
  await train({ ...plan, statistics }, means, (event) => events.push(event));
  return events.filter((event) => event.type === "epoch");
}

test.each([
  ["estimated", 0, 0.5],
  ["moving", 0.5, 50],
] as const)(
  "with %s statistics, validation is %d to %d of loss away from training",
  async (statistics, from, to) => {
    for (const { train: seen, validation } of await epochsOf(statistics)) {
      const distance = Math.abs(validation.loss - seen.loss);
      expect([distance >= from, distance < to]).toEqual([true, true]);
    }
  },
  60_000,
);
