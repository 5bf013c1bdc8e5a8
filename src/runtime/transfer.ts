/**
 * Values between host and device, by graphs of Identity: onnxruntime-node 1.30 ends the process where a tensor of a device is read, so they
 * come back as outputs that were asked for on the host.
 */
import { type Graph, GraphBuilder, type ValueType } from "../graph/index.ts";
import type { DeviceRuntime, DeviceValue } from "./device.ts";

type Types = ReadonlyMap<string, ValueType>;

export interface Uploaded {
  readonly values: ReadonlyMap<string, DeviceValue>;
  /** Once the values are disposed of: those of a session that is gone end the process where they are used. */
  release(): Promise<void>;
}

/** Values of these names and types. */
export async function upload(
  runtime: DeviceRuntime,
  types: Types,
  values: ReadonlyMap<string, Float32Array>,
): Promise<Uploaded> {
  const session = await runtime.openOnDevice(copiesOf(types), []);
  const { device } = await session.run(values);
  return { values: named(device), release: () => session.release() };
}

export interface Download {
  /** The values stay on the device, too. */
  of(values: ReadonlyMap<string, DeviceValue>): Promise<Map<string, Float32Array>>;
  release(): Promise<void>;
}

export async function openDownload(runtime: DeviceRuntime, types: Types): Promise<Download> {
  const copies = copiesOf(types);
  const session = await runtime.openOnDevice(copies, copies.outputs);
  return {
    of: async (values) => named((await session.run(values)).host),
    release: () => session.release(),
  };
}

const COPY = ":copy";

function copiesOf(types: Types): Graph {
  const g = new GraphBuilder("copies");
  for (const [name, type] of types) g.output(g.op("Identity", [g.input(name, type)], {}, { name: `${name}${COPY}` }));
  return g.build();
}

const named = <Value>(copies: ReadonlyMap<string, Value>): Map<string, Value> =>
  new Map([...copies].map(([name, value]) => [name.slice(0, -COPY.length), value]));
