/**
 * The ONNX graph as plain data: what every transformation takes and gives back.
 *
 * A graph is never changed in place. Values are known by name; each has an element type and a static shape, of which only
 * the first dimension may be a symbol (the N of an exported graph). Images are NCHW, kernels OIHW, as ONNX has them.
 */

export type ElementType =
  | "float32"
  | "float64"
  | "float16"
  | "bfloat16"
  | "int64"
  | "int32"
  | "int16"
  | "int8"
  | "uint64"
  | "uint32"
  | "uint16"
  | "uint8"
  | "bool"
  | "string";

/** A size, or the name of one that is known only when the graph runs. */
export type Dimension = number | string;
export type Shape = readonly Dimension[];

export interface ValueType {
  readonly type: ElementType;
  readonly shape: Shape;
}

export interface Value extends ValueType {
  readonly name: string;
}

/**
 * data in C order: int64 as BigInt64Array, bool as Uint8Array of 0 and 1, halves as their bits in a Uint16Array, the others as their own
 * kind of array.
 */
export interface Tensor {
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly data: TensorData;
}
export type TensorData =
  | Float32Array
  | Float64Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint32Array
  | Uint16Array
  | Uint8Array
  | BigInt64Array
  | BigUint64Array
  | readonly string[];

export type Attribute = number | string | readonly number[] | readonly string[] | Tensor;
export type AttributeKind = "int" | "float" | "string" | "ints" | "floats" | "strings" | "tensor";

/** Of ONNX Runtime's operators on blocks (operators/blocked.ts). */
export const BLOCKED_DOMAIN = "com.microsoft.nchwc";

/** "" is the standard operator set, "com.microsoft" ONNX Runtime's, "roentgen" our own, gone after lowering. */
export type Domain = "" | "com.microsoft" | typeof BLOCKED_DOMAIN | "roentgen" | (string & {});

export interface Node {
  /** Unique in the graph; errors and printed graphs use it. */
  readonly name: string;
  readonly domain: Domain;
  readonly operator: string;
  /** Names of values; "" where an optional input is left out. */
  readonly inputs: readonly string[];
  /** Names of values; "" where an optional output is not wanted. */
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** Kinds of the attributes of an operator that the table does not know (read from somebody else's file). */
  readonly attributeKinds?: Readonly<Record<string, AttributeKind>>;
}

export interface Graph {
  readonly name: string;
  /** Fed at every run: images, labels, masks. */
  readonly inputs: readonly string[];
  /** Trained tensors and moving statistics, named "layer/variable"; fed from outside, or written as initializers on export. */
  readonly parameters: readonly string[];
  readonly constants: ReadonlyMap<string, Tensor>;
  /** In an order of execution. */
  readonly nodes: readonly Node[];
  readonly outputs: readonly string[];
  /** Type and shape of every value, inputs and parameters included. In somebody else's graph: of those that are known. */
  readonly values: ReadonlyMap<string, ValueType>;
  /** Of a graph that was read from a file: the version of the operator set of each domain; "" is the standard one. Ours are at OPSET. */
  readonly opsets?: ReadonlyMap<string, number>;
}

/** The opset that our graphs are written in. */
export const OPSET = 20;
/** The ONNX IR version that goes with an operator set, at least ours (https://onnx.ai/onnx/repo-docs/Versioning.html). */
export function irVersionFor(opset: number): number {
  const [, irVersion] = IR_VERSIONS.findLast(([first]) => opset >= first) ?? IR_VERSIONS[0];
  return irVersion;
}

const IR_VERSIONS = [
  [OPSET, 9],
  [21, 10],
  [23, 11],
  [24, 12],
] as const;
