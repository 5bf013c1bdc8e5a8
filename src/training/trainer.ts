/**
 * Owns what changes while a network trains: parameters, gradients, the optimizer's state, and the sessions of a step's graphs.
 * Knows no Node: it runs in a worker thread or in a browser, on the runtime that it is given.
 */

import type { Graph } from "../graph/index.ts";
import { isInBlocks, withFreeEdges } from "../lowering/index.ts";
import type { Runtime, Session } from "../runtime/index.ts";
import { OutputRoom } from "../runtime/output-room.ts"; // the index brings Node
import { type AdamOptions, adamAlone } from "./adam-options.ts";
import { Adder } from "./adder.ts";
import { copyOf } from "./arrays.ts";
import { requireFiniteGradients } from "./finite.ts";
import type { Learner, LearnerState } from "./learner.ts";
import { Optimizer } from "./optimizer.ts";
import type { Feeds, MicroResult, Parameters } from "./parameters.ts";
import { constantsOf } from "./settle.ts";
import type { TrainingStep } from "./training-step.ts";

interface Sessions {
  readonly prepare: Session;
  readonly micro: Session;
  readonly finish: Session;
}

/** Of updates of several micro-batches. */
interface LaterMicroBatches {
  /** Writes beside what the first one wrote. */
  readonly micro: Session;
  readonly adder: Adder;
}

interface TrainerOptions {
  readonly adam?: AdamOptions;
  /**
   * For what is computed once per update, prepared values and gradients; between an update and the next micro-batch it is free for others.
   */
  readonly room?: OutputRoom;
}

export class Trainer implements Learner {
  /** As the next micro-batch takes them. */
  readonly #parameters: Parameters;
  readonly #runtime: Runtime;
  readonly #step: TrainingStep;
  readonly #sessions: Sessions;
  readonly #optimizer: Optimizer;
  /** Sums over the micro-batches of the update under way, by name of the gradient. */
  #sums: ReadonlyMap<string, Float32Array> = new Map();
  #later: LaterMicroBatches | undefined;
  #prepared: Parameters | undefined;
  #microBatches = 0;

  private constructor(
    runtime: Runtime,
    step: TrainingStep,
    parameters: Parameters,
    sessions: Sessions,
    optimizer: Optimizer,
  ) {
    this.#runtime = runtime;
    this.#step = step;
    this.#parameters = parameters;
    this.#sessions = sessions;
    this.#optimizer = optimizer;
  }

  /**
   * parameters: every parameter of the model; they are changed in place. Where the optimizer averages, those that are trained become the
   * averages, and training goes on with others.
   */
  static async open(
    runtime: Runtime,
    step: TrainingStep,
    parameters: Parameters,
    { adam = adamAlone, room = new OutputRoom(step.prepare, step.finish) }: TrainerOptions = {},
  ): Promise<Trainer> {
    // all that goes in and out is flat
    const [prepare, micro, finish] = [step.prepare, step.micro, step.finish].map(withFreeEdges) as [
      Graph,
      Graph,
      Graph,
    ];
    const constants = await constantsOf(runtime, step, parameters);
    const sessions = {
      prepare: await runtime.open(prepare, { outputRoom: room, asItStands: true }),
      micro: await runtime.open(micro, {
        ...(constants && { constants }),
        outputRoom: new OutputRoom(micro),
        asItStands: isInBlocks(micro), // as fast, and opened in three quarters of the time
      }),
      finish: await runtime.open(finish, { outputRoom: room, asItStands: true }),
    };
    const given = new Map([...step.gradients.keys()].map((name) => [name, parameters.get(name)!]));
    const trained = adam.ema === null ? given : copyOf(given);
    const optimizer = await Optimizer.open(runtime, trained, adam, given);
    return new Trainer(runtime, step, new Map([...parameters, ...trained]), sessions, optimizer);
  }

  async micro(feeds: Feeds, logit: string): Promise<MicroResult> {
    this.#prepared ??= await this.#sessions.prepare.run(this.#parameters);
    const feed = new Map([...this.#parameters, ...this.#prepared, ...feeds]);
    const outputs = await (this.#microBatches === 0 ? this.#first(feed) : this.#further(feed));
    this.#microBatches += 1;
    for (const [statistic, value] of this.#step.moving) this.#parameters.get(statistic)!.set(outputs.get(value)!);
    return { loss: outputs.get("loss")![0]!, logits: outputs.get(logit)! };
  }

  async #first(feed: Feeds): Promise<Parameters> {
    const outputs = await this.#sessions.micro.run(feed);
    this.#sums = outputs;
    return outputs;
  }

  async #further(feed: Feeds): Promise<Parameters> {
    this.#later ??= await this.#openLater();
    const { micro, adder } = this.#later;
    if (this.#microBatches === 1) adder.start(this.#sums);
    this.#sums = adder.sums;
    const outputs = await micro.run(feed);
    await adder.add(outputs);
    return outputs;
  }

  async #openLater(): Promise<LaterMicroBatches> {
    return {
      micro: this.#sessions.micro.writingTo(new OutputRoom(this.#step.micro)),
      adder: await Adder.open(this.#runtime, this.#step, this.#sums),
    };
  }

  async gradients(): Promise<Parameters> {
    this.#prepared = undefined; // its memory is written over
    const through = await this.#sessions.finish.run(new Map([...this.#parameters, ...this.#sums]));
    return new Map(
      [...this.#step.gradients].map(([name, gradient]) => [name, (through.get(gradient) ?? this.#sums.get(gradient))!]),
    );
  }

  async update(rate: number): Promise<void> {
    const gradients = await this.gradients();
    requireFiniteGradients(gradients);
    await this.#optimizer.update(gradients, rate);
    this.#microBatches = 0;
  }

  get updates(): number {
    return this.#optimizer.updates;
  }

  async sync(): Promise<void> {} // they are changed in place

  async state(): Promise<LearnerState> {
    return { updates: this.updates, arrays: this.#optimizer.stored() };
  }

  async restore({ updates, arrays }: LearnerState): Promise<void> {
    this.#optimizer.restore(updates, arrays);
  }

  async close(): Promise<void> {
    const open = [
      ...Object.values(this.#sessions).map((session: Session) => session.release()),
      this.#optimizer.close(),
    ];
    await Promise.all([...open, this.#later?.adder.close()]);
  }
}
