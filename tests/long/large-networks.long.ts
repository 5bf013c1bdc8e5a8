/**
 * The large networks in float64, computed by the interpreter, against Keras' float64: what float32 shows beyond its tolerance
 * (src/training/large-networks.test.ts, AT_KINKS and MOVING_AT_KINKS) is rounding, not the graphs. Two hours: `npm run test:long`.
 */
import { describe, expect, test } from "vitest";
import { networkNamed } from "../../src/networks/index.ts";
import { loadTraining } from "../support/load-training.ts";
import { ReferenceRun } from "../support/reference-run.ts";

function referenceRun(name: string): ReferenceRun {
  const golden = loadTraining(name);
  return new ReferenceRun(golden, networkNamed(golden.network).build({ batch: golden.labels.length }), 224);
}

describe("every gradient of the first unfrozen step", () => {
  test.each(["nasnetmobile-softmax-stored", "nasnetmobile-softmax-batch", "inceptionresnetv2-softmax-stored"])(
    "%s",
    (name) => {
      const run = referenceRun(name);
      const [frozen, unfrozen] = run.golden.phases;
      expect(run.train(frozen!)).toBeLessThanOrEqual(1e-9);
      expect(run.compareFirst(unfrozen!)).toBeLessThanOrEqual(1e-9);
    },
  );
});

describe("three unfrozen steps, and the moving statistics after them", () => {
  test.each(["resnet101-softmax-batch", "inceptionresnetv2-softmax-batch"])("%s", (name) => {
    const run = referenceRun(name);
    for (const phase of run.golden.phases) {
      expect(run.train(phase)).toBeLessThanOrEqual(1e-9);
      run.compareMoving(phase);
    }
  });
});
