/**
 * Outputs that are written into arrays of ours, and nowhere else. onnxruntime-node 1.30 does write them there, but then copies each of them
 * into a new array: 80 ms for 200 MB that take 10 to compute. It makes these copies in the order of the outputs, and stops with an error at
 * one that is no tensor. So an empty sequence goes first: by then everything is computed, and nothing is copied. A version without this
 * error would copy, and give the same.
 */
import type { InferenceSession, Tensor } from "onnxruntime-node";
import type { Graph } from "../graph/index.ts";

const STOP = "no tensor";

/** The graph with the empty sequence in front of its outputs. */
export function withStop(graph: Graph): Graph {
  const node = {
    name: STOP,
    domain: "",
    operator: "SequenceEmpty",
    inputs: [],
    outputs: [STOP],
    attributes: {},
  } as const;
  return { ...graph, nodes: [node, ...graph.nodes], outputs: [STOP, ...graph.outputs] };
}

/** Runs a session of such a graph. outputs: by name, where the values are written to. */
export async function runInPlace(
  session: InferenceSession,
  feeds: Readonly<Record<string, Tensor>>,
  outputs: Readonly<Record<string, Tensor>>,
): Promise<void> {
  try {
    await session.run(feeds, { [STOP]: null, ...outputs });
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith("Non tensor type"))) throw error;
  }
}
