/** The small networks' training runs, computed in float64 by the interpreter, against Keras' float64. */
import { describe, expect, test } from "vitest";
import { expectExact } from "../../tests/support/compare.ts";
import type { FloatTensor } from "../../tests/support/interpreter/index.ts";
import { loadTraining } from "../../tests/support/load-training.ts";
import { smallNetworks } from "../../tests/support/networks/index.ts";
import { ReferenceRun, runStep } from "../../tests/support/reference-run.ts";
import { runs } from "../../tests/support/training-reference.ts";

function referenceRun(name: string): ReferenceRun {
  const golden = loadTraining(name);
  const network = smallNetworks[golden.network as keyof typeof smallNetworks]({ batch: golden.labels.length });
  return new ReferenceRun(golden, network, 64);
}

/** Every element within 1e-9 of the largest. */
function expectSame(actual: FloatTensor, expected: FloatTensor, what: string): void {
  const size = expected.data.reduce((most, v) => Math.max(most, Math.abs(v)), 1e-6);
  const error = expected.data.reduce((most, v, i) => Math.max(most, Math.abs(v - actual.data[i]!)), 0);
  expectExact(error, 0, size, what);
}

describe("three frozen and three unfrozen steps are Keras' in float64", () => {
  test.each(runs)("%s", (name) => {
    const run = referenceRun(name);
    for (const phase of run.golden.phases) {
      const worst = run.train(phase);
      expect(worst).toBeLessThanOrEqual(1e-9);
      run.compareMoving(phase);
    }
  });
});

describe("the generic lowering computes the same in float64", () => {
  test.each(runs)("%s", (name) => {
    const run = referenceRun(name);
    const phase = run.golden.phases[1]!;
    const plain = runStep(run.step(phase), run.parameters, run.batch);
    const step = run.step(phase, "generic");
    expect(
      [...step.prepare.nodes, ...step.micro.nodes, ...step.finish.nodes].filter((node) => node.domain === "roentgen"),
    ).toEqual([]);
    const lowered = runStep(step, run.parameters, run.batch);
    expectExact(lowered.loss, plain.loss, plain.loss, "loss");
    for (const part of ["gradients", "moving"] as const) {
      for (const [value, tensor] of plain[part]) expectSame(lowered[part].get(value)!, tensor, value);
    }
  });
});
