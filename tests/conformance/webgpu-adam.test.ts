/** What can be added to Adam, on a GPU, against Keras: clipping reduces over all gradients, which other graphs of a step do not do. */
import { describe, expect, test } from "vitest";
import { webGpuRuntime } from "../../src/runtime/index.ts";
import { adamGraph, gradientOf, nextOf, scalarsOf } from "../../src/training/adam-graph.ts";
import { renamed } from "../../src/util/renamed.ts";
import { noGpu } from "../support/gpu.ts";
import { learningGolden, stateAtStart, UPDATED, updated } from "../support/learning-golden.ts";

const missing = noGpu();

describe.skipIf(missing !== undefined)(`on a GPU${missing === undefined ? "" : ` (${missing})`}`, () => {
  const runtime = webGpuRuntime();

  test.each(learningGolden.updates)("$options", async ({ options, updates }) => {
    const types = Object.entries(UPDATED).map(([name, size]) => [name, { type: "float32", shape: [size] }] as const);
    const session = await runtime.open(adamGraph(new Map(types), options));
    const state = stateAtStart(options);
    for (const [before, row] of updates.entries()) {
      const scalars = scalarsOf(options, learningGolden.rate, before + 1);
      const next = await session.run(new Map([...state, ...renamed(updated(before + 1), gradientOf), ...scalars]));
      for (const name of state.keys()) state.set(name, next.get(nextOf(name))!);
      for (const [name, expected] of Object.entries(row))
        expect([...state.get(name)!], name).toEqual(expected.map((value) => expect.closeTo(value, 5)));
    }
    await session.release();
  });
});
