/** The runtime of a device, by its name. */
import type { Device } from "./device.ts";
import { type NodeOptions, nodeRuntime } from "./node.ts";
import type { Runtime } from "./runtime.ts";
import { webGpuRuntime } from "./webgpu.ts";

/** For graphs that are fed from the host, and answer there. */
export const runtimeOn = (device: Device, options: NodeOptions): Runtime =>
  device === "cpu" ? nodeRuntime(options) : webGpuRuntime(options);
