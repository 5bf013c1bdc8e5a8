/** The sizes that images have while fine-tuning: 96,160,224. */
import { networkNamed } from "../networks/index.ts";
import type { RoentgenError } from "../util/error.ts";
import { wholeFrom } from "../util/numeric.ts";
import { optionError } from "../util/usage.ts";
import type { ChosenBase } from "./base/choose-base.ts";

export const SIZES_EXPECTED = "whole numbers of pixels that grow, with commas between them";

const size = wholeFrom(1);

/** Throws E_OPTION. */
export function parseSizes(text: string): number[] {
  const parsed = text.split(",").map((each) => size.safeParse(each));
  const sizes = parsed.flatMap(({ data }) => (data === undefined ? [] : [data]));
  const isGrowing = sizes.length === parsed.length && sizes.every((one, i) => i === 0 || one > sizes[i - 1]!);
  if (isGrowing) return sizes;
  throw wrong(text, SIZES_EXPECTED, "give --sizes as 96,160,224");
}

/** Without the option, the image size alone. Throws E_OPTION for sizes that the network or the images do not have. */
export function sizesOf(
  { sizes: given }: { readonly sizes?: string | undefined },
  { network, imageSize }: Pick<ChosenBase, "network" | "imageSize">,
): number[] {
  if (given === undefined) return [imageSize];
  if (typeof network !== "string")
    throw wrong(given, "no --sizes: an encoder from a file stays frozen", "leave --sizes out");
  const sizes = parseSizes(given);
  const { minimumSize } = networkNamed(network);
  if (sizes[0]! >= minimumSize && sizes.at(-1) === imageSize) return sizes;
  const fix = `give --sizes ${[...sizes.filter((each) => each >= minimumSize && each < imageSize), imageSize].join()}`;
  throw wrong(given, `sizes from ${minimumSize} that end with ${imageSize}, the image size`, fix);
}

const wrong = (received: string, expected: string, fix: string): RoentgenError =>
  optionError(`--sizes cannot be ${received}`, { expected, received, fix });
