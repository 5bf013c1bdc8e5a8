/**
 * The layers that our networks are made of. Each adds its nodes to the graph, records itself as the Keras layer of the same settings
 * (Keras 3, keras/src/layers), and returns its name. Shapes in comments are height x width x channels; the graph's values are N C H W.
 */
import type { Initializer } from "./network.ts";
import type { ImageShape, NetworkBuilder, OpenLayer } from "./network-builder.ts";

export type Padding = "same" | "valid";
/** Height and width, or one number for both. */
export type Size = number | readonly [number, number];
/** Rows above and below, columns left and right. */
export type Margins = readonly [readonly [number, number], readonly [number, number]];

interface Named {
  readonly name?: string | undefined;
}

export interface WindowSettings extends Named {
  readonly kernel: Size;
  readonly stride?: number;
  readonly padding?: Padding;
}

export interface ConvolutionSettings extends WindowSettings {
  readonly filters: number;
  readonly bias?: boolean;
  /** Of the kernel; default glorot_uniform. */
  readonly initializer?: Initializer;
}

/** Conv2D; default: stride 1, padding "valid", no bias. */
export function convolution(g: NetworkBuilder, x: string, options: ConvolutionSettings): string {
  const { filters, bias = false, initializer = "glorot_uniform" } = options;
  const { kernel, strides, pads, padding } = windowOn(g.shape(x), options);
  const settings = { filters, kernel_size: kernel, strides, padding, use_bias: bias };
  return g.layer("Conv2D", { name: options.name, inputs: [x], settings }, ({ name, inputs, variable }) => {
    const weights = variable("kernel", [...kernel, g.shape(x)[2], filters], initializer);
    const offset = bias ? variable("bias", [filters], "zeros") : undefined;
    g.graph.conv(inputs[0]!, weights, offset, { strides, pads, name });
  });
}

/** SeparableConv2D without bias: a depthwise convolution with the window, then one of 1 x 1. */
export function separableConvolution(
  g: NetworkBuilder,
  x: string,
  options: WindowSettings & { readonly filters: number },
): string {
  const { filters } = options;
  const channels = g.shape(x)[2];
  const { kernel, strides, pads, padding } = windowOn(g.shape(x), options);
  const settings = { filters, kernel_size: kernel, strides, padding, use_bias: false };
  return g.layer("SeparableConv2D", { name: options.name, inputs: [x], settings }, ({ name, inputs, variable }) => {
    const depthwise = variable("depthwise_kernel", [...kernel, channels, 1], "glorot_uniform");
    const pointwise = variable("pointwise_kernel", [1, 1, channels, filters], "glorot_uniform");
    const window = { strides, pads, group: channels, name: `${name}/depthwise` };
    g.graph.conv(g.graph.conv(inputs[0]!, depthwise, undefined, window), pointwise, undefined, { name });
  });
}

export interface NormalizationSettings extends Named {
  readonly epsilon?: number;
  /** Of the moving statistics: moving = moving * momentum + batch * (1 - momentum), in ONNX as in Keras. */
  readonly momentum?: number;
  /** Whether there is a gamma. */
  readonly scale?: boolean;
}

/** BatchNormalization in inference mode: (x - moving_mean) / sqrt(moving_variance + epsilon) * gamma + beta, for each channel. */
export function normalization(g: NetworkBuilder, x: string, options: NormalizationSettings = {}): string {
  const { epsilon = 1e-3, momentum = 0.99, scale = true } = options;
  const channels = g.shape(x)[2];
  const settings = { epsilon, momentum, scale, center: true };
  return g.layer("BatchNormalization", { name: options.name, inputs: [x], settings }, ({ name, inputs, variable }) => {
    const gamma = scale ? variable("gamma", [channels], "ones") : ones(g, channels);
    const beta = variable("beta", [channels], "zeros");
    const mean = variable("moving_mean", [channels], "zeros");
    const variance = variable("moving_variance", [channels], "ones");
    const attributes = { epsilon, momentum, training_mode: 0 };
    g.graph.op("BatchNormalization", [inputs[0]!, gamma, beta, mean, variance], attributes, { name });
  });
}

/** The gamma of normalisations that have none. */
function ones(g: NetworkBuilder, channels: number): string {
  const name = `ones_${channels}`;
  const data = new Float32Array(channels).fill(1);
  return g.graph.has(name) ? name : g.graph.constant({ type: "float32", shape: [channels], data }, name);
}

