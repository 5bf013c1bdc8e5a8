/**
 * Weights and images made by a formula: tests/golden/generate/formula.py in TypeScript, number for number.
 * u(name, k) is the k-th output of mulberry32 started at FNV-1a of the name; arrays count in C order.
 */

/** FNV-1a over the name's UTF-8 bytes, 32 bits. */
export function fnv1a(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** count values in [0, 1). (Float64Array.from would take many times as long, and networks have tens of millions.) */
export function uniform01(name: string, count: number): Float64Array {
  const seed = fnv1a(name);
  return new Float64Array(count).map((_, k) => mulberry32(seed + Math.imul(k + 1, 0x6d2b79f5)));
}

function mulberry32(state: number): number {
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

/** count values in [low, high), rounded to float32. */
export function uniform(name: string, count: number, low: number, high: number): Float32Array {
  return new Float32Array(uniform01(name, count).map((u) => low + (high - low) * u));
}

/** Keeps activations near 1 through the whole depth of each network. */
const gammaCentre: Readonly<Record<string, number>> = { nasnetmobile: 0.65, nasnetlarge: 0.65, small_nasnet: 0.65 };

/** A variable in Keras' layout. Kernels: He uniform, limit sqrt(6 / fan_in). */
export function weight(network: string, layer: string, variable: string, shape: readonly number[]): Float32Array {
  const [low, high] = weightRange(network, layer, variable, shape);
  return uniform(`${layer}/${variable}`, product(shape), low, high);
}

function weightRange(network: string, layer: string, variable: string, shape: readonly number[]): [number, number] {
  if (variable.endsWith("kernel")) {
    const fanIn = product(variable === "depthwise_kernel" ? shape.slice(0, 2) : shape.slice(0, -1));
    const limit = Math.sqrt(6 / fanIn);
    return [-limit, limit];
  }
  if (variable === "gamma") {
    const endsBranch = network.includes("resnet") && layer.endsWith("_3_bn"); // kept small: the sum must not grow
    const centre = endsBranch ? 0.2 : (gammaCentre[network] ?? 1);
    return [centre * 0.9, centre * 1.1];
  }
  if (variable === "moving_variance") return [0.8, 1.2];
  if (["beta", "moving_mean", "bias"].includes(variable)) return [-0.1, 0.1];
  throw new Error(`no range for ${variable}`);
}

const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** count RGB images, NHWC, about [-1, 1]: a grid of 8 x 8 values, bilinear between them, and white noise. */
export function images(name: string, count: number, size = 224): Float32Array {
  const grid = uniform01(`${name}/grid`, count * 8 * 8 * 3).map((u) => -1 + 2 * u);
  const noise = uniform01(`${name}/noise`, count * size * size * 3);
  const pixels = noise.map((u, index) => {
    const channel = index % 3;
    const column = Math.floor(index / 3) % size;
    const row = Math.floor(index / (3 * size)) % size;
    const image = Math.floor(index / (3 * size * size));
    return smooth(grid, image, gridPosition(row, size), gridPosition(column, size), channel) + (-0.25 + 0.5 * u);
  });
  return new Float32Array(pixels);
}

interface GridPosition {
  readonly low: number;
  readonly t: number;
}

/** Pixel i lies at i * 7 / (size - 1). */
function gridPosition(i: number, size: number): GridPosition {
  const at = (i * 7) / (size - 1);
  const low = Math.min(Math.floor(at), 6);
  return { low, t: at - low };
}

function smooth(grid: Float64Array, image: number, y: GridPosition, x: GridPosition, channel: number): number {
  const at = (row: number, column: number) => grid[((image * 8 + row) * 8 + column) * 3 + channel]!;
  const between = (column: number) => at(y.low, column) * (1 - y.t) + at(y.low + 1, column) * y.t;
  return between(x.low) * (1 - x.t) + between(x.low + 1) * x.t;
}
