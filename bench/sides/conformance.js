/** How far gradients are from Keras' float64, as the tests compute it from the sources. A line is a layout, generic or blocked. */
import { runnerImport } from "vite";
import { inRoot } from "../paths.js";
import { answerLines } from "./answer.js";

const { module } = await runnerImport(inRoot("tests/conformance/figures.ts"));

await answerLines(async (line) => ({ figures: await module.conformanceFigures(line) }));
