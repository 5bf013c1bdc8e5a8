/**
 * ResNet, first version: He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition, 2015 (arXiv 1512.03385), as in
 * keras/src/applications/resnet.py, with its names. Pixels: BGR minus ImageNet's mean. Shapes in comments are for images of 224 x 224.
 */
import { activation, add, convolution, maxPooling, normalization, zeroPadding } from "./layers.ts";
import type { Network, NetworkOptions } from "./network.ts";
import { NetworkBuilder } from "./network-builder.ts";

/** A row of bottleneck blocks; the first one changes the size by `stride`. */
export interface ResnetStage {
  readonly name: string;
  /** Of the narrow convolutions; four times as many come out. */
  readonly filters: number;
  readonly blocks: number;
  readonly stride: number;
}

/** ResNet-50: 23.6 million parameters, 2048 features. */
export const resnet50 = (options?: NetworkOptions): Network => deep("resnet50", [3, 4, 6, 3], options);

/** ResNet-101: 42.7 million parameters, 2048 features. */
export const resnet101 = (options?: NetworkOptions): Network => deep("resnet101", [3, 4, 23, 3], options);

/** ResNet-152: 58.4 million parameters, 2048 features. */
export const resnet152 = (options?: NetworkOptions): Network => deep("resnet152", [3, 8, 36, 3], options);

/** One of the paper's deep networks, which differ in the blocks of their four stages. */
function deep(
  name: string,
  [conv2, conv3, conv4, conv5]: readonly [number, number, number, number],
  options?: NetworkOptions,
): Network {
  const stages = [
    { name: "conv2", filters: 64, blocks: conv2, stride: 1 }, // 56 x 56 x 256
    { name: "conv3", filters: 128, blocks: conv3, stride: 2 }, // 28 x 28 x 512
    { name: "conv4", filters: 256, blocks: conv4, stride: 2 }, // 14 x 14 x 1024
    { name: "conv5", filters: 512, blocks: conv5, stride: 2 }, // 7 x 7 x 2048
  ];
  return resnet(name, stages, options);
}

/** Any ResNet of bottleneck blocks. */
export function resnet(name: string, stages: readonly ResnetStage[], options: NetworkOptions = {}): Network {
  const g = new NetworkBuilder(name, options.imageSize ?? 224, options.batch);
  let x = zeroPadding(g, g.image, evenly(3), "conv1_pad"); // 230 x 230 x 3
  x = convolution(g, x, { name: "conv1_conv", filters: 64, kernel: 7, stride: 2, bias: true }); // 112 x 112 x 64
  x = activation(g, normalization(g, x, { name: "conv1_bn", epsilon }), "conv1_relu");
  x = zeroPadding(g, x, evenly(1), "pool1_pad"); // 114 x 114 x 64
  x = maxPooling(g, x, { name: "pool1_pool", kernel: 3, stride: 2 }); // 56 x 56 x 64
  for (const stage of stages) {
    for (let i = 1; i <= stage.blocks; i++) {
      const stride = i === 1 ? stage.stride : 1;
      x = bottleneck(g, x, { name: `${stage.name}_block${i}`, filters: stage.filters, stride, project: i === 1 });
    }
  }
  return g.build(x);
}

const epsilon = 1.001e-5;
const evenly = (margin: number) => [[margin, margin] as const, [margin, margin] as const] as const;

interface Bottleneck {
  readonly name: string;
  readonly filters: number;
  readonly stride: number;
  /** Whether the shortcut is a convolution. */
  readonly project: boolean;
}

/** 1 x 1 to few channels, 3 x 3, 1 x 1 back to many; the input is added. */
function bottleneck(g: NetworkBuilder, input: string, { name, filters, stride, project }: Bottleneck): string {
  const normalized = (
    x: string,
    part: number,
    options: { filters: number; kernel: number; stride?: number },
  ): string => {
    const padding = options.kernel > 1 ? "same" : "valid";
    const y = convolution(g, x, { name: `${name}_${part}_conv`, ...options, padding, bias: true });
    return normalization(g, y, { name: `${name}_${part}_bn`, epsilon });
  };
  const shortcut = project ? normalized(input, 0, { filters: 4 * filters, kernel: 1, stride }) : input;
  let x = activation(g, normalized(input, 1, { filters, kernel: 1, stride }), `${name}_1_relu`);
  x = activation(g, normalized(x, 2, { filters, kernel: 3 }), `${name}_2_relu`);
  x = normalized(x, 3, { filters: 4 * filters, kernel: 1 });
  return activation(g, add(g, shortcut, x, `${name}_add`), `${name}_out`);
}
