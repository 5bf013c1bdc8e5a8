/**
 * Scattered radiation: the primary image blurred widely, in proportion; how much a grid leaves of it varies. A Gaussian for its spread:
 * Seibert and Boone 1988, Medical Physics 15:567. Scatter has no detail, so it is computed on blocks of pixels.
 */

const BLOCKS = 28; // both ways

/** Scatter to be added to the primary: ratio times its blur. sigma: in shares of the image's side. */
export function scatterOf(primary: Float32Array, size: number, ratio: number, sigma: number): Float32Array {
  const blocks = Math.min(BLOCKS, size);
  const kernel = gaussian(sigma * blocks, ratio);
  const across = blurredRows(means(primary, size, blocks), blocks, kernel);
  const scatter = transposed(blurredRows(transposed(across, blocks), blocks, gaussian(sigma * blocks, 1)), blocks);
  return enlarged(scatter, blocks, size);
}

/** Weights from the middle outwards; together (both sides) they sum to `sum`. */
function gaussian(sigma: number, sum: number): Float64Array {
  const weights = Float64Array.from({ length: Math.ceil(3 * sigma) + 1 }, (_, i) => Math.exp(-0.5 * (i / sigma) ** 2));
  const total = 2 * weights.reduce((a, b) => a + b) - weights[0]!;
  return weights.map((weight) => (weight * sum) / total);
}

function means(image: Float32Array, size: number, blocks: number): Float32Array {
  const sums = new Float32Array(blocks * blocks);
  const counts = new Float32Array(blocks * blocks);
  const block = Int32Array.from({ length: size }, (_, x) => Math.floor((x * blocks) / size));
  for (let y = 0, i = 0; y < size; y++) {
    const row = block[y]! * blocks;
    for (let x = 0; x < size; x++, i++) {
      sums[row + block[x]!]! += image[i]!;
      counts[row + block[x]!]! += 1;
    }
  }
  return sums.map((sum, i) => sum / counts[i]!);
}

/** Beyond the edge as at the edge. */
function blurredRows(image: Float32Array, side: number, kernel: Float64Array): Float32Array {
  const out = new Float32Array(image.length);
  const last = side - 1;
  for (let i = 0; i < out.length; i++) {
    const x = i % side;
    const row = i - x;
    let sum = kernel[0]! * image[i]!;
    for (let k = 1; k < kernel.length; k++) {
      sum += kernel[k]! * (image[row + Math.max(x - k, 0)]! + image[row + Math.min(x + k, last)]!);
    }
    out[i] = sum;
  }
  return out;
}

const transposed = (image: Float32Array, side: number): Float32Array =>
  image.map((_, i) => image[(i % side) * side + Math.floor(i / side)]!);

/** Linear between the middles of the blocks, constant beyond them. */
function enlarged(coarse: Float32Array, blocks: number, size: number): Float32Array {
  const out = new Float32Array(size * size);
  const places = Float32Array.from({ length: size }, (_, x) => placeOf(x, blocks / size, blocks));
  const row = new Float32Array(blocks + 1);
  for (let y = 0, i = 0; y < size; y++) {
    const upper = Math.floor(places[y]!);
    const lower = Math.min(upper + 1, blocks - 1);
    const down = places[y]! - upper;
    for (let k = 0; k < blocks; k++) {
      row[k] = coarse[upper * blocks + k]! * (1 - down) + coarse[lower * blocks + k]! * down;
    }
    row[blocks] = row[blocks - 1]!;
    for (let x = 0; x < size; x++, i++) {
      const left = Math.floor(places[x]!);
      out[i] = row[left]! + (row[left + 1]! - row[left]!) * (places[x]! - left);
    }
  }
  return out;
}

/** Where a pixel's middle lies among the blocks' middles. */
const placeOf = (pixel: number, step: number, blocks: number): number =>
  Math.min(Math.max((pixel + 0.5) * step - 0.5, 0), blocks - 1);
