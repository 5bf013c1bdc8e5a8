/** Whether a runtime has the blocked layout for convolutions, and with which block: it depends on the processor. */
import { BLOCKED_DOMAIN, GraphBuilder } from "../graph/index.ts";
import type { Runtime } from "./runtime.ts";

/** Channels that lie side by side; null where the runtime does not know the layout. */
export async function blockSize(runtime: Runtime): Promise<number | null> {
  const g = new GraphBuilder("block size");
  const x = g.input("x", { type: "float32", shape: [1, 64, 1, 2] });
  g.output(g.op("ReorderInput", [x], {}, { domain: BLOCKED_DOMAIN }));
  const graph = g.build();
  try {
    const session = await runtime.open(graph);
    const placed = await session.run(new Map([["x", Float32Array.from({ length: 128 }, (_, i) => i)]]));
    await session.release();
    // the second pixel of the first channel stands behind the first pixels of a block
    const block = placed.get(graph.outputs[0]!)!.indexOf(1);
    return block > 1 ? block : null;
  } catch {
    return null; // the domain is the CPU's own
  }
}
