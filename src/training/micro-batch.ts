/** How many images of a fine-tuning step are in memory at once, where nobody says. */
import type { Graph } from "../graph/index.ts";
import { foldNormalization } from "../lowering/index.ts";
import type { Base } from "../networks/index.ts";

/** More gained nothing on processors, and batch statistics were proven with as many. */
const LARGEST = 16;
/** Of activations that wait for their gradients, bytes; and, on small machines, a part of all memory. */
const ROOM = 2 ** 31;
const PART_OF_MEMORY = 1 / 8;

/** A power of two: as many as there is room for. memory: of the machine, bytes. */
export function microBatchFor({ graph }: Base, memory: number): number {
  const room = Math.min(ROOM, memory * PART_OF_MEMORY);
  const fitting = Math.max(1, room / activationBytes(graph));
  return Math.min(LARGEST, 2 ** Math.floor(Math.log2(fitting)));
}

/** Of one image: everything that the network computes from it, which is about what the way back needs. */
function activationBytes(graph: Graph): number {
  const { nodes, values } = foldNormalization(graph);
  const perImage = nodes
    .flatMap(({ outputs }) => outputs.map((name) => values.get(name)?.shape ?? []))
    .filter(([batch]) => typeof batch === "string")
    .map((shape) => shape.slice(1).reduce<number>((size, d) => size * Number(d), 4));
  return perImage.reduce((a, b) => a + b, 0);
}
