/** The network as it predicts, on a device: at each judgement with its parameters as constants, so that they cross the bus once. */
import { classifierGraph, INPUT, networkNamed } from "../../networks/index.ts";
import type { Runtime } from "../../runtime/index.ts";
import { type Judge, type JudgePlan, logitsOf } from "../judge.ts";

/** Images at once. */
const AT_ONCE = 16;

export function deviceJudge(runtime: Runtime, plan: JudgePlan): Judge {
  const { network: name, imageSize, units } = plan;
  const graph = classifierGraph(networkNamed(name).build({ imageSize, batch: AT_ONCE }), { units });
  return {
    async logits(set, parameters) {
      const session = await runtime.open(graph, { constants: parameters });
      try {
        return await logitsOf(set, plan, AT_ONCE, (image) => session.run(new Map([[INPUT, image]])));
      } finally {
        await session.release();
      }
    },
    release: async () => {},
  };
}
