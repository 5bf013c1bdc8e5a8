/**
 * The network's own probabilities, from those that its calibration made of them: their logits are known but for what adds to all alike, so that
 * (z - intercept) / slope goes back.
 */
import { type Calibration, lineOf } from "../../util/calibration.ts";

/** probabilities: of one image, for each class; with an intercept of two classes, of which the second has the logit. */
export function uncalibrated(probabilities: readonly number[], calibration: Calibration): number[] {
  const { slope, intercept } = lineOf(calibration);
  const logits = probabilities.map((p, place) => (Math.log(p) - intercept * place) / slope);
  const top = Math.max(...logits);
  const powers = logits.map((z) => Math.exp(z - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
