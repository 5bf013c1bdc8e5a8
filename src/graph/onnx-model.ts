/** An ONNX file as plain data: a graph and what the file says beside it. */
import type { Graph } from "./types.ts";

export interface OnnxModel {
  readonly graph: Graph;
  readonly irVersion: number;
  readonly producer: { readonly name: string; readonly version: string };
  readonly description: string;
  /** metadata_props: whatever the producer wants to travel with the model. */
  readonly metadata: ReadonlyMap<string, string>;
}
