/** The graph against the loop over arrays, in float64. */
import { expect, test } from "vitest";
import { adamUpdate } from "../../tests/support/adam.ts";
import { uniform01 } from "../../tests/support/formula.ts";
import { type FloatTensor, interpret } from "../../tests/support/interpreter/index.ts";
import { check } from "../graph/index.ts";
import { adamGraph, correctedRate, gradientOf, momentsOf, nextOf, RATE } from "./adam-graph.ts";

const SIZES = { kernel: 12, bias: 3 };
const noise = (name: string, size: number): Float64Array => uniform01(name, size).map((value) => value - 0.5);

test("three updates of two parameters", () => {
  const entries = Object.entries(SIZES);
  const graph = check(adamGraph(new Map(entries.map(([name, size]) => [name, { type: "float32", shape: [size] }]))));
  const state = new Map<string, FloatTensor>();
  for (const [name, size] of entries) {
    state.set(name, { shape: [size], data: noise(name, size) });
    for (const moment of momentsOf(name)) state.set(moment, { shape: [size], data: new Float64Array(size) });
  }
  const arrays = new Map([...state].map(([name, { data }]) => [name, Float64Array.from(data)]));
  for (let t = 1; t <= 3; t++) {
    const rate = correctedRate(0.01, t);
    const gradients = new Map(entries.map(([name, size]) => [name, noise(`${name}/${t}`, size)]));
    const fed = [...gradients].map(([name, data]) => [gradientOf(name), { shape: [data.length], data }] as const);
    const next = interpret(graph, new Map([...state, ...fed, [RATE, { shape: [], data: Float64Array.of(rate) }]]));
    for (const name of state.keys()) state.set(name, next.get(nextOf(name))!);
    for (const [name, gradient] of gradients) {
      const [first, second] = momentsOf(name).map((moment) => arrays.get(moment)!);
      adamUpdate(arrays.get(name)!, gradient, { first: first!, second: second! }, rate);
    }
  }
  for (const [name, values] of arrays)
    expect([...state.get(name)!.data]).toEqual([...values].map((value) => expect.closeTo(value, 6))); // constants are float32
});
