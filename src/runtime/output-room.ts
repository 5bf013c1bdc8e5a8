/** Memory that runs write their outputs into, over what was there. Sessions whose outputs are never needed at the same time can share it. */
import { type Graph, sizeOf } from "../graph/index.ts";

/** In values: outputs begin where a cache line does, 64 bytes. */
const ALIGNED = 16;

/** Where a graph's outputs are written to. */
export interface OutputPlaces {
  /** By name of the output. */
  arraysFor(graph: Graph): Map<string, Float32Array>;
}

export class OutputRoom implements OutputPlaces {
  readonly #size: number;
  #memory: Float32Array | undefined;

  /** For the outputs of any one of these graphs, which are float32 and have no symbols in their shapes. */
  constructor(...graphs: readonly Graph[]) {
    this.#size = Math.max(...graphs.map((graph) => placesOf(graph).end));
  }

  /** Where a graph's outputs go, by name. The memory is taken when it is first asked for. */
  arraysFor(graph: Graph): Map<string, Float32Array> {
    this.#memory ??= new Float32Array(this.#size);
    const memory = this.#memory;
    return new Map(placesOf(graph).places.map(({ name, at, size }) => [name, memory.subarray(at, at + size)]));
  }
}

/**
 * These arrays, which may be inputs as well: for graphs of operators on each element alone, in which nothing reads an input after the output that
 * is written over it.
 */
export const onto = (arrays: ReadonlyMap<string, Float32Array>): OutputPlaces => ({
  arraysFor: ({ outputs }) => new Map(outputs.map((name) => [name, arrays.get(name)!])),
});

/** For runtimes that write into arrays of their own: what they gave, where it was wanted. */
export function copyOnto(arrays: ReadonlyMap<string, Float32Array>, outputs: ReadonlyMap<string, Float32Array>): void {
  for (const [name, values] of outputs) if (values !== arrays.get(name)) arrays.get(name)!.set(values);
}

interface Places {
  readonly places: readonly { readonly name: string; readonly at: number; readonly size: number }[];
  readonly end: number;
}

function placesOf({ outputs, values }: Graph): Places {
  let end = 0;
  const places = outputs.map((name) => {
    const at = end;
    const size = sizeOf(values.get(name)!.shape as readonly number[]);
    end += Math.ceil(size / ALIGNED) * ALIGNED;
    return { name, at, size };
  });
  return { places, end };
}
