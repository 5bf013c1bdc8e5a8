import { expect, test } from "vitest";
import { nodeRuntime } from "../../runtime/index.ts";
import type { Engine } from "../engine.ts";
import { hostEngine } from "../host-engine.ts";
import type { Learner } from "../learner.ts";
import { prove } from "./proof.ts";

/** An engine whose gradients are `factor` times what they should be. */
function scaled(factor: number): Engine {
  const engine = hostEngine(nodeRuntime({ threads: 1 }));
  return {
    ...engine,
    target: async () => ({ target: "generic", why: null }),
    async openLearner(step, parameters): Promise<Learner> {
      const learner = await engine.openLearner(step, parameters);
      const gradients: Learner["gradients"] = async () =>
        new Map([...(await learner.gradients())].map(([name, values]) => [name, values.map((v) => factor * v)]));
      return { micro: learner.micro.bind(learner), gradients, close: learner.close.bind(learner) } as Learner; // what a proof calls
    },
  };
}

test("right gradients are proven; wrong ones are told with how far they are off", async () => {
  await prove(scaled(1));
  await expect(prove(scaled(1.01))).rejects.toMatchObject({
    code: "E_DEVICE_WRONG",
    message: expect.stringContaining("1.0e-2 off"),
    details: {
      expected: expect.stringContaining("1e-4"),
      received: "1.0e-2",
      fix: expect.stringContaining("--device cpu"),
    },
  });
});
