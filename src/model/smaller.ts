/** A model of the same answers in fewer bytes: it keeps what the first says of itself, and gets golden vectors and a fingerprint of its own. */
import type { Graph } from "../graph/index.ts";
import type { Runtime } from "../runtime/index.ts";
import type { ModelDescription } from "./description.ts";
import { type ExportedModel, seal } from "./seal.ts";

/** graph: takes and gives what the first model's does; all its weights are constants. */
export function exportSmaller(
  graph: Graph,
  first: ModelDescription,
  precision: NonNullable<ModelDescription["precision"]>,
  runtime: Runtime,
): Promise<ExportedModel> {
  const { fingerprint: _, golden: __, ...said } = first;
  return seal(graph, { ...said, precision }, new Map(), runtime);
}
