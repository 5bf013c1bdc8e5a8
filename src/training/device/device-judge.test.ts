/** Logits of more images than go through at once, against the graph that a run exports. */
import { expect, test } from "vitest";
import { scalingPlanes } from "../../image/index.ts";
import {
  classifierGraph,
  headVariables,
  INPUT,
  initialParameters,
  LOGIT,
  networkNamed,
  variablesOf,
} from "../../networks/index.ts";
import { nodeRuntime } from "../../runtime/index.ts";
import { stream } from "../../util/random.ts";
import { pixelsInMemory } from "../pixel-source.ts";
import { imageTensor } from "../tensors.ts";
import { deviceJudge } from "./device-judge.ts";

const runtime = nodeRuntime({ threads: 1 });
const plan = { network: "nasnetmobile", imageSize: 32, scaling: "symmetric", units: 3 } as const;

test("as the exported graph", async () => {
  const network = networkNamed(plan.network).build({ imageSize: plan.imageSize });
  const variables = [...variablesOf(network), ...headVariables(network.channels, plan.units)];
  const parameters = initialParameters(variables, (name) => stream(1, name));
  const random = stream(1, "images");
  const images = Array.from({ length: 18 }, () => ({
    width: 32,
    height: 32,
    channels: 3 as const,
    data: Uint8Array.from({ length: 32 * 32 * 3 }, () => 256 * random.next()),
  }));
  const set = { images: pixelsInMemory(images), places: images.map(() => 0) };
  const session = await runtime.open(classifierGraph(network, { units: plan.units }), { constants: parameters });
  const all = imageTensor(set.images, [...images.keys()], images.length, scalingPlanes(plan.scaling, 3));
  const expected = (await session.run(new Map([[INPUT, all]]))).get(LOGIT)!;
  const logits = await deviceJudge(runtime, plan).logits(set, parameters);
  expect([...logits]).toEqual([...expected].map((value) => expect.closeTo(value, 4)));
});
