/** The graph, and the host's optimizer around it, against Keras. */
import { expect, test } from "vitest";
import { type FloatTensor, interpret } from "../../tests/support/interpreter/index.ts";
import { learningGolden, stateAtStart, UPDATED, updated } from "../../tests/support/learning-golden.ts";
import { check } from "../graph/index.ts";
import { nodeRuntime } from "../runtime/index.ts";
import { adamGraph, averageOf, gradientOf, nextOf, scalarsOf } from "./adam-graph.ts";
import { type AdamOptions, adamAlone } from "./adam-options.ts";
import { Optimizer } from "./optimizer.ts";

type Values = ReadonlyMap<string, Float32Array>;

const expectRow = (
  values: ReadonlyMap<string, ArrayLike<number>>,
  row: Readonly<Record<string, readonly number[]>>,
) => {
  for (const [name, expected] of Object.entries(row))
    expect(Array.from(values.get(name)!), name).toEqual(expected.map((value) => expect.closeTo(value, 6))); // constants are float32
};

test.each(learningGolden.updates)("the graph with $options", ({ options, updates }) => {
  const types = Object.entries(UPDATED).map(([name, size]) => [name, { type: "float32", shape: [size] }] as const);
  const graph = check(adamGraph(new Map(types), options));
  const tensor = (data: Iterable<number>): FloatTensor => {
    const values = Float64Array.from(data);
    return { shape: values.length === 1 ? [] : [values.length], data: values };
  };
  const state = new Map([...stateAtStart(options)].map(([name, values]) => [name, tensor(values)]));
  for (const [before, row] of updates.entries()) {
    const given: Values = updated(before + 1);
    const feeds = [...given].map(([name, gradient]) => [gradientOf(name), tensor(gradient)] as const);
    const scalars = [...scalarsOf(options, learningGolden.rate, before + 1)].map(
      ([name, each]) => [name, tensor(each)] as const,
    );
    const next = interpret(graph, new Map([...state, ...feeds, ...scalars]));
    for (const name of state.keys()) state.set(name, next.get(nextOf(name))!);
    expectRow(new Map([...state].map(([name, { data }]) => [name, data])), row);
  }
});

test.each(learningGolden.updates)("the optimizer with $options", async ({ options, updates }) => {
  const [parameters, averages] = [updated(0), updated(0)];
  const optimizer = await Optimizer.open(nodeRuntime({ threads: 1 }), parameters, options, averages);
  for (const [before, row] of updates.entries()) {
    await optimizer.update(updated(before + 1), learningGolden.rate);
    const named = options.ema === null ? [] : [...averages].map(([name, values]) => [averageOf(name), values] as const);
    expectRow(new Map([...parameters, ...named]), row);
  }
  await optimizer.close();
});

test("large parameters are treated as small ones are", async () => {
  const options: AdamOptions = { clipNorm: 0.5, weightDecay: 0.1, ema: 0.9 };
  const repeated = (values: Values, times: number): Values =>
    new Map(
      [...values].map(([name, each]) => [
        name,
        Float32Array.from({ length: each.length * times }, (_, i) => each[i % each.length]!),
      ]),
    );
  const run = async (times: number, scale: number) => {
    const [parameters, averages] = [repeated(updated(0), times), repeated(updated(0), times)];
    const optimizer = await Optimizer.open(
      nodeRuntime({ threads: 1 }),
      parameters,
      { ...options, clipNorm: options.clipNorm! * scale },
      averages,
    );
    for (const t of [1, 2]) await optimizer.update(repeated(updated(t), times), 0.01);
    await optimizer.close();
    return [...parameters.values(), ...averages.values()].map((values) => Array.from(values.slice(0, 3)));
  };
  const times = 4096; // the norm is as many times as large, under the root
  expect(await run(times, Math.sqrt(times))).toEqual(
    (await run(1, 1)).map((row) => row.map((value) => expect.closeTo(value, 5))),
  );
});

test("nothing is computed for what is not asked for", () => {
  const types = new Map([["dense/kernel", { type: "float32", shape: [4] } as const]]);
  const { nodes, inputs, parameters } = adamGraph(types, adamAlone);
  expect([nodes.length, [...inputs, ...parameters].length]).toEqual([12, 5]);
});
