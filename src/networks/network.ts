/**
 * What a network is: a graph without a head, and the Keras layers that it was made from.
 *
 * Images are float32 N x 3 x H x W and already scaled as the network wants them. The output of every layer is a value of the graph with
 * the layer's own name (the input layer's is INPUT), so that anything inside can be looked at by that name.
 */
import type { Dimension, Graph } from "../graph/index.ts";

/** Name of the graph's input. */
export const INPUT = "image";

/** How Keras draws a variable's first values: see initial.ts. */
export type Initializer = "glorot_uniform" | "he_normal" | "zeros" | "ones";

/** What the variable is to its layer, in Keras' words. */
export type VariableRole =
  | "kernel"
  | "depthwise_kernel"
  | "pointwise_kernel"
  | "bias"
  | "gamma"
  | "beta"
  | "moving_mean"
  | "moving_variance";

/** A tensor that belongs to a layer; the graph has it as a parameter of the same name, in ONNX' layout (kernel-layout.ts). */
export interface Variable {
  /** "stem_conv1/kernel" */
  readonly name: string;
  readonly role: VariableRole;
  /** In Keras' layout: kernels H W I O. */
  readonly shape: readonly number[];
  readonly trainable: boolean;
  readonly initializer: Initializer;
}

export type LayerKind =
  | "InputLayer"
  | "Activation"
  | "Add"
  | "AveragePooling2D"
  | "BatchNormalization"
  | "Concatenate"
  | "Conv2D"
  | "Cropping2D"
  | "CustomScaleLayer"
  | "MaxPooling2D"
  | "SeparableConv2D"
  | "ZeroPadding2D";

export type Setting = number | string | boolean | readonly number[] | readonly (readonly number[])[];

export interface Layer {
  readonly name: string;
  readonly kind: LayerKind;
  /** In Keras' names; what is the same in all our networks is left out. */
  readonly settings: Readonly<Record<string, Setting>>;
  /** Names of layers. */
  readonly inputs: readonly string[];
  /** Height, width, channels. */
  readonly output: readonly [number, number, number];
  /** In the order of Keras' files. */
  readonly variables: readonly Variable[];
}

export interface Network {
  readonly name: string;
  readonly graph: Graph;
  /** In the order of Keras' model.layers, which is the order of its weight files. */
  readonly layers: readonly Layer[];
  /** Value that is fed: float32, batch x 3 x size x size. */
  readonly input: string;
  /** Value of the last layer. */
  readonly output: string;
  /** Number of features: the channels of the output. */
  readonly channels: number;
}

export interface NetworkOptions {
  /** Height and width of the images, in pixels. */
  readonly imageSize?: number;
  /** Images at a time, or a symbol where that is known only at run time; default "N". */
  readonly batch?: Dimension;
}

/** Every variable, in the order of Keras' weight files. */
export const variablesOf = (network: Network): Variable[] => network.layers.flatMap((layer) => layer.variables);
