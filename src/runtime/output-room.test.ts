import { expect, test } from "vitest";
import { type Graph, GraphBuilder } from "../graph/index.ts";
import { nodeRuntime } from "./node.ts";
import { OutputRoom } from "./output-room.ts";

/** Sums x + 1, x + 2, ..., one for each size, of inputs of that size. */
function sums(...sizes: readonly number[]): Graph {
  const g = new GraphBuilder("sums");
  for (const [i, size] of sizes.entries()) {
    const x = g.input(`x${i}`, { type: "float32", shape: [size] });
    g.output(g.op("Add", [x, g.scalar(i + 1)], {}, { name: `sum${i}` }));
  }
  return g.build();
}

const [small, large] = [sums(3, 20), sums(5, 1, 17)];

test("outputs of a graph lie side by side, each at the beginning of a cache line; those of another at the same place", () => {
  const room = new OutputRoom(small, large);
  const [first, second] = [room.arraysFor(small), room.arraysFor(large)];
  expect([...first].map(([name, { length, byteOffset }]) => [name, length, byteOffset])).toEqual([
    ["sum0", 3, 0],
    ["sum1", 20, 64],
  ]);
  expect([...second].map(([name, { length, byteOffset }]) => [name, length, byteOffset])).toEqual([
    ["sum0", 5, 0],
    ["sum1", 1, 64],
    ["sum2", 17, 128],
  ]);
  expect(first.get("sum0")!.buffer).toBe(second.get("sum2")!.buffer);
});

test("sessions write there, one over what the other gave", async () => {
  const runtime = nodeRuntime({ threads: 1 });
  const outputRoom = new OutputRoom(small, large);
  const [one, other] = await Promise.all([small, large].map((graph) => runtime.open(graph, { outputRoom })));
  const zeros = (...sizes: readonly number[]) => new Map(sizes.map((size, i) => [`x${i}`, new Float32Array(size)]));
  const given = await one!.run(zeros(3, 20));
  expect([...given.values()].map((values) => [...values])).toEqual([Array(3).fill(1), Array(20).fill(2)]);
  await other!.run(zeros(5, 1, 17));
  expect([...given.get("sum1")!]).toEqual([...Array(16).fill(2), ...Array(4).fill(3)]); // sum2 of the other begins 16 values in
  await Promise.all([one!.release(), other!.release()]);
});

test("a session writes elsewhere as well, and leaves what it wrote before", async () => {
  const session = await nodeRuntime({ threads: 1 }).open(small, { outputRoom: new OutputRoom(small) });
  const elsewhere = session.writingTo(new OutputRoom(small));
  const constant = (value: number) => new Map([3, 20].map((size, i) => [`x${i}`, new Float32Array(size).fill(value)]));
  const first = await session.run(constant(0));
  const second = await elsewhere.run(constant(10));
  expect([[...first.get("sum0")!], [...second.get("sum0")!]]).toEqual([Array(3).fill(1), Array(3).fill(11)]);
  await session.release();
});
