/** Training on the processor, in whichever of its layouts is fastest. */
import type { Runtime } from "../runtime/index.ts";
import { OutputRoom } from "../runtime/output-room.ts"; // the index brings Node
import { chooseTarget } from "./choose-target.ts";
import type { Engine } from "./engine.ts";
import { judgeGraphs, openJudge } from "./judge.ts";
import { Trainer } from "./trainer.ts";

export function hostEngine(runtime: Runtime): Engine {
  return {
    runtime,
    headTarget: "generic",
    target: async (layout) =>
      layout === "auto" ? chooseTarget(runtime) : { target: "generic", why: "it was asked for" },
    openLearner: (step, parameters, adam) => Trainer.open(runtime, step, parameters, adam && { adam }),
    async openLearnerAndJudge(step, parameters, plan, target) {
      const graphs = judgeGraphs(plan, target);
      const room = new OutputRoom(step.prepare, step.finish, graphs.prepare); // one after the other
      const judge = await openJudge(runtime, graphs, plan, room);
      return { judge, learner: await Trainer.open(runtime, step, parameters, { adam: plan.adam, room }) };
    },
  };
}
