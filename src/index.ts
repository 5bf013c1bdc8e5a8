/** The library: graphs, gradients, data sets and statistics, for programs that use Roentgen without its command line. */
export * from "./autodiff/index.ts";
export * from "./graph/index.ts";
export * from "./statistics/index.ts";
