/**
 * How far gradients are from Keras' float64, as the tests compute it from the sources. A line is a target, generic, blocked or webgpu; or `gpu`:
 * what a process needs in its environment for webgpu.
 */
import { runnerImport } from "vite";
import { inRoot } from "../paths.js";
import { answerLines } from "./answer.js";

const { module } = await runnerImport(inRoot("tests/conformance/figures.ts"));

await answerLines(async (line) =>
  line === "gpu" ? module.gpuForFigures() : { figures: await module.conformanceFigures(line) },
);
