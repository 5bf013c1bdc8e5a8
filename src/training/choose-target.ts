/** Which form of the training step a runtime is given: the blocked one, if it has that layout and proves it right, else the generic one. */
import type { Target } from "../lowering/index.ts";
import { blockSize, type Runtime } from "../runtime/index.ts";
import type { Parameters } from "./parameters.ts";
import { trialGradients } from "./trial-step.ts";

export interface ChosenTarget {
  readonly target: Target;
  /** Why it is the generic one; null for another. */
  readonly why: string | null;
}

/** Of the l2 of a gradient; float32 alone was seen at 1e-6. */
export const TOLERANCE = 1e-4;

export async function chooseTarget(runtime: Runtime): Promise<ChosenTarget> {
  const block = await blockSize(runtime);
  if (block === null) return generic(`${runtime.name} has no blocked layout on this processor`);
  const target = { blocked: block };
  try {
    const [plain, blocked] = [await trialGradients(runtime, "generic"), await trialGradients(runtime, target)];
    const { name, distance } = farthest(plain, blocked);
    if (distance <= TOLERANCE) return { target, why: null };
    return generic(`in blocks of ${block} a trial step's gradient of ${name} is ${distance.toExponential(1)} off`);
  } catch (error) {
    return generic(`a trial step in blocks of ${block} failed: ${(error as Error).message}`); // what a runtime throws
  }
}

const generic = (why: string): ChosenTarget => ({ target: "generic", why });

/** The gradient with the largest distance over its l2; NaN counts as infinitely far. */
export function farthest(expected: Parameters, found: Parameters): { name: string; distance: number } {
  const distances = [...expected].map(([name, values]) => {
    const others = found.get(name)!;
    const distance = Math.hypot(...values.map((value, i) => value - others[i]!)) / Math.hypot(...values);
    return { name, distance: Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance };
  });
  return distances.reduce((far, each) => (each.distance > far.distance ? each : far));
}
