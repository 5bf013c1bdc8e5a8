/** Which device is chosen, from trials that are made up; and a trial that fails for real. */
import { expect, test, vi } from "vitest";
import { chooseDevice } from "./choose-device.ts";
import type { TrialOrder } from "./trial-work.ts";
import { type Trial, tryDevice } from "./try-device.ts";

const step = {
  kind: "step",
  network: "resnet101",
  imageSize: 224,
  microBatch: 8,
  units: 3,
  normalisation: "stored",
  trainedFrom: null,
  statistics: "moving",
} as const;
const inference = { kind: "inference", source: { file: "model.onnx" }, images: 8 } as const;

/** Seconds of an image by device; a text: why it does not work. */
function trials(cpu: number, webgpu: number | string) {
  const tried: string[] = [];
  const attempt = async ({ device, work }: TrialOrder, limit: number): Promise<Trial> => {
    tried.push(`${work.kind} on ${device} for ${limit.toFixed(1)} s`);
    const found = device === "cpu" ? cpu : webgpu;
    return typeof found === "number"
      ? { device, seconds: found, problem: null }
      : { device, seconds: null, problem: found };
  };
  return { tried, attempt };
}

test("the faster one, with the figures; the other is given four times as long", async () => {
  const { tried, attempt } = trials(0.12, 0.01);
  expect(await chooseDevice("auto", step, 2, attempt)).toEqual({
    device: "webgpu",
    why: "cpu: 120 ms per image, webgpu: 10 ms per image",
    secondsPerImage: { cpu: 0.12, webgpu: 0.01 },
  });
  expect(tried).toEqual(["proof on webgpu for 120.0 s", "step on cpu for 300.0 s", "step on webgpu for 56.5 s"]);
  expect(await chooseDevice("auto", step, 2, trials(0.01, 0.12).attempt)).toMatchObject({ device: "cpu" });
});

test("the processor, where WebGPU does not work or the task is short: nothing is measured then", async () => {
  const none = trials(0.1, "no driver");
  const { device, why } = await chooseDevice("auto", step, null, none.attempt);
  expect([device, why]).toEqual(["cpu", "webgpu does not work: no driver"]);
  expect(none.tried).toHaveLength(1);
  const short = trials(0.1, 0.01);
  expect(await chooseDevice("auto", { ...inference, total: 10 }, null, short.attempt)).toMatchObject({ device: "cpu" });
  expect(short.tried).toEqual([]);
  expect(await chooseDevice("auto", { ...inference, total: 1000 }, null, short.attempt)).toMatchObject({
    device: "webgpu",
  });
});

test("what was asked for, or an error that says what to do", async () => {
  const { tried, attempt } = trials(0.1, 0.2);
  expect(await chooseDevice("webgpu", step, null, attempt)).toMatchObject({ device: "webgpu" });
  expect(tried).toEqual(["proof on webgpu for 120.0 s"]);
  expect(await chooseDevice("cpu", step, null, attempt)).toMatchObject({ device: "cpu" });
  await expect(chooseDevice("webgpu", step, null, trials(0.1, "no driver").attempt)).rejects.toMatchObject({
    code: "E_DEVICE",
    exitStatus: 2,
    details: { received: "no driver", fix: expect.stringContaining("--device cpu") },
  });
});

test("the processor is proven in a process of its own", async () => {
  expect(await tryDevice({ device: "cpu", threads: 1, work: { kind: "proof" } }, 100)).toEqual({
    device: "cpu",
    seconds: expect.any(Number),
    problem: null,
  });
});

test.skipIf(process.platform !== "linux")(
  "without a driver WebGPU does not work, and that is all that happens",
  async () => {
    vi.stubEnv("VK_DRIVER_FILES", "/nowhere.json");
    const trial = await tryDevice({ device: "webgpu", threads: 1, work: { kind: "proof" } }, 100);
    vi.unstubAllEnvs();
    expect(trial).toMatchObject({
      seconds: null,
      problem: expect.stringMatching(/no loader of Vulkan|no GPU with a driver/),
    });
  },
);

test("a trial that takes too long is given up", async () => {
  const trial = await tryDevice({ device: "cpu", threads: 1, work: step }, 0.01);
  expect(trial.problem).toBe("it took more than 0 s");
});
