/**
 * NASNet-A: Zoph, Vasudevan, Shlens, Le: Learning Transferable Architectures for Scalable Image Recognition, 2018 (arXiv 1707.07012),
 * as in keras/src/applications/nasnet.py, with its names. Pixels: x / 127.5 - 1. Shapes in comments are for images of 224 x 224.
 */
import {
  activation,
  add,
  averagePooling,
  concatenate,
  convolution,
  cropping,
  type Margins,
  maxPooling,
  normalization,
  separableConvolution,
  zeroPadding,
} from "./layers.ts";
import type { Network, NetworkOptions } from "./network.ts";
import { type ImageShape, NetworkBuilder } from "./network-builder.ts";

/** NASNet-A (blocks @ penultimateFilters). */
export interface NasnetSettings {
  readonly penultimateFilters: number;
  /** Normal cells of each of the three stages. */
  readonly blocks: number;
  readonly stemFilters: number;
  /** Whether a stage's first cell looks back past the reduction before it. */
  readonly skipReduction: boolean;
  readonly filterMultiplier: number;
}

/** NASNet-A (4 @ 1056): 4.3 million parameters, 1056 features. */
export function nasnetmobile(options: NetworkOptions = {}): Network {
  const settings = { penultimateFilters: 1056, blocks: 4, stemFilters: 32, skipReduction: false, filterMultiplier: 2 };
  return nasnet("nasnetmobile", settings, options);
}

/** NASNet-A (6 @ 4032): 84.9 million parameters, 4032 features; made for images of 331 x 331. */
export function nasnetlarge(options: NetworkOptions = {}): Network {
  const settings = { penultimateFilters: 4032, blocks: 6, stemFilters: 96, skipReduction: true, filterMultiplier: 2 };
  return nasnet("nasnetlarge", settings, { imageSize: 331, ...options });
}

/** Any NASNet-A; penultimateFilters is a multiple of 24 * filterMultiplier^2. */
export function nasnet(name: string, settings: NasnetSettings, options: NetworkOptions = {}): Network {
  const { penultimateFilters, blocks, stemFilters, skipReduction, filterMultiplier: multiplier } = settings;
  const g = new NetworkBuilder(name, options.imageSize ?? 224, options.batch);
  const filters = penultimateFilters / 24;

  let x = convolution(g, g.image, { name: "stem_conv1", filters: stemFilters, kernel: 3, stride: 2, ...heNormal }); // 111 x 111 x 32
  x = normalization(g, x, { name: "stem_bn1", ...statistics });
  let state: State = { x, previous: undefined };
  state = reductionCell(g, state, filters / multiplier ** 2, "stem_1"); // 56 x 56 x 44
  state = reductionCell(g, state, filters / multiplier, "stem_2"); // 28 x 28 x 88
  for (let i = 0; i < blocks; i++) state = normalCell(g, state, filters, `${i}`); // 28 x 28 x 264

  for (const stage of [1, 2]) {
    const width = filters * multiplier ** stage;
    const reduced = reductionCell(g, state, width, `reduce_${stage * blocks}`);
    state = skipReduction ? { ...reduced, previous: state.previous } : reduced;
    for (let i = 1; i <= blocks; i++) state = normalCell(g, state, width, `${stage * blocks + i}`); // 14 x 14 x 528, 7 x 7 x 1056
  }
  return g.build(activation(g, state.x));
}

/** What a cell takes, and gives to the next one: the image now, and the one before it. */
interface State {
  readonly x: string;
  readonly previous: string | undefined;
}

const heNormal = { initializer: "he_normal" } as const;
const statistics = { momentum: 0.9997, epsilon: 1e-3 };

/** Figure 4 of the paper, left. */
function normalCell(g: NetworkBuilder, { x, previous }: State, filters: number, id: string): State {
  const p = adjust(g, previous, x, filters, id);
  const h = project(g, activation(g, x), filters, `normal_conv_1_${id}`, `normal_bn_1_${id}`);
  const separable = (from: string, kernel: number, side: string): string =>
    separableBlock(g, from, { filters, kernel, id: `normal_${side}_${id}` });
  const average = (from: string, side: string): string =>
    averagePooling(g, from, { name: `normal_${side}_${id}`, kernel: 3, padding: "same" });
  const sum = (a: string, b: string, block: number): string => add(g, a, b, `normal_add_${block}_${id}`);

  const x1 = sum(separable(h, 5, "left1"), separable(p, 3, "right1"), 1);
  const x2 = sum(separable(p, 5, "left2"), separable(p, 3, "right2"), 2);
  const x3 = sum(average(h, "left3"), p, 3);
  const x4 = sum(average(p, "left4"), average(p, "right4"), 4);
  const x5 = sum(separable(h, 3, "left5"), h, 5);
  return { x: concatenate(g, [p, x1, x2, x3, x4, x5], `normal_concat_${id}`), previous: x };
}

