/**
 * A graph in integers of 8 bits, written with QuantizeLinear and DequantizeLinear around each node that computes: a runtime that knows
 * the pattern computes it in integers (QLinearConv and its like in ONNX Runtime), any other in float32 with the same answers up to
 * rounding. Integers are moved, padded and rectified as they are.
 */
import { type Graph, type GraphBuilder, type Node, realsOf } from "../../graph/index.ts";
import { Forms } from "./forms.ts";
import { integerKernel, type Range, type Scale, scaleOf } from "./integer.ts";
import { type Plan, planIntegers } from "./plan.ts";

/** What values were on some images. */
export interface Measured {
  /** Of each value that planIntegers says is measured. */
  readonly ranges: ReadonlyMap<string, Range>;
  /** Of each channel of what a convolution is applied to. */
  readonly means: ReadonlyMap<string, Float64Array>;
}

/** graph: without parameters; all its weights are constants. */
export function quantize(graph: Graph, { ranges, means }: Measured): Graph {
  const plan = planIntegers(graph);
  const scales = new Map([...ranges].map(([name, range]) => [name, scaleOf(range)]));
  const forms = new Forms(graph, {
    enter: (g, float, value) => g.op("QuantizeLinear", [float, ...scaleInputs(g, scales.get(value)!)]),
    leave: (g, small, value) => g.op("DequantizeLinear", [small, ...scaleInputs(g, scales.get(value)!)]),
  });
  const work = new Quantizer(forms, plan, scales, means);
  for (const node of graph.nodes) work.take(node);
  return forms.finish(graph);
}

/** Scale and zero as inputs of a node. */
const scaleInputs = (g: GraphBuilder, { scale, zero }: Scale): [string, string] => [
  g.scalar(scale),
  g.constant({ type: "uint8", shape: [], data: Uint8Array.of(zero) }),
];

const perFilter = (g: GraphBuilder, integers: string, scales: Float32Array): string =>
  g.op("DequantizeLinear", [integers, g.floats(scales)], { axis: 0 });

class Quantizer {
  readonly #forms: Forms;
  readonly #plan: Plan;
  /** By value. */
  readonly #scales: Map<string, Scale>;
  readonly #means: Measured["means"];

  constructor(forms: Forms, plan: Plan, scales: Map<string, Scale>, means: Measured["means"]) {
    this.#forms = forms;
    this.#plan = plan;
    this.#scales = scales;
    this.#means = means;
  }

  take(node: Node): void {
    const [value] = node.outputs as [string];
    const role = this.#plan.roles.get(node.name);
    if (role === "float") this.#forms.keep(node);
    // the integers before it are its own already
    else if (role === "fused") this.#set(value, this.#forms.small(node.inputs[0]!), this.#scaleOf(node));
    else if (role === "compute") this.#compute(node, value);
    else this.#set(value, this.#moved(node), this.#scaleOf(node));
  }

  #scaleOf(node: Node): Scale {
    return this.#scales.get(node.inputs[0]!)!;
  }

  #set(value: string, name: string, scale: Scale): void {
    this.#forms.setSmall(value, name);
    this.#scales.set(value, scale);
  }

  #compute(node: Node, value: string): void {
    const { g } = this.#forms;
    const scale = this.#scales.get(this.#plan.rectified.get(value) ?? value)!;
    const inputs =
      node.operator === "Conv" ? this.#convolutionInputs(node) : node.inputs.map((x) => this.#forms.back(x));
    const made = g.within(node.name, () => {
      const real = g.op(node.operator, inputs, node.attributes);
      return g.op("QuantizeLinear", [real, ...scaleInputs(g, scale)]);
    });
    this.#set(value, made, scale);
  }

  #convolutionInputs({ name, inputs: [x, kernel, bias] }: Node): string[] {
    const { g } = this.#forms;
    const input = this.#forms.back(x!);
    const { scale } = this.#scales.get(x!)!;
    const tensor = g.constantValue(kernel!)!;
    const shape = tensor.shape as [number, number, number, number]; // as the plan asked
    const real = {
      values: realsOf(tensor),
      shape,
      bias: bias === undefined ? undefined : realsOf(g.constantValue(bias)!),
    };
    const integers = integerKernel(real, { scale, means: this.#means.get(x!)! });
    return g.within(name, () => {
      const values = g.constant({ type: "int8", shape, data: integers.values });
      const biases = g.constant({ type: "int32", shape: [shape[0]], data: integers.bias });
      const scales = integers.scales;
      const products = scales.map((each) => each * scale);
      return [input, perFilter(g, values, scales), perFilter(g, biases, products)];
    });
  }

  /** On integers: the least of a Relu's, and what pads, is what stands for 0. */
  #moved(node: Node): string {
    const { g } = this.#forms;
    const [x, ...rest] = node.inputs as [string, ...string[]];
    const zero = scaleInputs(g, this.#scaleOf(node))[1];
    const integers = this.#forms.small(x);
    return g.within(node.name, () => {
      if (node.operator === "Relu") return g.op("Clip", [integers, zero]);
      if (node.operator === "Pad") return g.op("Pad", [integers, rest[0]!, zero], node.attributes);
      return g.op(node.operator, [integers, ...rest], node.attributes);
    });
  }
}
