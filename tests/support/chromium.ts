/** The system's Chrome or Chromium, for tests in a browser. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Where it usually is, on Linux, macOS and Windows. */
const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

/** Its path; ROENTGEN_BROWSER, if set, is the only place. */
export function findChromium(): string | undefined {
  const stated = process.env.ROENTGEN_BROWSER;
  return (stated === undefined ? places : [stated]).find((path) => existsSync(path));
}

/** Why tests in a browser are left out, or undefined where they run. ROENTGEN_REQUIRE_BROWSER=1 makes a missing browser an error. */
export function noBrowser(): string | undefined {
  if (findChromium() !== undefined) return undefined;
  const reason = "no Chrome or Chromium in the usual places, nor named by ROENTGEN_BROWSER";
  if (process.env.ROENTGEN_REQUIRE_BROWSER === "1") throw new Error(reason);
  return reason;
}

/** Where Debian keeps what its /usr/bin/chromium starts; elsewhere the program lies beside its libraries. */
const DEBIAN = "/usr/lib/chromium";

/**
 * What a process must have in its environment from its start to find Chromium's driver for a GPU made of software (SwiftShader, Vulkan), and
 * the loader of drivers beside it; undefined where Chromium, or its driver, is not there, and on other systems than Linux.
 */
export function softwareGpu(): Record<string, string> | undefined {
  const browser = findChromium();
  if (browser === undefined || process.platform !== "linux") return undefined;
  const folder = [DEBIAN, dirname(browser)].find((each) => existsSync(join(each, DRIVER)));
  if (folder === undefined) return undefined;
  return { VK_DRIVER_FILES: join(folder, DRIVER), LD_LIBRARY_PATH: folder };
}

const DRIVER = "vk_swiftshader_icd.json";

/** Why tests on WebGPU are left out, or undefined where they run; as noBrowser. */
export function noSoftwareGpu(): string | undefined {
  if (process.platform !== "linux") return "Chromium's driver is looked for on Linux alone";
  const missing = noBrowser();
  if (missing !== undefined || softwareGpu() !== undefined) return missing;
  const reason = `no ${DRIVER} beside Chromium`;
  if (process.env.ROENTGEN_REQUIRE_BROWSER === "1") throw new Error(reason);
  return reason;
}
