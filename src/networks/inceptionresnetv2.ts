/**
 * Inception-ResNet-v2: Szegedy, Ioffe, Vanhoucke, Alemi: Inception-v4, Inception-ResNet and the Impact of Residual Connections on
 * Learning, 2016 (arXiv 1602.07261), as in keras/src/applications/inception_resnet_v2.py, with its names. Pixels: x / 127.5 - 1.
 * Shapes in comments are for images of 224 x 224.
 */
import {
  activation,
  averagePooling,
  concatenate,
  convolution,
  maxPooling,
  normalization,
  type Padding,
  type Size,
  scaledAdd,
} from "./layers.ts";
import type { Network, NetworkOptions } from "./network.ts";
import { NetworkBuilder } from "./network-builder.ts";

/** 54.3 million parameters, 1536 features. */
export function inceptionresnetv2(options: NetworkOptions = {}): Network {
  const g = new NetworkBuilder("inceptionresnetv2", options.imageSize ?? 224, options.batch);
  let x = stem(g, g.image); // 25 x 25 x 192
  x = mixed5b(g, x); // 25 x 25 x 320
  for (let index = 1; index <= 10; index++) x = inceptionBlock(g, x, { type: "block35", index, scale: 0.17 });
  x = mixed6a(g, x); // 12 x 12 x 1088
  for (let index = 1; index <= 20; index++) x = inceptionBlock(g, x, { type: "block17", index, scale: 0.1 });
  x = mixed7a(g, x); // 5 x 5 x 2080
  for (let index = 1; index <= 9; index++) x = inceptionBlock(g, x, { type: "block8", index, scale: 0.2 });
  x = inceptionBlock(g, x, { type: "block8", index: 10, scale: 1, relu: false });
  return g.build(normalizedConvolution(g, x, 1536, 1, { name: "conv_7b" })); // 5 x 5 x 1536
}

interface ConvolutionOptions {
  readonly stride?: number;
  readonly padding?: Padding;
  readonly name?: string;
}

/** Convolution (padding "same" unless told), normalisation without gamma, ReLU. */
export function normalizedConvolution(
  g: NetworkBuilder,
  input: string,
  filters: number,
  kernel: Size,
  { name, stride = 1, padding = "same" }: ConvolutionOptions = {},
): string {
  const x = convolution(g, input, { name, filters, kernel, stride, padding });
  const normalized = normalization(g, x, { name: name && `${name}_bn`, scale: false });
  return activation(g, normalized, name && `${name}_ac`);
}

type BlockType = "block35" | "block17" | "block8";
type Step = readonly [filters: number, kernel: Size];

/** The branches of a residual block: convolutions, one after the other. */
const branches: Readonly<Record<BlockType, readonly (readonly Step[])[]>> = {
  block35: [
    [[32, 1]],
    [
      [32, 1],
      [32, 3],
    ],
    [
      [32, 1],
      [48, 3],
      [64, 3],
    ],
  ],
  block17: [
    [[192, 1]],
    [
      [128, 1],
      [160, [1, 7]],
      [192, [7, 1]],
    ],
  ],
  block8: [
    [[192, 1]],
    [
      [192, 1],
      [224, [1, 3]],
      [256, [3, 1]],
    ],
  ],
};

export interface InceptionBlock {
  readonly type: BlockType;
  readonly index: number;
  /** Of what is added to the input. */
  readonly scale: number;
  /** Whether a ReLU follows; default true. */
  readonly relu?: boolean;
}

/** The branches side by side, brought to the channels of x by a convolution with bias, scaled, and added to x. */
export function inceptionBlock(
  g: NetworkBuilder,
  x: string,
  { type, index, scale, relu = true }: InceptionBlock,
): string {
  const name = `${type}_${index}`;
  const mixed = concatenate(
    g,
    branches[type].map((steps) => branch(g, x, steps)),
    `${name}_mixed`,
  );
  const filters = g.shape(x)[2];
  const residual = convolution(g, mixed, { name: `${name}_conv`, filters, kernel: 1, padding: "same", bias: true });
  const sum = scaledAdd(g, x, residual, scale);
  return relu ? activation(g, sum, `${name}_ac`) : sum;
}

/** Convolutions one after the other, all with stride 1. */
const branch = (g: NetworkBuilder, input: string, steps: readonly Step[]): string =>
  steps.reduce((x, [filters, kernel]) => normalizedConvolution(g, x, filters, kernel), input);

const halving = { stride: 2, padding: "valid" } as const;

function stem(g: NetworkBuilder, image: string): string {
  let x = normalizedConvolution(g, image, 32, 3, halving); // 111 x 111 x 32
  x = normalizedConvolution(g, x, 32, 3, { padding: "valid" }); // 109 x 109 x 32
  x = normalizedConvolution(g, x, 64, 3);
  x = maxPooling(g, x, { kernel: 3, stride: 2 }); // 54 x 54 x 64
  x = normalizedConvolution(g, x, 80, 1, { padding: "valid" });
  x = normalizedConvolution(g, x, 192, 3, { padding: "valid" }); // 52 x 52 x 192
  return maxPooling(g, x, { kernel: 3, stride: 2 });
}

function mixed5b(g: NetworkBuilder, x: string): string {
  const convolved = [
    branch(g, x, [[96, 1]]),
    branch(g, x, [
      [48, 1],
      [64, 5],
    ]),
    branch(g, x, [
      [64, 1],
      [96, 3],
      [96, 3],
    ]),
  ];
  const pooled = branch(g, averagePooling(g, x, { kernel: 3, padding: "same" }), [[64, 1]]);
  return concatenate(g, [...convolved, pooled], "mixed_5b");
}

function mixed6a(g: NetworkBuilder, x: string): string {
  const short = normalizedConvolution(g, x, 384, 3, halving);
  const long = normalizedConvolution(
    g,
    branch(g, x, [
      [256, 1],
      [256, 3],
    ]),
    384,
    3,
    halving,
  );
  return concatenate(g, [short, long, maxPooling(g, x, { kernel: 3, stride: 2 })], "mixed_6a");
}

function mixed7a(g: NetworkBuilder, x: string): string {
  const convolved = [
    normalizedConvolution(g, branch(g, x, [[256, 1]]), 384, 3, halving),
    normalizedConvolution(g, branch(g, x, [[256, 1]]), 288, 3, halving),
    normalizedConvolution(
      g,
      branch(g, x, [
        [256, 1],
        [288, 3],
      ]),
      320,
      3,
      halving,
    ),
  ];
  return concatenate(g, [...convolved, maxPooling(g, x, { kernel: 3, stride: 2 })], "mixed_7a");
}
