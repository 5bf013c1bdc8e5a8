/** The ONNX project's tests of single operators, from tests/golden/onnx-node-tests.json, as nodes and tensors. */
import { readFileSync } from "node:fs";
import type { Attribute, AttributeKind, ElementType, Node, Tensor, TensorData } from "../../src/graph/types.ts";

export interface NodeCase {
  readonly node: Node;
  /** Inputs and expected outputs, by name. */
  readonly tensors: ReadonlyMap<string, Tensor>;
}

interface NodeCases {
  readonly cases: readonly NodeCase[];
  /** Cases of the table's operators that are not here, with the reason. */
  readonly leftOut: Readonly<Record<string, string>>;
  /** Number of cases of every other operator. */
  readonly outside: Readonly<Record<string, number>>;
}

interface TensorJson {
  readonly type: keyof typeof arrays;
  readonly shape: readonly number[];
  readonly data: string;
}
type AttributeJson =
  | { readonly kind: Exclude<AttributeKind, "tensor">; readonly value: Exclude<Attribute, Tensor> }
  | { readonly kind: "tensor"; readonly value: TensorJson };
interface CaseJson {
  readonly name: string;
  readonly operator: string;
  readonly attributes: Readonly<Record<string, AttributeJson>>;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly tensors: Readonly<Record<string, TensorJson>>;
}

const arrays = {
  float32: (bytes: ArrayBuffer) => new Float32Array(bytes),
  float64: (bytes: ArrayBuffer) => new Float64Array(bytes),
  int64: (bytes: ArrayBuffer) => new BigInt64Array(bytes),
  int32: (bytes: ArrayBuffer) => new Int32Array(bytes),
  int8: (bytes: ArrayBuffer) => new Int8Array(bytes),
  uint8: (bytes: ArrayBuffer) => new Uint8Array(bytes),
  bool: (bytes: ArrayBuffer) => new Uint8Array(bytes),
} satisfies Partial<Record<ElementType, (bytes: ArrayBuffer) => TensorData>>;

function tensorOf({ type, shape, data }: TensorJson): Tensor {
  return { type, shape, data: arrays[type](Uint8Array.from(Buffer.from(data, "base64")).buffer) };
}

function caseOf({ name, operator, attributes, inputs, outputs, tensors }: CaseJson): NodeCase {
  const values = Object.entries(attributes).map(([key, { kind, value }]): [string, Attribute] => [
    key,
    kind === "tensor" ? tensorOf(value) : value,
  ]);
  return {
    node: { name, domain: "", operator, inputs, outputs, attributes: Object.fromEntries(values) },
    tensors: new Map(Object.entries(tensors).map(([key, tensor]) => [key, tensorOf(tensor)])),
  };
}

export function loadNodeCases(): NodeCases {
  const file = new URL("../golden/onnx-node-tests.json", import.meta.url);
  // The shape is what the generator writes; a wrong file fails the tests that use it.
  const json = JSON.parse(readFileSync(file, "utf8")) as {
    cases: CaseJson[];
    left_out: Record<string, string>;
    outside: Record<string, number>;
  };
  return { cases: json.cases.map(caseOf), leftOut: json.left_out, outside: json.outside };
}
