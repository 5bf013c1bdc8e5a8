/** Builds dist/: ONNX's messages from proto/, then the TypeScript; the commands may be run. */
import { chmodSync, readFileSync, rmSync } from "node:fs";
import { install, root, tool } from "./steps.js";

install();
tool("messages", "buf", ["generate", "proto", "--template", "proto/buf.gen.yaml"]);
rmSync(`${root}dist`, { recursive: true, force: true });
tool("compile", "tsc", ["-p", "tsconfig.json"]);

// npx makes a command executable only when it links it first: a file that is built anew stands under the old link.
const { bin } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
for (const file of Object.values(bin)) chmodSync(`${root}${file}`, 0o755);
