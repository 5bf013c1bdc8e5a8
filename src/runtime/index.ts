export { blockSize } from "./block-size.ts";
export { nodeRuntime } from "./node.ts";
export { OutputRoom } from "./output-room.ts";
export type { Runtime, Session } from "./runtime.ts";