/** Figure 4 of the paper, right: halves height and width. The zeros around h count in its average, and take part in its maximum. */
function reductionCell(g: NetworkBuilder, { x, previous }: State, filters: number, id: string): State {
  const p = adjust(g, previous, x, filters, id);
  const h = project(g, activation(g, x), filters, `reduction_conv_1_${id}`, `reduction_bn_1_${id}`);
  const padded = zeroPadding(g, h, halvingPadding(g.shape(h), 3), `reduction_pad_1_${id}`);
  const separable = (from: string, kernel: number, side: string, stride = 2): string =>
    separableBlock(g, from, { filters, kernel, stride, id: `reduction_${side}_${id}` });
  const pool = { kernel: 3, stride: 2 };

  const x1 = add(g, separable(h, 5, "left1"), separable(p, 7, "right1"), `reduction_add_1_${id}`);
  const largest = maxPooling(g, padded, { name: `reduction_left2_${id}`, ...pool });
  const x2 = add(g, largest, separable(p, 7, "right2"), `reduction_add_2_${id}`);
  const average = averagePooling(g, padded, { name: `reduction_left3_${id}`, ...pool });
  const x3 = add(g, average, separable(p, 5, "right3"), `reduction_add3_${id}`);
  const smooth = averagePooling(g, x1, { name: `reduction_left4_${id}`, kernel: 3, padding: "same" });
  const x4 = add(g, x2, smooth);
  const deeper = separable(x1, 3, "left4", 1);
  const x5 = add(g, deeper, maxPooling(g, padded, { name: `reduction_right5_${id}`, ...pool }), `reduction_add4_${id}`);
  return { x: concatenate(g, [x2, x3, x4, x5], `reduction_concat_${id}`), previous: x };
}

/** The image before, with the size and number of filters that the cell works with. */
function adjust(g: NetworkBuilder, p: string | undefined, x: string, filters: number, id: string): string {
  if (p === undefined) return x;
  const [[, width], [, ours, channels]] = [g.shape(x), g.shape(p)];
  if (ours !== width) return factorizedReduction(g, p, filters, id);
  return channels === filters
    ? p
    : project(g, activation(g, p), filters, `adjust_conv_projection_${id}`, `adjust_bn_${id}`);
}

/** Halves height and width: every other pixel, and those one further down and to the right, each to half of the filters. */
function factorizedReduction(g: NetworkBuilder, p: string, filters: number, id: string): string {
  const x = activation(g, p, `adjust_relu_1_${id}`);
  const half = (from: string, part: number): string => {
    const pixels = averagePooling(g, from, { name: `adjust_avg_pool_${part}_${id}`, kernel: 1, stride: 2 });
    const name = `adjust_conv_${part}_${id}`;
    return convolution(g, pixels, { name, filters: Math.floor(filters / 2), kernel: 1, padding: "same", ...heNormal });
  };
  const even = half(x, 1);
  const odd = half(
    cropping(
      g,
      zeroPadding(g, x, [
        [0, 1],
        [0, 1],
      ]),
      [
        [1, 0],
        [1, 0],
      ],
    ),
    2,
  );
  return normalization(g, concatenate(g, [even, odd]), { name: `adjust_bn_${id}`, ...statistics });
}

/** A convolution of 1 x 1, normalised. */
function project(g: NetworkBuilder, x: string, filters: number, name: string, normalizationName: string): string {
  const projected = convolution(g, x, { name, filters, kernel: 1, padding: "same", ...heNormal });
  return normalization(g, projected, { name: normalizationName, ...statistics });
}

interface SeparableBlock {
  readonly filters: number;
  readonly kernel: number;
  readonly stride?: number;
  readonly id: string;
}

/** ReLU, separable convolution, normalisation, and all three again. */
function separableBlock(g: NetworkBuilder, input: string, { filters, kernel, stride = 1, id }: SeparableBlock): string {
  let x = activation(g, input);
  if (stride === 2) x = zeroPadding(g, x, halvingPadding(g.shape(x), kernel), `separable_conv_1_pad_${id}`);
  const padding = stride === 2 ? "valid" : "same";
  x = separableConvolution(g, x, { name: `separable_conv_1_${id}`, filters, kernel, stride, padding });
  x = activation(g, normalization(g, x, { name: `separable_conv_1_bn_${id}`, ...statistics }));
  x = separableConvolution(g, x, { name: `separable_conv_2_${id}`, filters, kernel, padding: "same" });
  return normalization(g, x, { name: `separable_conv_2_bn_${id}`, ...statistics });
}

/** TensorFlow's "same" for a stride of 2, spelled out: correct_pad in keras/src/applications/imagenet_utils.py. */
function halvingPadding([height, width]: ImageShape, kernel: number): Margins {
  const half = Math.floor(kernel / 2);
  const margins = (size: number): [number, number] => [half - (1 - (size % 2)), half];
  return [margins(height), margins(width)];
}
