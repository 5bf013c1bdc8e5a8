export { blockSize } from "./block-size.ts";
export type { Device, DeviceRuntime, DeviceSession, DeviceValue } from "./device.ts";
export { nodeRuntime } from "./node.ts";
export { OutputRoom } from "./output-room.ts";
export type { Runtime, Session } from "./runtime.ts";
export { runtimeOn } from "./runtime-on.ts";
export { webGpuRuntime } from "./webgpu.ts";
