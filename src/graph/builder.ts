/** A method for each operator that networks, gradients and lowerings are written with: names of values in, name of the result out. */

import { NodeBuilder, type NodeOptions } from "./node-builder.ts";
import { elementTypeNumber } from "./operators/elementwise.ts";
import { floatTensor, intTensor, scalarTensor } from "./tensor.ts";
import type { ElementType, Graph } from "./types.ts";

/** Attributes of a window over the two axes of an image; pads are top, left, bottom, right. */
export interface WindowOptions {
  readonly strides?: readonly [number, number];
  readonly pads?: readonly [number, number, number, number];
  readonly dilations?: readonly [number, number];
  readonly group?: number;
  readonly name?: string;
}

export class GraphBuilder extends NodeBuilder {
  /** A builder that goes on from a graph. */
  static from(graph: Graph, name: string = graph.name): GraphBuilder {
    return new GraphBuilder(name, graph);
  }

  scalar(value: number): string {
    return this.constant(scalarTensor(value));
  }

  floats(values: Iterable<number>, shape?: readonly number[]): string {
    return this.constant(floatTensor(values, shape));
  }

  ints(values: readonly number[]): string {
    return this.constant(intTensor(values));
  }

  /** One output of an operator. */
  op(
    operator: string,
    inputs: readonly string[],
    attributes: Parameters<NodeBuilder["node"]>[2] = {},
    options: NodeOptions = {},
  ): string {
    return this.node(operator, inputs, attributes, options)[0]!;
  }

  add = (a: string, b: string, name?: string): string => this.op("Add", [a, b], {}, named(name));
  sub = (a: string, b: string): string => this.op("Sub", [a, b]);
  mul = (a: string, b: string, name?: string): string => this.op("Mul", [a, b], {}, named(name));
  div = (a: string, b: string): string => this.op("Div", [a, b]);
  neg = (x: string): string => this.op("Neg", [x]);
  exp = (x: string): string => this.op("Exp", [x]);
  sqrt = (x: string): string => this.op("Sqrt", [x]);
  reciprocal = (x: string): string => this.op("Reciprocal", [x]);
  sigmoid = (x: string): string => this.op("Sigmoid", [x]);
  relu = (x: string, name?: string): string => this.op("Relu", [x], {}, named(name));
  /** low and high are numbers. */
  clip = (x: string, low: number, high: number): string => this.op("Clip", [x, this.scalar(low), this.scalar(high)]);
  cast = (x: string, to: ElementType): string => this.op("Cast", [x], { to: elementTypeNumber[to] });

  matmul = (a: string, b: string): string => this.op("MatMul", [a, b]);
  gemm = (a: string, b: string, attributes: { transA?: number; transB?: number } = {}): string =>
    this.op("Gemm", [a, b], attributes);

  reshape = (x: string, shape: readonly number[]): string => this.op("Reshape", [x, this.ints(shape)]);
  transpose = (x: string, perm: readonly number[]): string => this.op("Transpose", [x], { perm });
  expand = (x: string, shape: readonly number[]): string => this.op("Expand", [x, this.ints(shape)]);
  concat = (xs: readonly string[], axis: number, name?: string): string => this.op("Concat", xs, { axis }, named(name));
  slice = (
    x: string,
    starts: readonly number[],
    ends: readonly number[],
    axes: readonly number[],
    steps?: readonly number[],
    name?: string,
  ): string =>
    this.op(
      "Slice",
      [x, this.ints(starts), this.ints(ends), this.ints(axes), ...(steps ? [this.ints(steps)] : [])],
      {},
      named(name),
    );
  /** pads: begins of all axes, then ends, as ONNX. */
  pad = (x: string, pads: readonly number[], name?: string): string =>
    this.op("Pad", [x, this.ints(pads)], {}, named(name));

  reduceSum = (x: string, axes: readonly number[], keepdims: 0 | 1 = 0): string =>
    axes.length === 0 ? x : this.op("ReduceSum", [x, this.ints(axes)], { keepdims });
  reduceMean = (x: string, axes: readonly number[], keepdims: 0 | 1 = 0): string =>
    this.op("ReduceMean", [x, this.ints(axes)], { keepdims });

  /** kernel: O I H W (I per group); bias: O. */
  conv(x: string, kernel: string, bias: string | undefined, options: WindowOptions = {}): string {
    const { name, ...window } = options;
    return this.op("Conv", bias === undefined ? [x, kernel] : [x, kernel, bias], { ...window }, named(name));
  }
}

const named = (name: string | undefined): NodeOptions => (name === undefined ? {} : { name });
