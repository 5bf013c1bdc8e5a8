/**
 * Every gradient of NASNetMobile at full size, computed in float64 by the interpreter, against Keras' float64: what float32 shows beyond
 * its tolerance (src/training/nasnetmobile.test.ts, AT_KINKS) is rounding, not the graphs. Ten minutes: `npm run test:long`.
 */
import { expect, test } from "vitest";
import { networkNamed } from "../../src/networks/index.ts";
import { loadTraining } from "../support/load-training.ts";
import { ReferenceRun } from "../support/reference-run.ts";

test.each(["softmax-stored", "softmax-batch"])("%s", (name) => {
  const golden = loadTraining(`nasnetmobile-${name}`);
  const run = new ReferenceRun(golden, networkNamed("nasnetmobile").build({ batch: 4 }), 224);
  const [frozen, unfrozen] = golden.phases;
  expect(run.train(frozen!)).toBeLessThanOrEqual(1e-9);
  expect(run.compareFirst(unfrozen!)).toBeLessThanOrEqual(1e-9);
});
