/** --scaling: a name, or means and deviations of pixels in 0..1, as in "0.5/0.25" and "0.485,0.456,0.406/0.229,0.224,0.225". */
import { type PerPlane, type PixelScaling, SCALINGS, type ScalingName } from "../../image/index.ts";
import { RoentgenError } from "../../util/error.ts";

export const SCALING_EXPECTED = `${SCALINGS.join(", ")}, or MEAN/DEVIATION of pixels in 0..1, one number or three`;

/** Throws E_SCALING. */
export function parseScaling(text: string): PixelScaling {
  const name = SCALINGS.find((each) => each === text);
  if (name !== undefined) return name satisfies ScalingName;
  const [mean, deviation, ...rest] = text.split("/").map(perPlane);
  if (mean && deviation?.every((value) => value > 0) && rest.length === 0) return { mean, deviation };
  throw new RoentgenError("E_SCALING", `--scaling cannot be "${text}"`, {
    kind: "usage",
    expected: SCALING_EXPECTED,
    received: text,
    fix: "give --scaling imagenet for most networks that come from PyTorch",
  });
}

function perPlane(text: string): PerPlane | undefined {
  const numbers = text.split(",").map((number) => (number.trim() === "" ? Number.NaN : Number(number)));
  return numbers.every(Number.isFinite) ? asPerPlane(numbers) : undefined;
}

/** One number or three; undefined for any other count. */
export function asPerPlane(numbers: readonly number[]): PerPlane | undefined {
  const [first, second, third] = numbers;
  if (numbers.length === 1) return [first!];
  return numbers.length === 3 ? [first!, second!, third!] : undefined;
}
