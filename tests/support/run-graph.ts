/** Runs a graph once on ONNX Runtime's CPU, for tests. */
import { InferenceSession, Tensor as RuntimeTensor } from "onnxruntime-node";
import { writeOnnx } from "../../src/graph/onnx-write.ts";
import type { Graph, Tensor } from "../../src/graph/types.ts";

/** A float32 tensor. */
export interface Float32Tensor extends Tensor {
  readonly type: "float32";
  readonly data: Float32Array;
}

/** The graph's outputs by name; parameters are written into the graph, inputs are fed. Float32 in and out. */
export async function runGraph(
  graph: Graph,
  parameters: ReadonlyMap<string, Float32Tensor>,
  inputs: ReadonlyMap<string, Float32Tensor>,
): Promise<Map<string, Float32Tensor>> {
  const session = await InferenceSession.create(writeOnnx({ graph }, parameters), { logSeverityLevel: 3 });
  try {
    const feeds = [...inputs].map(([name, { data, shape }]) => [name, new RuntimeTensor("float32", data, shape)]);
    const results = await session.run(Object.fromEntries(feeds));
    return new Map(Object.entries(results).map(([name, { dims, data }]) => [name, float32(name, dims, data)]));
  } finally {
    await session.release();
  }
}

function float32(name: string, shape: readonly number[], data: unknown): Float32Tensor {
  if (data instanceof Float32Array) return { type: "float32", shape, data };
  throw new TypeError(`output ${name} is not float32`);
}
