/** Sums of gradients over the micro-batches of an update, where the first micro-batch's gradients are. */

import type { Runtime, Session } from "../runtime/index.ts";
import { copyOnto, onto } from "../runtime/output-room.ts"; // the index brings Node
import { renamed } from "../util/renamed.ts";
import type { Arrays } from "./arrays.ts";
import { sumGraph, sumOf, totalOf } from "./sum-graph.ts";
import type { TrainingStep } from "./training-step.ts";

export class Adder {
  /** By name of the gradient. */
  readonly sums: Arrays;
  readonly #session: Session;

  private constructor(sums: Arrays, session: Session) {
    this.sums = sums;
    this.#session = session;
  }

  /** first: what gradients are added to. */
  static async open(runtime: Runtime, { micro, summed }: TrainingStep, first: Arrays): Promise<Adder> {
    const sums = new Map(summed.map((name) => [name, first.get(name)!]));
    const outputRoom = onto(renamed(sums, totalOf));
    return new Adder(sums, await runtime.open(sumGraph(micro, summed), { outputRoom, asItStands: true }));
  }

  /** The sums are now these gradients; nothing is to be done where a runtime wrote them there. */
  start(gradients: Arrays): void {
    copyOnto(this.sums, new Map([...this.sums.keys()].map((name) => [name, gradients.get(name)!])));
  }

  async add(gradients: Arrays): Promise<void> {
    const totals = await this.#session.run(new Map([...gradients, ...renamed(this.sums, sumOf)]));
    copyOnto(renamed(this.sums, totalOf), totals);
  }

  close(): Promise<void> {
    return this.#session.release();
  }
}
