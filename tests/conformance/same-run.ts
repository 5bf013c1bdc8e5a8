/**
 * Two runtimes' runs against each other, element by element. Both are float32; they sum in different orders, as Keras' float32 does beside its
 * float64. So the tolerance is the same: of each variable, the distance over l2 is at most 10 x Keras' float32 error + 1e-5.
 */
import { expect } from "vitest";
import { norm } from "../support/float32-training.ts";
import { loadChanges, loadTraining } from "../support/load-training.ts";
import { type Arrays, type PhaseFigures, scalarKernels } from "./training-run.ts";

/** The largest distances seen, over l2 of the gradient, of what the steps changed, and over the loss. */
interface Distances {
  readonly loss: number;
  readonly gradient: number;
  readonly change: number;
}

export function expectSameRun(run: string, ours: readonly PhaseFigures[], theirs: readonly PhaseFigures[]): Distances {
  const golden = loadTraining(run);
  const losses = golden.phases.flatMap(({ losses }, i) =>
    losses.map((exact, t) => Math.abs(ours[i]!.losses[t]! - theirs[i]!.losses[t]!) / exact),
  );
  const loss = Math.max(...losses);
  expect(loss, "loss").toBeLessThanOrEqual(1e-5);
  const gradients = golden.phases.map(({ gradients: { rows } }, i) => {
    const largest = Math.max(...rows.map((row) => row[1] as number));
    const sizes = rows.map(([name, l2, , , , , , , float32Error]) => ({
      name,
      size: l2! < 1e-6 * largest ? largest : l2!,
      float32Error: float32Error!,
    }));
    const compared = sizes.filter(({ name }) => !scalarKernels(golden).includes(name));
    return farthest(compared, ours[i]!.gradients, theirs[i]!.gradients);
  });
  const changes = loadChanges(run).map(({ name, l2, float32Error }) => ({ name, size: l2, float32Error }));
  const change = farthest(changes, ours.at(-1)!.parameters, theirs.at(-1)!.parameters);
  return { loss, gradient: Math.max(...gradients), change };
}

interface Size {
  readonly name: string;
  readonly size: number;
  readonly float32Error: number;
}

function farthest(variables: readonly Size[], ours: Arrays, theirs: Arrays): number {
  const distances = variables.map(({ name, size, float32Error }) => {
    const distance = norm(Float64Array.from(ours[name]!, (value, k) => value - theirs[name]![k]!)) / size;
    expect(distance, name).toBeLessThanOrEqual(10 * float32Error + 1e-5);
    return distance;
  });
  return Math.max(...distances);
}
