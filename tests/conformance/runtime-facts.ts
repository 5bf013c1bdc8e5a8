/** What a runtime must keep besides its numbers: bytes in, a batch of any size, constants, and errors that say what is wrong. */
import { GraphBuilder } from "../../src/graph/index.ts";
import type { Runtime } from "../../src/runtime/index.ts";
import { RoentgenError } from "../../src/util/error.ts";

export interface RuntimeFacts {
  /** (image - mean) * scale of bytes, for one image and for two. */
  readonly scaled: readonly (readonly number[])[];
  /** Codes of what is thrown for a feed that is missing, and for one of a wrong size. */
  readonly codes: readonly string[];
  /** Number of outputs of a graph that has none. */
  readonly nothing: number;
}

export async function runtimeFacts(runtime: Runtime): Promise<RuntimeFacts> {
  const g = new GraphBuilder("scale");
  const image = g.input("image", { type: "uint8", shape: ["N", 3] });
  const mean = g.parameter("mean", { type: "float32", shape: [3] });
  const scale = g.parameter("scale", { type: "float32", shape: [] });
  g.output(g.mul(g.sub(g.cast(image, "float32"), mean), scale));
  const graph = g.build();
  const output = graph.outputs[0]!;
  const session = await runtime.open(graph, { constants: new Map([["mean", Float32Array.of(1, 2, 3)]]) });
  const run = async (...bytes: number[]): Promise<number[]> => {
    const feeds = new Map<string, Float32Array | Uint8Array>([
      ["image", Uint8Array.from(bytes)],
      ["scale", Float32Array.of(0.5)],
    ]);
    return Array.from((await session.run(feeds)).get(output)!);
  };
  const scaled = [await run(255, 0, 4), await run(255, 0, 4, 1, 2, 3)];
  const codes = [await codeOf(session.run(new Map())), await codeOf(run(1, 2, 3, 4))];
  await session.release();
  const empty = await runtime.open(new GraphBuilder("empty").build());
  return { scaled, codes, nothing: (await empty.run(new Map())).size };
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "nothing thrown";
  } catch (error) {
    return error instanceof RoentgenError ? error.code : String(error);
  }
}
