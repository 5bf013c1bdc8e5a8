/**
 * What every runtime passes: the training runs of the small networks, in both modes of normalisation, against Keras' float64. A runtime that
 * lives elsewhere (in a browser's page) is called from here and answers with plain data.
 */
import { describe, expect, test } from "vitest";
import { expectGradientsAsKeras } from "../support/float32-gradients.ts";
import {
  type ChangeRow,
  expectChangesAsKeras,
  expectLossAsKeras,
  expectMovingAsKeras,
} from "../support/float32-training.ts";
import { gradientRow } from "../support/gradient-row.ts";
import { loadChanges, loadTraining } from "../support/load-training.ts";
import type { GoldenPhase, GoldenTraining } from "../support/training-reference.ts";
import { runs } from "../support/training-reference.ts";
import type { RuntimeFacts } from "./runtime-facts.ts";
import {
  type Arrays,
  gradientCases,
  type PhaseFigures,
  scalarKernels,
  startOf,
  variablesByName,
} from "./training-run.ts";

/** What a runtime is asked for. */
export interface Conformance {
  train(golden: GoldenTraining): Promise<PhaseFigures[]>;
  /** The same by a runtime that passes without it, with other roundings: where kinks can fall to either side. */
  readonly roundings?: (golden: GoldenTraining) => Promise<PhaseFigures[][]>;
  facts(): Promise<RuntimeFacts>;
}

/** Tests of a runtime; it is there when they run. chosen: of the runs, where all would take too long. */
export function conformanceSuite(name: string, runtime: () => Conformance, chosen: readonly string[] = runs): void {
  describe(name, () => {
    test.each(chosen)("trains %s as Keras does", async (run) => {
      const golden = loadTraining(run);
      const phases = await runtime().train(golden);
      expect(phases.length).toBe(golden.phases.length);
      for (const [i, figures] of phases.entries()) expectPhaseAsKeras(golden, golden.phases[i]!, figures);
      const expected = loadChanges(run);
      const changed = (figures: readonly PhaseFigures[]): ChangeRow[] =>
        changes(
          golden,
          figures.at(-1)!.parameters,
          expected.map(({ name }) => name),
        );
      const roundings = (await runtime().roundings?.(golden)) ?? [];
      expectChangesAsKeras(changed(phases), expected, roundings.map(changed));
    });

    test("takes bytes, any batch and constants; says what is wrong with a feed", async () => {
      const { scaled, codes, nothing } = await runtime().facts();
      expect(scaled).toEqual([
        [127, -1, 0.5],
        [127, -1, 0.5, 0, 0, 0],
      ]);
      expect(codes).toEqual(["E_FEED", "E_FEED"]);
      expect(nothing).toBe(0);
    });
  });
}

function expectPhaseAsKeras(golden: GoldenTraining, phase: GoldenPhase, figures: PhaseFigures): void {
  expect(figures.losses.length).toBe(phase.losses.length);
  for (const [t, exact] of phase.losses.entries())
    expectLossAsKeras(figures.losses[t]!, { exact, single: phase.losses_float32[t]! });
  expectGradientsAsKeras(gradientCases(golden, phase, figures), scalarKernels(golden));
  const parameters = new Map(Object.entries(figures.parameters));
  expectMovingAsKeras(parameters, startOf(golden), phase.moving_l2_after_3_steps);
}

/** What the run changed of these variables. */
function changes(golden: GoldenTraining, after: Arrays, names: readonly string[]): ChangeRow[] {
  const [start, all] = [startOf(golden), variablesByName(golden)];
  return names.map((name) => {
    const begin = start.get(name)!;
    const change = Float64Array.from(after[name]!, (value, k) => value - begin[k]!);
    const { l2, dot } = gradientRow(all.get(name)!, change);
    return { name, l2, dot };
  });
}
