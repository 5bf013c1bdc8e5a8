/** How far gradients computed in float32 may be from the references' float64: measured by Keras' own float32 (design: "How equal is equal"). */
import { expect } from "vitest";
import { type GradientCase, gradientErrors, medianOf } from "./gradient-errors.ts";

/**
 * Each variable within 10 x Keras' error + 1e-5, the median within 3 x the median of Keras' errors. A variable whose l2 is under 1e-6 of the
 * largest variable's is compared on that one's scale. atKinks: variables beside a ReLU whose input is nearer to 0 than float32 can tell (see
 * docs/decisions.md); these are held to the median alone. Returns the median, and the largest error as a share of what is allowed.
 */
export function expectGradientsAsKeras(
  cases: readonly GradientCase[],
  atKinks: readonly string[],
): { median: number; worstShare: number } {
  const errors = gradientErrors(cases);
  const shares = cases.map(({ golden, name }, i) => {
    const allowed = 10 * golden.float32Error + 1e-5;
    if (atKinks.includes(name)) return 0;
    expect(errors[i], `gradient of ${name}`).toBeLessThanOrEqual(allowed);
    return errors[i]! / allowed;
  });
  const median = medianOf(errors);
  expect(median, "median error").toBeLessThanOrEqual(3 * medianOf(cases.map(({ golden }) => golden.float32Error)));
  return { median, worstShare: Math.max(...shares) };
}
