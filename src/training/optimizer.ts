/** Adam on the host: its graph, over parameters and what it keeps beside them, in place. */
import type { Runtime, Session } from "../runtime/index.ts";
import { copyOnto, onto } from "../runtime/output-room.ts"; // the index brings Node
import { renamed } from "../util/renamed.ts";
import { adamGraph, averageOf, decays, gradientOf, keptOf, nextOf, scalarsOf, storedOf } from "./adam-graph.ts";
import { type AdamOptions, adamAlone } from "./adam-options.ts";
import { type Arrays, restoreArrays } from "./arrays.ts";
import { Packed } from "./packed.ts";

/** Parameters of fewer values go through the graph as one: NASNetMobile has a thousand of them, and ten operators each take longer than copying. */
const SMALL = 2 ** 13;
/** Stand for them in the graph. */
const TOGETHER = "small parameters";
const KERNELS_TOGETHER = "small kernel";

/** Small parameters that stand for each other in the graph, and what goes with them. */
interface Small {
  readonly parameters: Packed;
  readonly gradients: Packed;
  readonly averages: Packed;
}

export class Optimizer {
  readonly #options: AdamOptions;
  readonly #parameters: Arrays;
  readonly #averages: Arrays;
  /** By their name in the graph. */
  readonly #small: ReadonlyMap<string, Small>;
  /** Parameters as the graph has them, and what is kept beside them. */
  readonly #state: Arrays;
  readonly #session: Session;
  #updates = 0;

  private constructor(given: Given, small: ReadonlyMap<string, Small>, state: Arrays, session: Session) {
    this.#options = given.options;
    this.#parameters = given.parameters;
    this.#averages = given.averages;
    this.#small = small;
    this.#state = state;
    this.#session = session;
  }

  /** parameters: those that are trained; they are changed in place. averages: the same of theirs, if there are any. */
  static async open(
    runtime: Runtime,
    parameters: Arrays,
    options: AdamOptions = adamAlone,
    averages: Arrays = new Map(),
  ): Promise<Optimizer> {
    const given = { parameters, options, averages };
    const small = smallOf(given);
    const together = [...small].map(([name, packed]) => [name, packed.parameters.values] as const);
    const optimized = new Map([...[...parameters].filter(([, { length }]) => length >= SMALL), ...together]);
    const state = stateOf(optimized, small, given);
    const types = [...optimized].map(([name, { length }]) => [name, { type: "float32", shape: [length] }] as const);
    const outputRoom = onto(renamed(state, nextOf));
    const session = await runtime.open(adamGraph(new Map(types), options), { outputRoom, asItStands: true });
    return new Optimizer(given, small, state, session);
  }

  /** One step. gradients: by name of the parameter. */
  async update(gradients: Arrays, rate: number): Promise<void> {
    this.#updates += 1;
    const fed = new Map(gradients);
    for (const [name, small] of this.#small) {
      small.parameters.gather(this.#parameters);
      small.gradients.gather(gradients);
      fed.set(name, small.gradients.values);
    }
    const scalars = scalarsOf(this.#options, rate, this.#updates);
    const next = await this.#session.run(new Map([...this.#state, ...renamed(fed, gradientOf), ...scalars]));
    copyOnto(renamed(this.#state, nextOf), next);
    for (const { parameters, averages } of this.#small.values()) {
      parameters.scatter(this.#parameters);
      averages.scatter(this.#averages);
    }
  }

  /** Steps so far. */
  get updates(): number {
    return this.#updates;
  }

  /** By the names of storedOf: the arrays that updates change. */
  stored(): Arrays {
    const names = [...this.#parameters.keys()].flatMap((name) =>
      storedOf(name, this.#options).map((stored) => [name, stored] as const),
    );
    return new Map(names.map(([name, stored]) => [stored, this.#arrayOf(name, stored)]));
  }

  #arrayOf(name: string, stored: string): Float32Array {
    if (stored === name) return this.#parameters.get(name)!;
    const pack = packOf(name, this.#options);
    const packed = this.#state.get(stored.replace(name, pack));
    return this.#state.get(stored) ?? this.#small.get(pack)!.parameters.partOf(packed!, name);
  }

  /** Goes on after so many steps, with what `stored` gave then. */
  restore(updates: number, stored: Arrays): void {
    this.#updates = updates;
    restoreArrays(this.stored(), stored);
  }

  close(): Promise<void> {
    return this.#session.release();
  }
}

interface Given {
  readonly parameters: Arrays;
  readonly options: AdamOptions;
  readonly averages: Arrays;
}

/** Where a parameter is, if it is small. */
const packOf = (name: string, { weightDecay }: AdamOptions): string =>
  weightDecay > 0 && decays(name) ? KERNELS_TOGETHER : TOGETHER;

/** Small parameters together; kernels apart from the others where only they decay. */
function smallOf({ parameters, options, averages: given }: Given): ReadonlyMap<string, Small> {
  const small = [...parameters].flatMap(([name, { length }]) => (length < SMALL ? [[name, length] as const] : []));
  const packs = [TOGETHER, KERNELS_TOGETHER].map((place) => {
    const sizes = new Map(small.filter(([name]) => packOf(name, options) === place));
    const averages = new Packed(options.ema === null ? new Map() : sizes);
    averages.gather(given);
    return [place, { parameters: new Packed(sizes), gradients: new Packed(sizes), averages }] as const;
  });
  return new Map(packs.filter(([, { parameters: packed }]) => packed.values.length > 0));
}

/** What the graph takes and gives: averages where they lie, moments that begin at zero. */
function stateOf(optimized: Arrays, small: ReadonlyMap<string, Small>, { options, averages }: Given): Arrays {
  const placeOf = (kept: string, name: string, length: number): Float32Array => {
    if (kept !== averageOf(name)) return new Float32Array(length);
    return (small.get(name)?.averages.values ?? averages.get(name))!;
  };
  return new Map(
    [...optimized].flatMap(([name, values]) => [
      [name, values] as const,
      ...keptOf(name, options).map((kept) => [kept, placeOf(kept, name, values.length)] as const),
    ]),
  );
}
