/** `npm run demo`: installs and builds what is needed, then runs `roentgen demo`. Arguments go to it. */
import { spawnSync } from "node:child_process";
import "./build.js";
import { root } from "./steps.js";

const { status } = spawnSync(process.execPath, [`${root}dist/cli/main.js`, "demo", ...process.argv.slice(2)], {
  stdio: "inherit",
});
process.exitCode = status ?? 1;
