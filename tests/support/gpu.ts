/**
 * The GPU that tests on WebGPU run on: Chromium's own, made of software (SwiftShader, a Vulkan driver), or, with ROENTGEN_TEST_GPU=1, the
 * machine's. What a process must have in its environment for the first must be there when it starts.
 */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { findChromium, noBrowser } from "./chromium.ts";

const ownGpu = process.env.ROENTGEN_TEST_GPU === "1";

/** Of the suite's runs those that are done in seconds: a GPU made of software takes minutes for the others. */
export const runsOnGpu = (runs: readonly string[]): readonly string[] =>
  ownGpu ? runs : runs.filter((run) => run.startsWith("small_resnet"));

/** Where Debian keeps what its /usr/bin/chromium starts; elsewhere the program lies beside its libraries. */
const DEBIAN = "/usr/lib/chromium";
const DRIVER = "vk_swiftshader_icd.json";

/** The driver, and the loader of drivers beside it; nothing where there is none, or where the machine's GPU is to be used. */
export function gpuEnvironment(): Record<string, string> {
  const folder = ownGpu ? undefined : driverFolder();
  return folder === undefined ? {} : { VK_DRIVER_FILES: join(folder, DRIVER), LD_LIBRARY_PATH: folder };
}

function driverFolder(): string | undefined {
  const browser = findChromium();
  if (browser === undefined || process.platform !== "linux") return undefined;
  return [DEBIAN, dirname(browser)].find((folder) => existsSync(join(folder, DRIVER)));
}

/** Why tests on WebGPU are left out, or undefined where they run. ROENTGEN_REQUIRE_BROWSER=1 makes a missing driver an error. */
export function noGpu(): string | undefined {
  if (ownGpu || driverFolder() !== undefined) return undefined;
  if (process.platform !== "linux") return "Chromium's driver is looked for on Linux alone";
  const reason = noBrowser() ?? `no ${DRIVER} beside Chromium`;
  if (process.env.ROENTGEN_REQUIRE_BROWSER === "1") throw new Error(reason);
  return reason;
}
