/** The library, for programs that use Roentgen without its command line. */
export * from "./autodiff/index.ts";
export * from "./dataset/index.ts";
export * from "./graph/index.ts";
export * from "./image/index.ts";
export * from "./lowering/index.ts";
export * from "./model/index.ts";
export * from "./networks/index.ts";
export * from "./runtime/index.ts";
export * from "./statistics/index.ts";
export { type ErrorDetails, RoentgenError } from "./util/error.ts";
export * from "./weights/index.ts";
