/** What the values of a graph are on some images: ranges, and means of channels. */
import { type Graph, GraphBuilder } from "../../graph/index.ts";
import { Histogram, type Measured } from "../../lowering/index.ts";
import type { Runtime } from "../../runtime/index.ts";

interface Wanted {
  readonly graph: Graph;
  /** Values whose spread is wanted. */
  readonly spread: readonly string[];
  /** Values, N x C x H x W, of whose channels the mean is wanted. */
  readonly averaged: readonly string[];
}

export interface Spreads {
  readonly spreads: ReadonlyMap<string, Histogram>;
  readonly means: Measured["means"];
}

/** feeds: each of the same number of images. */
export async function measure(
  { graph, spread, averaged }: Wanted,
  feeds: readonly ReadonlyMap<string, Uint8Array>[],
  runtime: Runtime,
): Promise<Spreads> {
  const spreads = new Map(spread.map((name) => [name, new Histogram()]));
  const means = new Map<string, Float64Array>();
  const session = await runtime.open(withMeans(graph, spread, averaged));
  try {
    for (const feed of feeds) {
      const values = await session.run(feed);
      for (const [name, histogram] of spreads) histogram.add(values.get(name)!);
      for (const name of averaged) addMean(means, name, values.get(meanName(name))!, feeds.length);
    }
  } finally {
    await session.release();
  }
  return { spreads, means };
}

const meanName = (name: string): string => `${name}:mean`;

/** The graph with these values, and the means of those, as its outputs. */
function withMeans(graph: Graph, spread: readonly string[], averaged: readonly string[]): Graph {
  const g = GraphBuilder.from(graph);
  const axes = g.ints([0, 2, 3]);
  for (const name of averaged) g.op("ReduceMean", [name, axes], { keepdims: 0 }, { name: meanName(name) });
  for (const name of [...spread, ...averaged.map(meanName)]) g.output(name);
  return g.build();
}

function addMean(means: Map<string, Float64Array>, name: string, values: Float32Array, count: number): void {
  const sum = means.get(name) ?? new Float64Array(values.length);
  for (let c = 0; c < values.length; c++) sum[c]! += values[c]! / count;
  means.set(name, sum);
}
