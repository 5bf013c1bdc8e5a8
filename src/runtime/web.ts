/**
 * ONNX Runtime in a browser, on WebAssembly. Not in the room's index: a page's bundle must not meet onnxruntime-node.
 * The bundler needs the condition "onnxruntime-web-use-extern-wasm" (a bundled runtime hangs with threads); the page's server gives out
 * ort-wasm-simd-threaded.mjs and .wasm of onnxruntime-web's dist/.
 */
import * as ort from "onnxruntime-web/wasm";
import { createRuntime, type Runtime } from "./runtime.ts";

export interface WebOptions {
  /** Address of the folder with the two files, with a slash at its end. */
  readonly files: string;
  /** Default 1. More need a page that is isolated (COOP and COEP headers), as SharedArrayBuffer does. */
  readonly threads?: number;
}

/** The first call decides files and threads for the page: ONNX Runtime loads its module once. */
export function webRuntime({ files, threads = 1 }: WebOptions): Runtime {
  ort.env.wasm.wasmPaths = files;
  ort.env.wasm.numThreads = threads;
  const options = {
    executionProviders: ["wasm"],
    graphOptimizationLevel: "all",
    logSeverityLevel: 4, // errors come as exceptions, too
  } as const;
  // onnxruntime-web 1.30 leaves the caller's arrays as they were: it writes into copies of its own
  return createRuntime("onnxruntime-web, WebAssembly", ort, options, { writesInPlace: false });
}
