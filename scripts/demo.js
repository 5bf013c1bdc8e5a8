/** `npm run demo`: installs and builds what is needed, then runs `roentgen demo`. Arguments go to it. */
import "./build.js";
import { passOn } from "./pass-on.js";
import { root } from "./steps.js";

passOn(process.execPath, [`${root}dist/cli/main.js`, "demo", ...process.argv.slice(2)]);
