/** A graph with free edges, fed and read flat, in the float64 interpreter. */
import { expect, test } from "vitest";
import { uniform01 } from "../../tests/support/formula.ts";
import { interpret } from "../../tests/support/interpreter/index.ts";
import { check, type Graph, GraphBuilder, sizeOf } from "../graph/index.ts";
import { withFreeEdges } from "./edges.ts";

const FLOAT = "float32";

/** Outputs without their shapes. */
function flat(graph: Graph): Record<string, number[]> {
  const feeds = [...graph.inputs, ...graph.parameters].map((name) => {
    const shape = graph.values.get(name)!.shape as readonly number[]; // no symbols here
    return [name, { shape, data: uniform01(name, sizeOf(shape)) }] as const;
  });
  return Object.fromEntries([...interpret(graph, new Map(feeds))].map(([name, { data }]) => [name, [...data]]));
}

function freed(build: (g: GraphBuilder) => void): Graph {
  const g = new GraphBuilder("case");
  build(g);
  const own = g.build();
  const free = check(withFreeEdges(own));
  expect(flat(free)).toEqual(flat(own));
  return free;
}

const operators = ({ nodes }: Graph): string[] => nodes.map(({ operator }) => operator);

test("a reshape of an input, and one that gives an output, are gone", () => {
  const free = freed((g) => {
    const x = g.parameter("x", { type: FLOAT, shape: [2, 3, 4] });
    g.output(g.reshape(g.transpose(g.reshape(x, [6, 4]), [1, 0]), [2, 12]));
  });
  expect(operators(free)).toEqual(["Transpose"]);
  expect(free.values.get("x")!.shape).toEqual([6, 4]);
});

test("a shape of a shape of an input goes with it", () => {
  const free = freed((g) => {
    const x = g.input("x", { type: FLOAT, shape: [24] });
    g.output(g.neg(g.reshape(g.reshape(x, [2, 12]), [2, 3, 4])));
  });
  expect(operators(free)).toEqual(["Neg"]);
  expect(free.values.get("x")!.shape).toEqual([2, 3, 4]);
});

test("what is read in two shapes, or as it is, keeps its own", () => {
  const free = freed((g) => {
    const [x, y] = ["x", "y"].map((name) => g.input(name, { type: FLOAT, shape: [2, 6] }));
    g.output(g.neg(g.reshape(x!, [12])));
    g.output(g.neg(g.reshape(x!, [3, 4])));
    g.output(g.add(g.neg(y!), y!));
    g.output(g.neg(g.reshape(y!, [4, 3])));
  });
  expect(operators(free).filter((operator) => operator === "Reshape")).toHaveLength(3);
});

test("an output that others read, one of a value that is an output, one of an input, and a second one of a value stay", () => {
  const free = freed((g) => {
    const x = g.input("x", { type: FLOAT, shape: [2, 6] });
    const read = g.reshape(g.neg(x), [12]);
    g.output(read);
    g.output(g.exp(read));
    const output = g.sqrt(x);
    g.output(output);
    g.output(g.reshape(output, [12]));
    g.output(g.reshape(x, [12]));
    const value = g.exp(x);
    g.output(g.reshape(value, [12]));
    g.output(g.reshape(value, [3, 4]));
  });
  expect(operators(free).filter((operator) => operator === "Reshape")).toHaveLength(4);
});
