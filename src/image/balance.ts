/**
 * White balance: each channel is stretched so that its 0.05 and 99.95 percentiles become 0 and 255.
 * (x - low) * 255 / (high - low), clipped, truncated to 8 bits; percentiles interpolate between order statistics, as NumPy.
 */
import type { Pixels } from "./pixels.ts";

const LOW = 0.05 / 100;
const HIGH = 99.95 / 100;

/** A channel whose two percentiles are equal stays as it is. */
export function balance(image: Pixels): Pixels {
  const { channels, data } = image;
  const result = new Uint8Array(data.length);
  for (let channel = 0; channel < channels; channel++) {
    const table = stretchTable(histogram(image, channel));
    for (let i = channel; i < data.length; i += channels) result[i] = table[data[i]!]!;
  }
  return { ...image, data: result };
}

function histogram({ data, channels }: Pixels, channel: number): Uint32Array {
  const counts = new Uint32Array(256);
  for (let i = channel; i < data.length; i += channels) counts[data[i]!]!++;
  return counts;
}

function stretchTable(counts: Uint32Array): Uint8Array {
  const low = quantile(counts, LOW);
  const high = quantile(counts, HIGH);
  if (high <= low) return Uint8Array.from(counts, (_, x) => x);
  return Uint8Array.from(counts, (_, x) => Math.min(Math.max(((x - low) * 255) / (high - low), 0), 255));
}

/** Of the values that the counts stand for, n of them: at (n - 1) * fraction, between its two neighbours. */
function quantile(counts: Uint32Array, fraction: number): number {
  const at = (counts.reduce((a, b) => a + b, 0) - 1) * fraction;
  const [below, above] = [orderStatistic(counts, Math.floor(at)), orderStatistic(counts, Math.ceil(at))];
  const rest = at - Math.floor(at);
  // from the nearer end, as NumPy: the last bit may decide which value is truncated
  return rest < 0.5 ? below + (above - below) * rest : above - (above - below) * (1 - rest);
}

/** The value with `rank` values before it. */
function orderStatistic(counts: Uint32Array, rank: number): number {
  let seen = 0;
  return counts.findIndex((count) => {
    seen += count;
    return seen > rank;
  });
}
