/**
 * Owns what changes while a network trains: parameters, gradients, the optimizer's state, and the sessions of a step's graphs.
 * Knows no Node: it runs in a worker thread or in a browser, on the runtime that it is given.
 */
import { withFreeEdges } from "../lowering/index.ts";
import type { Runtime, Session } from "../runtime/index.ts";
import { OutputRoom } from "../runtime/output-room.ts"; // the index brings Node
import { type AdamMoments, adamUpdate, correctedRate } from "./adam.ts";
import type { Learner } from "./learner.ts";
import type { TrainingStep } from "./training-step.ts";

export type Parameters = Map<string, Float32Array>;
export type Feeds = ReadonlyMap<string, Float32Array>;

export interface MicroResult {
  /** Sum over the micro-batch of weight * cross-entropy. */
  readonly loss: number;
  /** [N, units] */
  readonly logits: Float32Array;
}

interface Sessions {
  readonly prepare: Session;
  readonly micro: Session;
  readonly finish: Session;
}

export class Trainer implements Learner {
  readonly parameters: Parameters;
  readonly #step: TrainingStep;
  readonly #sessions: Sessions;
  readonly #moments = new Map<string, AdamMoments>();
  /** Sums over the micro-batches of the update under way, by name of the gradient; after the first, what the session wrote. */
  #sums: ReadonlyMap<string, Float32Array> = new Map();
  /** Room for sums over several micro-batches. */
  readonly #room = new Map<string, Float32Array>();
  #prepared: Parameters | undefined;
  #microBatches = 0;
  #updates = 0;

  private constructor(step: TrainingStep, parameters: Parameters, sessions: Sessions) {
    this.#step = step;
    this.parameters = parameters;
    this.#sessions = sessions;
    for (const name of step.gradients.keys()) {
      const size = parameters.get(name)!.length;
      this.#moments.set(name, { first: new Float32Array(size), second: new Float32Array(size) });
    }
  }

  /**
   * parameters: every parameter of the model; they are changed in place. room: for what is computed once per update, prepared values
   * and gradients; between an update and the next micro-batch it is free for others.
   */
  static async open(
    runtime: Runtime,
    step: TrainingStep,
    parameters: Parameters,
    room = new OutputRoom(step.prepare, step.finish),
  ): Promise<Trainer> {
    // all that goes in and out is flat
    const graphs = {
      prepare: withFreeEdges(step.prepare),
      micro: withFreeEdges(step.micro),
      finish: withFreeEdges(step.finish),
    };
    const [prepare, micro, finish] = await Promise.all([
      runtime.open(graphs.prepare, { outputRoom: room, asItStands: true }),
      runtime.open(graphs.micro, { outputRoom: new OutputRoom(graphs.micro) }),
      runtime.open(graphs.finish, { outputRoom: room, asItStands: true }),
    ]);
    return new Trainer(step, parameters, { prepare, micro, finish });
  }

  async micro(feeds: Feeds, logit: string): Promise<MicroResult> {
    this.#prepared ??= await this.#sessions.prepare.run(this.parameters);
    if (this.#microBatches === 1) this.#keepSums();
    const outputs = await this.#sessions.micro.run(new Map([...this.parameters, ...this.#prepared, ...feeds]));
    this.#microBatches += 1;
    if (this.#microBatches === 1) this.#sums = outputs;
    else for (const name of this.#step.summed) this.#addUp(name, outputs.get(name)!);
    for (const [statistic, value] of this.#step.moving) this.parameters.get(statistic)!.set(outputs.get(value)!);
    return { loss: outputs.get("loss")![0]!, logits: outputs.get(logit)! };
  }

  /** Takes the first gradients out of the session's arrays, which the next micro-batch is written over. */
  #keepSums(): void {
    for (const name of this.#step.summed) {
      const first = this.#sums.get(name)!;
      const room = this.#room.get(name);
      if (room === undefined) this.#room.set(name, first.slice());
      else room.set(first);
    }
    this.#sums = this.#room;
  }

  #addUp(name: string, gradient: Float32Array): void {
    const sum = this.#sums.get(name)!;
    for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + gradient[i]!;
  }

  async gradients(): Promise<Parameters> {
    this.#prepared = undefined; // its memory is written over
    const through = await this.#sessions.finish.run(new Map([...this.parameters, ...this.#sums]));
    return new Map(
      [...this.#step.gradients].map(([name, gradient]) => [name, (through.get(gradient) ?? this.#sums.get(gradient))!]),
    );
  }

  async update(rate: number): Promise<void> {
    const gradients = await this.gradients();
    this.#updates += 1;
    const corrected = correctedRate(rate, this.#updates);
    for (const [name, gradient] of gradients)
      adamUpdate(this.parameters.get(name)!, gradient, this.#moments.get(name)!, corrected);
    this.#microBatches = 0;
  }

  get updates(): number {
    return this.#updates;
  }

  async sync(): Promise<void> {} // they are changed in place

  async close(): Promise<void> {
    await Promise.all(Object.values(this.#sessions).map((session) => session.release()));
  }
}
