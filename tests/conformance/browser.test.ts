/** The browser's WebAssembly passes the suite, in the system's Chromium, with our code as it is: no Node API, no Buffer. */
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeRuntime } from "../../src/runtime/index.ts";
import { noBrowser } from "../support/chromium.ts";
import { loadTraining } from "../support/load-training.ts";
import { type OpenPage, openPage } from "../support/page.ts";
import type { GoldenTraining } from "../support/training-reference.ts";
import { runs } from "../support/training-reference.ts";
import { pixelWork as pixelWorkHere } from "./pixel-work.ts";
import { roundings } from "./roundings.ts";
import { expectSameRun } from "./same-run.ts";
import { type Conformance, conformanceSuite } from "./suite.ts";
import { type PhaseFigures, trainingRun } from "./training-run.ts";

declare global {
  /** In the page. */
  var conformance: Conformance;
  var pixelWork: typeof pixelWorkHere;
}

const missing = noBrowser();

describe.skipIf(missing !== undefined)(`in a browser${missing === undefined ? "" : ` (${missing})`}`, () => {
  let opened: OpenPage;
  beforeAll(async () => {
    opened = await openPage(fileURLToPath(new URL("page/", import.meta.url)));
  });
  afterAll(() => opened?.close());

  const done = new Map<string, Promise<PhaseFigures[]>>();

  /** Each run once; as text, which travels a hundred times faster than millions of numbers one by one. */
  function train(golden: GoldenTraining): Promise<PhaseFigures[]> {
    const name = `${golden.network}-${golden.head}-${golden.normalisation}`;
    const figures =
      done.get(name) ??
      opened.page
        .evaluate(async (given) => JSON.stringify(await conformance.train(given)), golden)
        .then((text) => JSON.parse(text) as PhaseFigures[]);
    done.set(name, figures);
    return figures;
  }

  conformanceSuite("onnxruntime-web, WebAssembly", () => ({
    train,
    roundings,
    facts: () => opened.page.evaluate(() => conformance.facts()),
  }));

  test.each(runs.filter((run) => loadTraining(run).normalisation === "stored"))(
    "gives for %s what Node gives",
    async (run) => {
      const golden = loadTraining(run);
      expectSameRun(run, await train(golden), await trainingRun(nodeRuntime(), golden));
    },
  );

  test("enhances, augments and scales pixels to the bits of Node", async () => {
    const found = await opened.page.evaluate(() => pixelWork(1));
    expect(found).toEqual(pixelWorkHere(1));
  });

  test("nothing of Node is there, and threads are", async () => {
    const found = await opened.page.evaluate(() =>
      ["Buffer", "process", "require"].filter((name) => name in globalThis),
    );
    expect(found).toEqual([]);
    expect(await opened.page.evaluate(() => crossOriginIsolated)).toBe(true);
  });
});
