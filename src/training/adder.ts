/** Sums of gradients over the micro-batches of an update, in arrays of their own. */
import { sizeOf } from "../graph/index.ts";
import type { Runtime, Session } from "../runtime/index.ts";
import { copyOnto, onto } from "../runtime/output-room.ts"; // the index brings Node
import { renamed } from "../util/renamed.ts";
import { sumGraph, sumOf, totalOf } from "./sum-graph.ts";
import type { TrainingStep } from "./training-step.ts";

type Arrays = ReadonlyMap<string, Float32Array>;

export class Adder {
  /** By name of the gradient. */
  readonly sums: Arrays;
  readonly #session: Session;

  private constructor(sums: Arrays, session: Session) {
    this.sums = sums;
    this.#session = session;
  }

  static async open(runtime: Runtime, { micro, summed }: TrainingStep): Promise<Adder> {
    const sizeIn = (name: string): number => sizeOf(micro.values.get(name)!.shape as readonly number[]); // no symbols here
    const sums = new Map(summed.map((name) => [name, new Float32Array(sizeIn(name))]));
    const outputRoom = onto(renamed(sums, totalOf));
    return new Adder(sums, await runtime.open(sumGraph(micro, summed), { outputRoom, asItStands: true }));
  }

  /** The sums are now these gradients. */
  start(gradients: Arrays): void {
    for (const [name, sum] of this.sums) sum.set(gradients.get(name)!);
  }

  async add(gradients: Arrays): Promise<void> {
    const totals = await this.#session.run(new Map([...gradients, ...renamed(this.sums, sumOf)]));
    copyOnto(renamed(this.sums, totalOf), totals);
  }

  close(): Promise<void> {
    return this.#session.release();
  }
}
