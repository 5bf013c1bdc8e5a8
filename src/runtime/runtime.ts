/** Running graphs: the same few calls on Node and in the browser. */
import type { InferenceSession, InferenceSessionFactory, Tensor, TypedTensor } from "onnxruntime-node";
import {
  type Tensor as Constant,
  type ElementType,
  type Graph,
  type Shape,
  type ValueType,
  writeOnnx,
} from "../graph/index.ts";
import { RoentgenError } from "../util/error.ts";
import { runInPlace, withStop } from "./in-place.ts";
import type { OutputPlaces } from "./output-room.ts";

/** What we use of onnxruntime-node and onnxruntime-web. */
export interface Ort {
  readonly InferenceSession: InferenceSessionFactory;
  readonly Tensor: new (type: "float32" | "uint8", data: Float32Array | Uint8Array, dims: readonly number[]) => Tensor;
}

interface OpenOptions {
  /** Parameters that do not change: they are written into the graph, and the runtime may lay them out as it likes. */
  readonly constants?: ReadonlyMap<string, Float32Array>;
  /** The ONNX file that the graph was read from, with everything in it; saves writing it again. */
  readonly file?: Uint8Array;
  /**
   * Where runs write their outputs, if the runtime can do that. For graphs in which no output is an input under another name: ONNX Runtime
   * 1.30 does not write those.
   */
  readonly outputRoom?: OutputPlaces;
  /** Whether memory is given back after a run instead of kept for the next one: a little slower, for graphs that run now and then. */
  readonly giveBack?: boolean;
  /**
   * Whether the graph is run as it stands, which takes less time to open. ONNX Runtime 1.30 moves transpositions to where more has to be
   * transposed, and more slowly.
   */
  readonly asItStands?: boolean;
}

export interface Runtime {
  readonly name: string;
  open(graph: Graph, options?: OpenOptions): Promise<Session>;
}

export type FeedData = Float32Array | Uint8Array;

export interface Session {
  /** Feeds may hold more than the graph takes. Throws E_FEED where one is missing or of the wrong size. */
  run(feeds: ReadonlyMap<string, FeedData>): Promise<Map<string, Float32Array>>;
  /** What `run` gives, in types and shapes: for graphs of others, which do not state them. */
  typesOf(feeds: ReadonlyMap<string, FeedData>): Promise<Map<string, ValueType>>;
  /** The same session, released with this one, whose runs write elsewhere; for one that was opened with an output room. */
  writingTo(places: OutputPlaces): Session;
  release(): Promise<void>;
}

interface Abilities {
  /** Whether outputs can be written into the caller's arrays. */
  readonly writesInPlace: boolean;
}

/** A runtime over ONNX Runtime. */
export function createRuntime(
  name: string,
  ort: Ort,
  options: InferenceSession.SessionOptions,
  { writesInPlace }: Abilities,
): Runtime {
  return {
    name,
    async open(graph, { constants, file, outputRoom, giveBack = false, asItStands = false } = {}) {
      if (graph.outputs.length === 0) return nothing;
      const room = writesInPlace ? outputRoom : undefined;
      const written = room === undefined ? graph : withStop(graph);
      const session = await ort.InferenceSession.create(
        file ?? writeOnnx({ graph: written }, constants && constantTensors(graph, constants)),
        { ...options, enableCpuMemArena: !giveBack, ...(asItStands && { graphOptimizationLevel: "disabled" }) },
      );
      return new OrtSession(ort, session, graph, { constants, room });
    },
  };
}

/** Those of a graph's parameters that do not change, as it is written with them. */
export function constantTensors(graph: Graph, values: ReadonlyMap<string, Float32Array>): Map<string, Constant> {
  const known = graph.parameters.filter((name) => values.has(name));
  // the shapes of parameters have no symbols
  const tensorOf = (name: string): Constant => ({
    type: "float32",
    shape: graph.values.get(name)!.shape as number[],
    data: values.get(name)!,
  });
  return new Map(known.map((name) => [name, tensorOf(name)]));
}

/** Of a graph without outputs. */
const nothing: Session = {
  run: async () => new Map(),
  typesOf: async () => new Map(),
  writingTo: () => nothing,
  release: async () => {},
};

