/** Adam on the host: its graph, over parameters and moments in place. */
import type { Runtime, Session } from "../runtime/index.ts";
import { copyOnto, onto } from "../runtime/output-room.ts"; // the index brings Node
import { renamed } from "../util/renamed.ts";
import { adamGraph, correctedRate, gradientOf, momentsOf, nextOf, RATE } from "./adam-graph.ts";
import { Packed } from "./packed.ts";
import { restoreArrays } from "./restore-arrays.ts";

type Arrays = ReadonlyMap<string, Float32Array>;

/** Parameters of fewer values go through the graph as one: NASNetMobile has a thousand of them, and ten operators each take longer than copying. */
const SMALL = 2 ** 13;
/** Stands for them in the graph. */
const TOGETHER = "small parameters";

/** Small parameters, and their gradients. */
interface Small {
  readonly parameters: Packed;
  readonly gradients: Packed;
}

export class Optimizer {
  readonly #parameters: Arrays;
  readonly #small: Small;
  /** Parameters as the graph has them, and their moments. */
  readonly #state: Arrays;
  readonly #session: Session;
  #updates = 0;

  private constructor(parameters: Arrays, small: Small, state: Arrays, session: Session) {
    this.#parameters = parameters;
    this.#small = small;
    this.#state = state;
    this.#session = session;
  }

  /** parameters: those that are trained; they are changed in place. */
  static async open(runtime: Runtime, parameters: Arrays): Promise<Optimizer> {
    const all = [...parameters];
    const sizes = new Map(all.flatMap(([name, { length }]) => (length < SMALL ? [[name, length] as const] : [])));
    const small = { parameters: new Packed(sizes), gradients: new Packed(sizes) };
    const together = sizes.size === 0 ? [] : [[TOGETHER, small.parameters.values] as const];
    const optimized = new Map([...all.filter(([name]) => !sizes.has(name)), ...together]);
    const state = withMoments(optimized);
    const types = [...optimized].map(([name, { length }]) => [name, { type: "float32", shape: [length] }] as const);
    const outputRoom = onto(renamed(state, nextOf));
    const session = await runtime.open(adamGraph(new Map(types)), { outputRoom, asItStands: true });
    return new Optimizer(parameters, small, state, session);
  }

  /** One step. gradients: by name of the parameter. */
  async update(gradients: Arrays, rate: number): Promise<void> {
    this.#updates += 1;
    const corrected = Float32Array.of(correctedRate(rate, this.#updates));
    this.#small.parameters.gather(this.#parameters);
    this.#small.gradients.gather(gradients);
    const fed = renamed(new Map([...gradients, [TOGETHER, this.#small.gradients.values]]), gradientOf);
    const next = await this.#session.run(new Map([...this.#state, ...fed, [RATE, corrected]]));
    copyOnto(renamed(this.#state, nextOf), next);
    this.#small.parameters.scatter(this.#parameters);
  }

  /** Steps so far. */
  get updates(): number {
    return this.#updates;
  }

  /** By name of the parameter, "PARAMETER:first" and "PARAMETER:second": the arrays that updates change. */
  moments(): Arrays {
    const together = momentsOf(TOGETHER).map((name) => this.#state.get(name));
    const momentsIn = (name: string): [string, Float32Array][] =>
      momentsOf(name).map((moment, i) => [
        moment,
        this.#state.get(moment) ?? this.#small.parameters.partOf(together[i]!, name),
      ]);
    return new Map([...this.#parameters.keys()].flatMap(momentsIn));
  }

  /** Goes on after so many steps, with what `moments` gave then. */
  restore(updates: number, moments: Arrays): void {
    this.#updates = updates;
    restoreArrays(this.moments(), moments);
  }

  close(): Promise<void> {
    return this.#session.release();
  }
}

/** Moments begin at zero. */
const withMoments = (parameters: Arrays): Arrays =>
  new Map(
    [...parameters].flatMap(([name, values]) => [
      [name, values] as const,
      ...momentsOf(name).map((moment) => [moment, new Float32Array(values.length)] as const),
    ]),
  );
