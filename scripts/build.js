/** Builds dist/: ONNX's messages from proto/, then the TypeScript. */
import { rmSync } from "node:fs";
import { install, root, tool } from "./steps.js";

install();
tool("messages", "buf", ["generate", "proto", "--template", "proto/buf.gen.yaml"]);
rmSync(`${root}dist`, { recursive: true, force: true });
tool("compile", "tsc", ["-p", "tsconfig.json"]);
