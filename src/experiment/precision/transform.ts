/** A model's graph in another precision, by what its values are on some images. */
import { type Graph, LARGEST_FLOAT16 } from "../../graph/index.ts";
import { foldConstants, halfValues, outOfRange, planIntegers, quantize, toHalf } from "../../lowering/index.ts";
import type { Runtime } from "../../runtime/index.ts";
import type { Precision } from "../../util/precision.ts";
import { measure } from "./measure.ts";

type Feeds = readonly ReadonlyMap<string, Uint8Array>[];

/** graph: as it was read from a model file. Throws E_FLOAT16_RANGE where float16 does not hold a weight, or a value on these images. */
export async function inPrecision(graph: Graph, precision: Precision, feeds: Feeds, runtime: Runtime): Promise<Graph> {
  const folded = foldConstants(graph);
  return precision === "fp16" ? inHalves(folded, feeds, runtime) : inIntegers(folded, feeds, runtime);
}

async function inHalves(graph: Graph, feeds: Feeds, runtime: Runtime): Promise<Graph> {
  const half = toHalf(graph);
  const { spreads } = await measure({ graph, spread: halfValues(graph), averaged: [] }, feeds, runtime);
  for (const [name, { extremes }] of spreads) {
    const largest = extremes.high > -extremes.low ? extremes.high : extremes.low;
    if (!(Math.abs(largest) <= LARGEST_FLOAT16)) throw outOfRange(name, largest);
  }
  return half;
}

async function inIntegers(graph: Graph, feeds: Feeds, runtime: Runtime): Promise<Graph> {
  const { measured, convolved } = planIntegers(graph);
  const { spreads, means } = await measure({ graph, spread: measured, averaged: convolved }, feeds, runtime);
  return quantize(graph, { ranges: new Map([...spreads].map(([name, spread]) => [name, spread.best])), means });
}
