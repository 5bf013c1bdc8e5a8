/** The network as it predicts, on a device: at each judgement with its parameters as constants, so that they cross the bus once. */
import { scalingPlanes } from "../../image/index.ts";
import { classifierGraph, INPUT, LOGIT, networkNamed } from "../../networks/index.ts";
import type { Runtime, Session } from "../../runtime/index.ts";
import type { Judge, JudgePlan } from "../judge.ts";
import type { LabelledPixels } from "../plan.ts";
import { chunks, imageTensor } from "../tensors.ts";

/** Images at once. */
const AT_ONCE = 16;

export function deviceJudge(runtime: Runtime, plan: JudgePlan): Judge {
  const { network: name, imageSize, units } = plan;
  const graph = classifierGraph(networkNamed(name).build({ imageSize, batch: AT_ONCE }), { units });
  return {
    async logits(set, parameters) {
      const session = await runtime.open(graph, { constants: parameters });
      try {
        return await logitsOf(session, set, plan);
      } finally {
        await session.release();
      }
    },
    release: async () => {},
  };
}

async function logitsOf(session: Session, set: LabelledPixels, { units, scaling }: JudgePlan): Promise<Float32Array> {
  const logits = new Float32Array(set.places.length * units);
  const planes = scalingPlanes(scaling, 3);
  for (const part of chunks([...set.places.keys()], AT_ONCE)) {
    const outputs = await session.run(new Map([[INPUT, imageTensor(set.images, part, AT_ONCE, planes)]]));
    logits.set(outputs.get(LOGIT)!.subarray(0, part.length * units), part[0]! * units);
  }
  return logits;
}
