/**
 * A device that is the processor: its values lie in arrays that it keeps to itself, counts, and gives to its own sessions alone. A value that
 * is read after it was given back, or given back twice, is an error.
 */
import type { DeviceRuntime, DeviceValue, Runtime } from "../../src/runtime/index.ts";

class FakeValue implements DeviceValue {
  readonly #live: Set<FakeValue>;
  readonly #data: Float32Array;

  constructor(live: Set<FakeValue>, data: Float32Array) {
    this.#live = live;
    this.#data = data;
    live.add(this);
  }

  get data(): Float32Array {
    if (!this.#live.has(this)) throw new Error("the value was given back");
    return this.#data;
  }

  dispose(): void {
    if (!this.#live.delete(this)) throw new Error("the value was given back before");
  }
}

export interface FakeDevice extends DeviceRuntime {
  /** Values that were not given back. */
  live(): number;
}

export function fakeDevice(runtime: Runtime): FakeDevice {
  const live = new Set<FakeValue>();
  const fed = (value: unknown): unknown => (value instanceof FakeValue ? value.data : value);
  return {
    ...runtime,
    live: () => live.size,
    async openOnDevice(graph, toHost, constants = new Map()) {
      const session = await runtime.open(graph, { constants });
      return {
        async run(feeds) {
          // a run's feeds are arrays, once values are looked into
          const arrays = [...feeds].map(([name, value]) => [name, fed(value) as Float32Array] as const);
          const outputs = [...(await session.run(new Map(arrays)))];
          const staying = outputs.filter(([name]) => !toHost.includes(name));
          return {
            host: new Map(outputs.filter(([name]) => toHost.includes(name))),
            device: new Map(staying.map(([name, data]) => [name, new FakeValue(live, data.slice())])),
          };
        },
        release: () => session.release(),
      };
    },
  };
}
