/** `npm test`: installs and builds what is needed, then runs every test. Arguments go to vitest. */
import "./build.js";
import { tool } from "./steps.js";

tool("test", "vitest", ["run", ...process.argv.slice(2)]);
