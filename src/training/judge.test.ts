/** Logits in the middle of training, in either layout, against the graph that a run exports. */
import { expect, test } from "vitest";
import type { Pixels } from "../image/index.ts";
import { scalingPlanes } from "../image/index.ts";
import {
  classifierGraph,
  headVariables,
  INPUT,
  initialParameters,
  LOGIT,
  networkNamed,
  variablesOf,
} from "../networks/index.ts";
import { blockSize, nodeRuntime } from "../runtime/index.ts";
import { stream } from "../util/random.ts";
import { judgeGraphs, openJudge } from "./judge.ts";
import type { Parameters } from "./parameters.ts";
import { pixelsInMemory } from "./pixel-source.ts";
import { imageTensor } from "./tensors.ts";

const runtime = nodeRuntime({ threads: 1 });
const plan = { network: "nasnetmobile", imageSize: 64, scaling: "symmetric", units: 3 } as const;
const network = networkNamed(plan.network).build({ imageSize: plan.imageSize });

/** One more than a batch of the judge's. */
const set = { images: pixelsInMemory(Array.from({ length: 5 }, (_, i) => noise(i))), places: [0, 1, 2, 0, 1] };

function noise(seed: number): Pixels {
  const draw = stream(seed, "noise");
  return {
    width: 64,
    height: 64,
    channels: 3,
    data: Uint8Array.from({ length: 64 * 64 * 3 }, () => 256 * draw.next()),
  };
}

const parametersOf = (seed: number): Parameters =>
  initialParameters([...variablesOf(network), ...headVariables(network.channels, plan.units)], (name) =>
    stream(seed, name),
  );

async function exported(parameters: Parameters): Promise<Float32Array> {
  const session = await runtime.open(classifierGraph(network, { units: plan.units }), { constants: parameters });
  const image = imageTensor(set.images, [0, 1, 2, 3, 4], 5, scalingPlanes(plan.scaling, 3));
  const logits = (await session.run(new Map([[INPUT, image]]))).get(LOGIT)!;
  await session.release();
  return logits;
}

const block = await blockSize(runtime);
test.each(block === null ? ["generic"] : ["generic", "blocked"])("%s, as parameters change", async (layout) => {
  const graphs = judgeGraphs(plan, layout === "generic" ? "generic" : { blocked: block! });
  const judge = await openJudge(runtime, graphs, plan);
  for (const seed of [1, 2]) {
    const parameters = parametersOf(seed);
    const expected = await exported(parameters);
    const size = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const logits = await judge.logits(set, parameters);
    expect(logits.length).toBe(expected.length);
    for (const [i, value] of expected.entries()) expect(Math.abs(logits[i]! - value)).toBeLessThan(1e-5 * size);
  }
  await judge.release();
});