interface Kept {
  readonly constants: OpenOptions["constants"];
  readonly room: OutputPlaces | undefined;
}

class OrtSession implements Session {
  readonly #ort: Ort;
  readonly #session: InferenceSession;
  readonly #graph: Graph;
  readonly #feeds: readonly string[];
  /** Where outputs are written to at every run; without them, the runtime makes new tensors. */
  readonly #outputs: Readonly<Record<string, Tensor>> | undefined;
  readonly #kept: Kept;

  constructor(ort: Ort, session: InferenceSession, graph: Graph, kept: Kept) {
    const { constants, room } = kept;
    this.#kept = kept;
    this.#ort = ort;
    this.#session = session;
    this.#graph = graph;
    this.#feeds = [...graph.inputs, ...graph.parameters.filter((name) => !constants?.has(name))];
    this.#outputs = room && this.#outputsIn(room);
  }

  async run(feeds: ReadonlyMap<string, FeedData>): Promise<Map<string, Float32Array>> {
    const results = await this.#run(feeds);
    return new Map(this.#graph.outputs.map((name) => [name, (results[name] as TypedTensor<"float32">).data]));
  }

  async typesOf(feeds: ReadonlyMap<string, FeedData>): Promise<Map<string, ValueType>> {
    const results = await this.#run(feeds);
    // ONNX Runtime names element types as we do
    const typeOf = ({ type, dims }: Tensor): ValueType => ({ type: type as ElementType, shape: dims });
    return new Map(this.#graph.outputs.map((name) => [name, typeOf(results[name]!)]));
  }

  writingTo(places: OutputPlaces): Session {
    if (this.#outputs === undefined) return this;
    return new OrtSession(this.#ort, this.#session, this.#graph, { ...this.#kept, room: places });
  }

  async #run(feeds: ReadonlyMap<string, FeedData>): Promise<Readonly<Record<string, Tensor>>> {
    const tensors = this.#feeds.map((name) => [name, tensorOf(this.#ort, this.#graph, name, feeds.get(name))] as const);
    const feed = Object.fromEntries(tensors);
    if (this.#outputs === undefined) return this.#session.run(feed);
    await runInPlace(this.#session, feed, this.#outputs);
    return this.#outputs;
  }

  #outputsIn(room: OutputPlaces): Record<string, Tensor> {
    const made = [...room.arraysFor(this.#graph)].map(([name, array]) => {
      const shape = this.#graph.values.get(name)!.shape as readonly number[]; // of graphs without symbols
      return [name, new this.#ort.Tensor("float32", array, shape)] as const;
    });
    return Object.fromEntries(made);
  }

  release(): Promise<void> {
    return this.#session.release();
  }
}

/** A value of the graph as a tensor. Throws E_FEED where it is missing or of the wrong size. */
export function tensorOf(ort: Ort, graph: Graph, name: string, data: FeedData | undefined): Tensor {
  const { type, shape } = graph.values.get(name)!;
  const dims = data === undefined ? undefined : fittedShape(shape, data.length);
  if (data === undefined || dims === undefined) throw badFeed(graph.name, name, shape, data);
  return new ort.Tensor(fedType(type), data, dims);
}

const fedType = (type: ElementType): "float32" | "uint8" => (type === "uint8" ? "uint8" : "float32");

/** The shape with its symbol, if it has one, as the number that fits the size. */
function fittedShape(shape: Shape, size: number): number[] | undefined {
  const known = shape.reduce((product: number, d) => (typeof d === "number" ? product * d : product), 1);
  const dims = shape.map((d) => (typeof d === "number" ? d : size / known));
  const fits = dims.every(Number.isInteger) && dims.reduce((a, b) => a * b, 1) === size;
  return fits ? dims : undefined;
}

const badFeed = (graph: string, name: string, shape: Shape, data: FeedData | undefined): RoentgenError =>
  new RoentgenError("E_FEED", `the graph was not fed ${name} as it wants it`, {
    kind: "fault",
    where: `graph ${graph}`,
    expected: `values for ${shape.join(" x ")}`,
    received: data === undefined ? "nothing" : `${data.length} values`,
  });
