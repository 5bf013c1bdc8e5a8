/** How far every statistic is from other people's, as the tests compute it from the sources: a line, and the answer is `{ rows }`. */
import { runnerImport } from "vite";
import { inRoot } from "../paths.js";
import { answerLines } from "./answer.js";

const { module } = await runnerImport(inRoot("tests/conformance/statistics/table.ts"));

await answerLines(async () => ({ rows: module.comparedStatistics() }));
