/**
 * Statistics of batch normalisation, estimated anew over training images with the parameters as they are now. Moving averages follow the
 * parameters slowly, with NASNet's momentum of 0.9997 over thousands of updates: what validation judges with them is no network that ever was.
 *
 * PreciseBN of Wu and Johnson 2021, "Rethinking 'Batch' in BatchNorm": micro-batches are normalised by their own statistics, as in training, and
 * those are put together as one population's (population-moments.ts). Over images as they are, not augmented: so they will be predicted.
 */
import { extract, type Graph } from "../graph/index.ts";
import { scalingPlanes } from "../image/index.ts";
import { fold, hoist, lower, normalizeByBatch, splitPrepared, type Target } from "../lowering/index.ts";
import { featureGraph, INPUT, type Network } from "../networks/index.ts";
import type { Runtime } from "../runtime/index.ts";
import { drawSample } from "./draws.ts";
import type { Feeds, Parameters } from "./parameters.ts";
import type { TrainingPlan } from "./plan.ts";
import { PopulationMoments } from "./population-moments.ts";
import { chunks, imageTensor } from "./tensors.ts";

/** Images at most; the paper finds the statistics of a thousand as good as those of more. */
const LARGEST_SAMPLE = 1000;

export interface Estimator {
  /** Writes mean and variance of every layer that trains into `parameters`. */
  estimate(parameters: Parameters): Promise<void>;
  release(): Promise<void>;
}

type EstimatorPlan = Pick<TrainingPlan, "scaling" | "microBatch" | "seed" | "train">;

/** graphs: for images of a micro-batch. */
export async function openEstimator(
  runtime: Runtime,
  graphs: EstimatorGraphs,
  { microBatch, seed, scaling, train: { images, places } }: EstimatorPlan,
): Promise<Estimator> {
  const preparing = await runtime.open(graphs.prepare, { giveBack: true, asItStands: true });
  const running = await runtime.open(graphs.forward, { giveBack: true });
  const sample = drawSample(seed, places.length, Math.max(LARGEST_SAMPLE, microBatch));
  const parts = chunks(sample, microBatch).filter(({ length }) => length === microBatch);
  const planes = scalingPlanes(scaling, 3);
  return {
    async estimate(parameters) {
      const constant = [...parameters, ...(await preparing.run(parameters))];
      const population = new Population(graphs.layers);
      for (const part of parts) {
        const image = imageTensor(images, part, microBatch, planes);
        population.add(await running.run(new Map([...constant, [INPUT, image]])));
      }
      population.writeTo(parameters);
    },
    async release() {
      await Promise.all([preparing.release(), running.release()]);
    },
  };
}

/** Names of a layer's mean and variance: its parameters, and a micro-batch's among the outputs. */
interface LayerStatistics {
  readonly parameters: readonly [mean: string, variance: string];
  readonly outputs: readonly [mean: string, variance: string];
}

/** Of all layers. */
class Population {
  readonly #layers: readonly (LayerStatistics & { readonly moments: PopulationMoments })[];

  constructor(layers: readonly LayerStatistics[]) {
    this.#layers = layers.map((layer) => ({ ...layer, moments: new PopulationMoments() }));
  }

  add(batch: Feeds): void {
    for (const { moments, outputs } of this.#layers) moments.add(batch.get(outputs[0])!, batch.get(outputs[1])!);
  }

  writeTo(into: Parameters): void {
    for (const { moments, parameters } of this.#layers)
      moments.writeTo(into.get(parameters[0])!, into.get(parameters[1])!);
  }
}

interface EstimatorGraphs {
  /** What parameters alone decide. */
  readonly prepare: Graph;
  /** The statistics of a micro-batch. */
  readonly forward: Graph;
  readonly layers: readonly LayerStatistics[];
}

/** network: with a fixed batch. trains: the layers that batches normalise, by name. */
export function estimatorGraphs(network: Network, trains: (layer: string) => boolean, target: Target): EstimatorGraphs {
  const { graph, moving } = normalizeByBatch(featureGraph(network), trains, 0);
  const statistics = extract(graph, { outputs: [...moving.values()] });
  const layers = network.layers.filter(({ name, kind }) => kind === "BatchNormalization" && trains(name));
  const { prepare, rest } = splitPrepared(fold(statistics, target));
  const hoisted = hoist(lower(prepare, "generic"), lower(rest, target));
  return {
    prepare: hoisted.prepare,
    forward: hoisted.rest,
    layers: layers.map(({ name }) => {
      const parameters = [`${name}/moving_mean`, `${name}/moving_variance`] as const;
      return { parameters, outputs: [moving.get(parameters[0])!, moving.get(parameters[1])!] };
    }),
  };
}
