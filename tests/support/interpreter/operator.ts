/** What an operator of the interpreter gets: its input tensors, its attributes and the shape of what is asked of it. */
import type { Node, Tensor } from "../../../src/graph/types.ts";
import type { FloatTensor } from "./tensor.ts";

export class Call {
  readonly node: Node;
  readonly inputs: readonly (FloatTensor | undefined)[];

  constructor(node: Node, inputs: readonly (FloatTensor | undefined)[]) {
    this.node = node;
    this.inputs = inputs;
  }

  /** Input i, which must be there. */
  input(i: number): FloatTensor {
    const tensor = this.inputs[i];
    if (tensor === undefined) throw new Error(`${this.node.operator} ${this.node.name} lacks input ${i}`);
    return tensor;
  }

  /** All elements of input i as plain numbers, where it is there. */
  list(i: number): number[] | undefined {
    const tensor = this.inputs[i];
    return tensor && Array.from(tensor.data);
  }

  number(name: string, fallback: number): number {
    return (this.node.attributes[name] as number | undefined) ?? fallback;
  }

  text(name: string, fallback: string): string {
    return (this.node.attributes[name] as string | undefined) ?? fallback;
  }

  numbers(name: string): readonly number[] | undefined {
    return this.node.attributes[name] as readonly number[] | undefined;
  }

  tensor(name: string): Tensor | undefined {
    return this.node.attributes[name] as Tensor | undefined;
  }
}

export type Operator = (call: Call) => readonly FloatTensor[];
export type Operators = Readonly<Record<string, Operator>>;
