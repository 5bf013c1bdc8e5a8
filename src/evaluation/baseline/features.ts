/** What a plain model is shown of an image: grey levels without places, or places without detail. */
import { type Pixels, toGrey } from "../../image/index.ts";

const BINS = 32;
const SIDE = 16;
const PERCENTILES = [1, 5, 10, 25, 50, 75, 90, 95, 99];

/** Mean, standard deviation, skewness and percentiles of the grey levels, and the shares of 32 equal ranges of them. */
export function greyStatistics(image: Pixels): Float64Array {
  const { data } = toGrey(image);
  const histogram = new Float64Array(256);
  for (const level of data) histogram[level]! += 1 / data.length;
  const mean = momentOf(histogram, (level) => level);
  const deviation = Math.sqrt(momentOf(histogram, (level) => (level - mean) ** 2));
  const third = momentOf(histogram, (level) => (level - mean) ** 3);
  const shares = new Float64Array(BINS);
  for (const [level, share] of histogram.entries()) shares[Math.floor((level * BINS) / 256)]! += share;
  const skewness = deviation === 0 ? 0 : third / deviation ** 3;
  return Float64Array.of(mean, deviation, skewness, ...percentilesOf(histogram), ...shares);
}

function momentOf(histogram: Float64Array, of: (level: number) => number): number {
  return histogram.reduce((sum, share, level) => sum + share * of(level), 0);
}

/** The lowest levels at or under which so many of a hundred pixels lie. */
function percentilesOf(histogram: Float64Array): number[] {
  return PERCENTILES.map((percent) => {
    let below = 0;
    return histogram.findIndex((share) => {
      below += share;
      return below >= percent / 100 - 1e-9;
    });
  });
}

/** Means of 16 x 16 blocks of as equal a size as can be; width and height from 16. */
export function thumbnail(image: Pixels): Float64Array {
  const { data, width, height } = toGrey(image);
  const [sums, counts] = [new Float64Array(SIDE * SIDE), new Float64Array(SIDE * SIDE)];
  for (let y = 0, i = 0; y < height; y++) {
    const row = Math.floor((y * SIDE) / height) * SIDE;
    for (let x = 0; x < width; x++, i++) {
      const block = row + Math.floor((x * SIDE) / width);
      sums[block]! += data[i]!;
      counts[block]! += 1;
    }
  }
  return sums.map((sum, block) => sum / counts[block]!);
}
