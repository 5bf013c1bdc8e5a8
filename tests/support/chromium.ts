/** The system's Chrome or Chromium, for tests in a browser. */
import { existsSync } from "node:fs";

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