/** Activation, ReLU. */
export function activation(g: NetworkBuilder, x: string, name?: string): string {
  return g.layer("Activation", { name, inputs: [x], settings: { activation: "relu" } }, (layer) => {
    g.graph.relu(layer.inputs[0]!, layer.name);
  });
}

/** ZeroPadding2D: pixels that count, in an average as in a maximum. */
export function zeroPadding(g: NetworkBuilder, x: string, padding: Margins, name?: string): string {
  const [[top, bottom], [left, right]] = padding;
  return g.layer("ZeroPadding2D", { name, inputs: [x], settings: { padding } }, (layer) => {
    g.graph.pad(layer.inputs[0]!, [0, 0, top, left, 0, 0, bottom, right], layer.name);
  });
}

/** Cropping2D. */
export function cropping(g: NetworkBuilder, x: string, margins: Margins, name?: string): string {
  const [[top, bottom], [left, right]] = margins;
  const [height, width] = g.shape(x);
  return g.layer("Cropping2D", { name, inputs: [x], settings: { cropping: margins } }, (layer) => {
    g.graph.slice(layer.inputs[0]!, [top, left], [height - bottom, width - right], [2, 3], undefined, layer.name);
  });
}

/** MaxPooling2D; default: stride 1, padding "valid". */
export function maxPooling(g: NetworkBuilder, x: string, options: WindowSettings): string {
  const { kernel, strides, pads, padding } = windowOn(g.shape(x), options);
  const settings = { pool_size: kernel, strides, padding };
  return g.layer("MaxPooling2D", { name: options.name, inputs: [x], settings }, ({ name, inputs }) => {
    g.graph.op("MaxPool", inputs, { kernel_shape: kernel, strides, pads }, { name });
  });
}

/** AveragePooling2D; "same" averages over the pixels that are in the image. */
export function averagePooling(g: NetworkBuilder, x: string, options: WindowSettings): string {
  const { kernel, strides, pads, padding } = windowOn(g.shape(x), options);
  const settings = { pool_size: kernel, strides, padding };
  return g.layer("AveragePooling2D", { name: options.name, inputs: [x], settings }, ({ name, inputs }) => {
    g.graph.op("AveragePool", inputs, { kernel_shape: kernel, strides, pads, count_include_pad: 0 }, { name });
  });
}

/** Concatenate, along the channels. */
export function concatenate(g: NetworkBuilder, xs: readonly string[], name?: string): string {
  return g.layer("Concatenate", { name, inputs: xs, settings: {} }, (layer) => {
    g.graph.concat(layer.inputs, 1, layer.name);
  });
}

/** Add, of two. */
export function add(g: NetworkBuilder, a: string, b: string, name?: string): string {
  return g.layer("Add", { name, inputs: [a, b], settings: {} }, (layer) => {
    g.graph.add(layer.inputs[0]!, layer.inputs[1]!, layer.name);
  });
}

/** CustomScaleLayer of Keras' InceptionResNetV2: a + scale * b. */
export function scaledAdd(g: NetworkBuilder, a: string, b: string, scale: number, name?: string): string {
  const build = (layer: OpenLayer): void => {
    const scaled = g.graph.mul(layer.inputs[1]!, g.graph.scalar(scale), `${layer.name}/scaled`);
    g.graph.add(layer.inputs[0]!, scaled, layer.name);
  };
  return g.layer("CustomScaleLayer", { name, inputs: [a, b], settings: { scale } }, build);
}

interface WindowOnImage {
  readonly kernel: readonly [number, number];
  readonly strides: readonly [number, number];
  /** Top, left, bottom, right. */
  readonly pads: readonly [number, number, number, number];
  readonly padding: Padding;
}

function windowOn([height, width]: ImageShape, options: WindowSettings): WindowOnImage {
  const { stride = 1, padding = "valid" } = options;
  const kernel = typeof options.kernel === "number" ? ([options.kernel, options.kernel] as const) : options.kernel;
  const [top, bottom] = padding === "same" ? samePadding(height, kernel[0], stride) : [0, 0];
  const [left, right] = padding === "same" ? samePadding(width, kernel[1], stride) : [0, 0];
  return { kernel, strides: [stride, stride], pads: [top, left, bottom, right], padding };
}

/** TensorFlow's "same": ceil(size / stride) pixels come out, and an odd pixel is added at the end. */
function samePadding(size: number, kernel: number, stride: number): [number, number] {
  const total = Math.max((Math.ceil(size / stride) - 1) * stride + kernel - size, 0);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}
