/** `npm run check`: format, lint, cycles, types, dead code, and the package as it would be published. */
import "./build.js";
import { tool } from "./steps.js";

tool("format and lint", "biome", ["ci", "--error-on-warnings", "."]);
tool("types", "tsc", ["-p", "tsconfig.test.json"]);
tool("dead code", "knip", ["--no-progress"]);
tool("package", "publint", ["--strict"]);
tool("package types", "attw", ["--pack", "--profile", "esm-only", "--quiet"]);
