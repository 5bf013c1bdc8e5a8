/**
 * ONNX Runtime on a GPU by WebGPU (Vulkan, Metal or Direct3D 12), as onnxruntime-node bundles it: no CUDA is needed. run() blocks the thread
 * that calls it.
 */
import * as ort from "onnxruntime-node";
import { type Graph, writeOnnx } from "../graph/index.ts";
import { RoentgenError } from "../util/error.ts";
import type { DeviceOutputs, DeviceRuntime, DeviceSession, DeviceValue } from "./device.ts";
import type { NodeOptions } from "./node.ts";
import { constantTensors, createRuntime, type FeedData, type Session, tensorOf } from "./runtime.ts";

/** threads: of the processor, for what a graph leaves to it. */
export function webGpuRuntime({ threads }: NodeOptions = {}): DeviceRuntime {
  const options = {
    executionProviders: ["webgpu"],
    graphOptimizationLevel: "all",
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
    logSeverityLevel: 4, // errors come as exceptions, too
  } as const;
  const runtime = createRuntime("onnxruntime-node, WebGPU", ort, options, { writesInPlace: false });
  return {
    name: runtime.name,
    async open(graph, more) {
      return guardedSession(await guarded(runtime.open(graph, more)));
    },
    async openOnDevice(graph, toHost, constants = new Map()) {
      const onHost = new Set(toHost);
      if (graph.outputs.length === 0) return nothing;
      const session = await guarded(
        ort.InferenceSession.create(writeOnnx({ graph }, constantTensors(graph, constants)), {
          ...options,
          preferredOutputLocation: locations(graph, onHost),
        }),
      );
      return new OnDevice(session, withoutParameters(graph, constants), onHost);
    },
  };
}

const guardedSession = (session: Session): Session => ({
  run: (feeds) => guarded(session.run(feeds)),
  typesOf: (feeds) => guarded(session.typesOf(feeds)),
  writingTo: (places) => guardedSession(session.writingTo(places)),
  release: () => session.release(),
});

/** What the GPU throws, most often for want of memory, as an error that says what to do. */
async function guarded<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    if (cause instanceof RoentgenError) throw cause;
    throw new RoentgenError("E_DEVICE_FAILED", "the GPU could not do what it was asked for", {
      kind: "usage",
      expected: "room in its memory, and a driver that works",
      received: (cause as Error).message.split("\n")[0]!, // ONNX Runtime throws Errors
      fix: "give a smaller --micro-batch, which takes less of its memory, or --device cpu",
      cause,
    });
  }
}

const withoutParameters = (graph: Graph, names: ReadonlyMap<string, unknown>): Graph => ({
  ...graph,
  parameters: graph.parameters.filter((name) => !names.has(name)),
});

const locations = ({ outputs }: Graph, onHost: ReadonlySet<string>): Record<string, "cpu" | "gpu-buffer"> =>
  Object.fromEntries(outputs.map((name) => [name, onHost.has(name) ? "cpu" : "gpu-buffer"]));

/** Of a graph without outputs. */
const nothing: DeviceSession = {
  run: async () => ({ host: new Map(), device: new Map() }),
  release: async () => {},
};

class OnDevice implements DeviceSession {
  readonly #session: ort.InferenceSession;
  readonly #graph: Graph;
  readonly #onHost: ReadonlySet<string>;

  constructor(session: ort.InferenceSession, graph: Graph, onHost: ReadonlySet<string>) {
    this.#session = session;
    this.#graph = graph;
    this.#onHost = onHost;
  }

  async run(feeds: ReadonlyMap<string, FeedData | DeviceValue>): Promise<DeviceOutputs> {
    const { inputs, parameters, outputs } = this.#graph;
    const fed = [...inputs, ...parameters].map((name) => [name, this.#tensor(name, feeds.get(name))]);
    const results = await guarded(this.#session.run(Object.fromEntries(fed)));
    const host = outputs.filter((name) => this.#onHost.has(name));
    const device = outputs.filter((name) => !this.#onHost.has(name));
    return {
      host: new Map(host.map((name) => [name, (results[name] as ort.TypedTensor<"float32">).data])),
      device: new Map(device.map((name) => [name, results[name]!])),
    };
  }

  #tensor(name: string, value: FeedData | DeviceValue | undefined): ort.Tensor {
    if (value === undefined || ArrayBuffer.isView(value)) return tensorOf(ort, this.#graph, name, value);
    return value as ort.Tensor; // only sessions like this one make device values
  }

  release(): Promise<void> {
    return this.#session.release();
  }
}
