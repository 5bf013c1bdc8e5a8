import { tmpdir } from "node:os";
import { expect, test, vi } from "vitest";
import { roentgen } from "../../tests/support/command-line.ts";

test("says what works, as text and as JSON", async () => {
  vi.stubEnv("VK_DRIVER_FILES", "/nowhere.json");
  const [text, json] = [await roentgen(tmpdir(), "doctor"), await roentgen(tmpdir(), "doctor", "--json")];
  vi.unstubAllEnvs();
  expect([text.status, json.status]).toEqual([0, 0]);
  expect(text.stdout).toMatch(/^node +20|^node +2[1-9]/m);
  expect(text.stdout).toMatch(/^cpu +works \(a trial step took/m);
  expect(text.stdout).toMatch(/^feature cache +[\d.]+ .B of at most 10\.0 GB in .*features$/m);
  expect(text.stdout).toMatch(
    /^a run of nasnetlarge +takes up to 3\.7 GB on the disk while it trains, and 110 kB for/m,
  );
  const found = JSON.parse(json.stdout) as { devices: { device: string }[]; disks: object; weights: object[] };
  expect(found).toMatchObject({
    type: "doctor",
    features: { limit: 1e10, bytes: expect.any(Number) },
    disks: { runs: { freeBytes: expect.any(Number) } },
  });
  expect(found.devices.map(({ device }) => device)).toEqual(["cpu", "webgpu"]);
  expect(found.weights).toHaveLength(6);
});
