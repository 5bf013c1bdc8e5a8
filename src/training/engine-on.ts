/** The engine of a device, by its name. */
import { type Device, nodeRuntime, webGpuRuntime } from "../runtime/index.ts";
import { deviceEngine } from "./device/device-engine.ts";
import type { Engine } from "./engine.ts";
import { hostEngine } from "./host-engine.ts";

/** threads: of the processor; null: all. */
export function engineOn(device: Device, threads: number | null): Engine {
  const options = { threads: threads ?? undefined };
  return device === "cpu" ? hostEngine(nodeRuntime(options)) : deviceEngine(webGpuRuntime(options));
}
