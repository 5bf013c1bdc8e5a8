/** The page that the suite runs in: the same functions as in Node, on the browser's runtime, called from outside. */
import { webRuntime } from "../../../src/runtime/web.ts";
import { pixelWork } from "../pixel-work.ts";
import { runtimeFacts } from "../runtime-facts.ts";
import type { Conformance } from "../suite.ts";
import { trainingRun } from "../training-run.ts";

const runtime = webRuntime({ files: new URL("./ort/", document.baseURI).href, threads: 2 });

const conformance: Conformance = {
  train: (golden) => trainingRun(runtime, golden),
  facts: () => runtimeFacts(runtime),
};

Object.assign(globalThis, { conformance, pixelWork });
