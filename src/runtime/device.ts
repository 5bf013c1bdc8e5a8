/** Values that lie in a device's memory, and sessions that leave them there. */
import type { Graph } from "../graph/index.ts";
import type { FeedData, Runtime } from "./runtime.ts";

/** What computes: the processor, or a GPU. */
export type Device = "cpu" | "webgpu";

/** A tensor in the device's memory. Nothing but a run of the same runtime can look into it. */
export interface DeviceValue {
  /** Gives its memory back. */
  dispose(): void;
}

export interface DeviceOutputs {
  /** Those that were asked for. */
  readonly host: Map<string, Float32Array>;
  /** All others: the caller's, to be disposed of. */
  readonly device: Map<string, DeviceValue>;
}

export interface DeviceSession {
  /** Feeds may hold more than the graph takes. Throws E_FEED where one is missing, or one of the host's is of the wrong size. */
  run(feeds: ReadonlyMap<string, FeedData | DeviceValue>): Promise<DeviceOutputs>;
  release(): Promise<void>;
}

export interface DeviceRuntime extends Runtime {
  /**
   * toHost: outputs that come to the host; the others stay on the device. constants: parameters that do not change. For graphs without symbols
   * in their shapes.
   */
  openOnDevice(
    graph: Graph,
    toHost: readonly string[],
    constants?: ReadonlyMap<string, Float32Array>,
  ): Promise<DeviceSession>;
}
