/** Training a part of a network: gradients of that part as of the whole, the rest as it was, on the host and with everything on a device. */
import { describe, expect, test } from "vitest";
import { startOf } from "../../tests/conformance/training-run.ts";
import { fakeDevice } from "../../tests/support/fake-device.ts";
import { norm } from "../../tests/support/float32-training.ts";
import { uniform01 } from "../../tests/support/formula.ts";
import { loadTraining } from "../../tests/support/load-training.ts";
import { smallNasnet, smallResnet } from "../../tests/support/networks/index.ts";
import { check, dependents, sizeOf } from "../graph/index.ts";
import type { Target } from "../lowering/index.ts";
import {
  classifierGraph,
  firstTrained,
  headVariables,
  INPUT,
  LOGIT,
  trainedVariables,
  variablesOf,
} from "../networks/index.ts";
import { nodeRuntime } from "../runtime/index.ts";
import { chooseTarget } from "./choose-target.ts";
import { DeviceTrainer } from "./device/device-trainer.ts";
import type { Learner } from "./learner.ts";
import type { Feeds, Parameters } from "./parameters.ts";
import { settle } from "./settle.ts";
import { Trainer } from "./trainer.ts";
import { type StepOptions, type TrainingStep, trainingStep } from "./training-step.ts";

const runtime = nodeRuntime({ threads: 1 });
const { target: chosen } = await chooseTarget(runtime);
const networks = { small_resnet: smallResnet({ batch: 2 }), small_nasnet: smallNasnet({ batch: 2 }) };
type Name = keyof typeof networks;

/** asked: as of --unfreeze-from; null: the whole network. */
function stepOf(
  name: Name,
  asked: string | null,
  options: Pick<StepOptions, "normalisation" | "target">,
): TrainingStep {
  const network = networks[name];
  const from = asked === null ? null : firstTrained(network, asked);
  const trained = [...trainedVariables(network, from), ...headVariables(network.channels, 3)];
  const parameters = trained.map((variable) => variable.name);
  return trainingStep(classifierGraph(network, { units: 3 }), { logit: LOGIT, parameters, ...options });
}

const startsOf = (name: Name): Parameters => startOf(loadTraining(`${name}-softmax-stored`));

function feedsOf(name: Name): Feeds {
  const shape = networks[name].graph.values.get(INPUT)!.shape as readonly number[]; // the batch is fixed
  return new Map([
    [INPUT, Float32Array.from(uniform01("images", sizeOf(shape)), (value) => 2 * value - 1)],
    ["label", Float32Array.of(1, 0, 0, 0, 0, 1)],
    ["weight", Float32Array.of(0.5, 0.5)],
  ]);
}

async function gradientsOf(name: Name, open: (parameters: Parameters) => Promise<Learner>): Promise<Parameters> {
  const learner = await open(startsOf(name));
  await learner.micro(feedsOf(name), LOGIT);
  const gradients = new Map([...(await learner.gradients())].map(([each, values]) => [each, values.slice()]));
  await learner.close();
  return gradients;
}

function expectSame(found: Parameters, expected: Parameters): void {
  expect(found.size).toBeGreaterThan(2); // more than the head
  const largest = Math.max(...[...found.keys()].map((name) => norm(expected.get(name)!)));
  for (const [name, values] of found) {
    const difference = values.map((value, i) => value - expected.get(name)![i]!);
    const scale = Math.max(norm(expected.get(name)!), 1e-6 * largest);
    expect(norm(difference) / scale, name).toBeLessThan(1e-4);
  }
}

/** Layers through which gradients go back. */
const differentiatedIn = ({ micro }: TrainingStep): string[] =>
  micro.nodes.flatMap(({ name }) => (name.startsWith("gradient/") ? [name.split("/")[1]!] : []));

describe.each(["small_resnet", "small_nasnet"] as const)("%s", (name) => {
  test.each<Target>(["generic", chosen])(
    "the gradients of the last layers are those of the whole step: %o",
    async (target) => {
      const how = { normalisation: "stored", target } as const;
      const whole = await gradientsOf(name, (start) => Trainer.open(runtime, stepOf(name, null, how), start));
      const part = settle(stepOf(name, "last:5", how));
      expectSame(await gradientsOf(name, (start) => Trainer.open(runtime, part, start)), whole);
    },
  );

  test("with batch statistics, as without constants", async () => {
    const how = { normalisation: "batch", target: chosen } as const;
    const plain = await gradientsOf(name, (start) => Trainer.open(runtime, stepOf(name, "last:5", how), start));
    const part = settle(stepOf(name, "last:5", how));
    expectSame(await gradientsOf(name, (start) => Trainer.open(runtime, part, start)), plain);
  });

  test("on a device", async () => {
    const how = { normalisation: "stored", target: "webgpu" } as const;
    const [whole, part] = [stepOf(name, null, how), settle(stepOf(name, "last:5", how))];
    const device = fakeDevice(runtime);
    const found = await gradientsOf(name, (start) => DeviceTrainer.open(device, part, start));
    expectSame(found, await gradientsOf(name, (start) => Trainer.open(runtime, whole, start)));
    expect(device.live()).toBe(0);
  });

  test("what is frozen has no gradient, and is computed in no update", () => {
    const step = settle(stepOf(name, "last:5", { normalisation: "batch" }));
    const { settled, prepare, micro } = step;
    for (const graph of [settled!, prepare, micro]) check(graph);
    const trained = new Set(step.gradients.keys());
    const reached = dependents(micro, [...trained, ...prepare.outputs]);
    const frozen = (layer: string): boolean => micro.values.has(layer) && !reached.has(layer);
    expect(differentiatedIn(step).filter(frozen)).toEqual([]);
    expect(differentiatedIn(stepOf(name, null, { normalisation: "batch" })).filter(frozen)).not.toEqual([]);
    expect(prepare.outputs.every((value) => dependents(prepare, trained).has(value))).toBe(true);
  });

  test("a layer that is frozen keeps its weights and statistics, also with those of the batch", async () => {
    const step = settle(stepOf(name, "last:5", { normalisation: "batch", target: "generic" }));
    const parameters = startsOf(name);
    const trainer = await Trainer.open(runtime, step, parameters);
    await trainer.micro(feedsOf(name), LOGIT);
    await trainer.update(1e-2);
    await trainer.close();
    const start = startsOf(name);
    const changed = [...parameters].filter(([each, values]) =>
      values.some((value, i) => value !== start.get(each)![i]),
    );
    const network = networks[name];
    const from = network.layers.findIndex((layer) => layer.name === firstTrained(network, "last:5"));
    const trained = new Set(network.layers.slice(from).map((layer) => layer.name));
    const layers = new Set(changed.map(([each]) => each.split("/")[0]!));
    expect([...layers].filter((layer) => layer !== "head" && !trained.has(layer))).toEqual([]);
    expect(changed.filter(([each]) => each.includes("/moving_")).length).toBeGreaterThan(0);
    expect(variablesOf(network).length).toBeGreaterThan(changed.length);
  });
});
