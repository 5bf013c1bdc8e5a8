/** The set that features belong to: everything that could change one bit of them. */
import { hash } from "node:crypto";
import { type Graph, print, type Tensor } from "../../graph/index.ts";
import type { PixelScaling } from "../../image/index.ts";
import { fingerprint } from "../../model/index.ts";
import type { Base } from "../../networks/index.ts";
import type { Parameters } from "../parameters.ts";
import type { FeatureSet } from "./feature-set.ts";
import type { Shelf } from "./feature-store.ts";

/** How images become pixels, and what computes: as JSON has it. */
type Circumstances = FeatureSet["made"];

/** Plain data: it crosses to the training thread as it is. */
export interface FeatureCachePlan extends Shelf {
  readonly made: Circumstances;
}

interface Given {
  readonly imageSize: number;
  readonly scaling: PixelScaling;
  readonly made: Circumstances;
}

/** parameters: those of the base at least. */
export function featureSetOf({ name, graph, channels }: Base, parameters: Parameters, given: Given): FeatureSet {
  return {
    version: 1,
    network: name,
    imageSize: given.imageSize,
    channels,
    graph: hash("sha256", print(graph)),
    weights: weightsOf(graph, parameters),
    scaling: given.scaling as FeatureSet["scaling"], // JSON is not read-only
    made: given.made,
  };
}

function weightsOf(graph: Graph, parameters: Parameters): string {
  const values = graph.parameters.map((name): [string, Tensor] => {
    const shape = graph.values.get(name)!.shape as readonly number[]; // those of parameters have no symbols
    return [name, { type: "float32", shape, data: parameters.get(name)! }];
  });
  return fingerprint(new Map([...graph.constants, ...values]));
}
