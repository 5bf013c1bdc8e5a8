export { toKerasLayout, toOnnxLayout } from "./kernel-layout.ts";
export type { Layer, LayerKind, Network, NetworkOptions, Variable } from "./network.ts";
export { variablesOf } from "./network.ts";
export { networkNamed, networkNames, type RegisteredNetwork } from "./registry.ts";
