/** What the graph knows of an operator: its attributes, how many inputs and outputs it has, and the types it gives. */
import { RoentgenError } from "../../util/error.ts";
import type { Attribute, AttributeKind, Dimension, Shape, Tensor, ValueType } from "../types.ts";

/** What a rule of shape inference may look at. */
export interface InferenceContext {
  /** Name of the node, for errors. */
  readonly node: string;
  readonly inputs: readonly (ValueType | undefined)[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** Number of outputs that the node names. */
  readonly outputs: number;
  /** The value of input i where it is a constant of the graph. */
  readonly constant: (i: number) => Tensor | undefined;
}

export type Inference = (context: InferenceContext) => readonly ValueType[];

export interface OperatorDefinition {
  readonly attributes: Readonly<Record<string, AttributeKind>>;
  /** Fewest and most inputs. */
  readonly inputs: readonly [number, number];
  readonly infer: Inference;
}

export type OperatorTable = Readonly<Record<string, OperatorDefinition>>;

/** An error of shape or type, at a node. */
export function shapeError(node: string, message: string, expected: string, received: string): RoentgenError {
  return new RoentgenError("E_SHAPE", message, {
    where: `node ${node}`,
    expected,
    received,
    fix: "check the node's inputs",
  });
}

export const formatShape = (shape: Shape): string => (shape.length === 0 ? "scalar" : shape.join(" x "));

/** Input i, which must be there. */
export function input(context: InferenceContext, i: number): ValueType {
  const value = context.inputs[i];
  if (value === undefined) throw shapeError(context.node, `input ${i} is missing`, "a value", "none");
  return value;
}

/** The whole numbers of input i, which must be a constant. */
export function constantInts(context: InferenceContext, i: number): number[] | undefined {
  if (context.inputs[i] === undefined) return undefined;
  const tensor = context.constant(i);
  if (tensor === undefined) {
    throw shapeError(
      context.node,
      `input ${i} decides the output's shape`,
      "a constant",
      "a value computed at run time",
    );
  }
  return Array.from(tensor.data as Iterable<number | bigint>, Number);
}

export const ints = (context: InferenceContext, name: string): readonly number[] | undefined =>
  context.attributes[name] as readonly number[] | undefined;

export const int = (context: InferenceContext, name: string, fallback: number): number =>
  (context.attributes[name] as number | undefined) ?? fallback;

/** An axis counted from the front: -1 is the last. */
export function axisOf(context: InferenceContext, axis: number, rank: number): number {
  if (axis < -rank || axis >= rank) {
    throw shapeError(context.node, `axis ${axis} does not exist`, `-${rank}..${rank - 1}`, `${axis}`);
  }
  return axis < 0 ? axis + rank : axis;
}

/** A dimension that must be a number. */
export function known(context: InferenceContext, dimension: Dimension | undefined): number {
  if (typeof dimension !== "number") {
    throw shapeError(context.node, "a dimension must be known here", "a number", `${dimension}`);
  }
  return dimension;
}

/** The shape that NumPy's broadcasting gives. */
export function broadcast(node: string, a: Shape, b: Shape): Dimension[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const x = a[i - rank + a.length] ?? 1;
    const y = b[i - rank + b.length] ?? 1;
    if (x === y || y === 1) return x;
    if (x === 1) return y;
    throw shapeError(node, "shapes do not broadcast", formatShape(a), formatShape(b));
  });
}

/** Product of the dimensions that are numbers. */
export const knownSize = (shape: Shape): number =>
  shape.reduce((size: number, d) => (typeof d === "number" ? size * d : size), 1);
