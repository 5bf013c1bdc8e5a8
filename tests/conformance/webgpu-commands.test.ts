/** Commands with --device, on the GPU of tests/support/gpu.ts: what they start is started with its driver, as this process is. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { roentgen } from "../support/command-line.ts";
import { noGpu } from "../support/gpu.ts";
import { makeRun } from "../support/made-run.ts";

const missing = noGpu();

describe.skipIf(missing !== undefined)(`commands on a GPU${missing === undefined ? "" : ` (${missing})`}`, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "roentgen-webgpu-"));
    const images = [20, 80, 95, 140].map((red, i) => {
      const label = i < 2 ? "normal" : "covid";
      return { label, part: "validation" as const, red };
    });
    await makeRun(folder, "normal", images);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const predicted = async (device: string): Promise<number[]> => {
    const { status, stdout } = await roentgen(folder, "predict", "run", "data", "--json", "--device", device);
    expect(status).toBe(0);
    const rows = stdout.trim().split("\n");
    return rows
      .slice(0, -1)
      .map((row) => (JSON.parse(row) as { probabilities: { covid: number } }).probabilities.covid);
  };

  test("predict says on the GPU what it says on the processor", async () => {
    const expected = await predicted("cpu");
    expect(await predicted("webgpu")).toEqual(expected.map((probability) => expect.closeTo(probability, 6)));
  });

  test("evaluate judges on it; auto measures both, and says what was found", async () => {
    const onGpu = await roentgen(folder, "evaluate", "run", "--device", "webgpu");
    expect(onGpu).toMatchObject({ status: 0, stderr: expect.stringContaining("device: webgpu (it was asked for)") });
    const { status, stderr } = await roentgen(folder, "evaluate", "run", "--device", "auto");
    expect([status, stderr]).toEqual([
      0,
      expect.stringMatching(/device: (cpu|webgpu) \(cpu: [\d.e+-]+ ms per image, webgpu: [\d.e+-]+ ms per image\)/),
    ]);
    expect(JSON.parse(await readFile(join(folder, "run/metrics.json"), "utf8"))).toMatchObject({
      validation: { images: 4, accuracy: { estimate: 1 } },
    });
  });

  test("doctor finds that it works", async () => {
    const { stdout } = await roentgen(folder, "doctor", "--json");
    const { devices } = JSON.parse(stdout) as { devices: unknown[] };
    expect(devices).toEqual(
      ["cpu", "webgpu"].map((device) => ({ device, seconds: expect.any(Number), problem: null })),
    );
  });

  test.skipIf(process.platform !== "linux")("without a driver, to ask for it is wrong usage", async () => {
    vi.stubEnv("VK_DRIVER_FILES", "/nowhere.json");
    const { status, stderr } = await roentgen(folder, "predict", "run", "data", "--device", "webgpu");
    vi.unstubAllEnvs();
    expect([status, stderr]).toEqual([2, expect.stringMatching(/E_DEVICE.*no GPU with a driver.*--device cpu/s)]);
  });
});
