import { expect, test } from "vitest";
import { GraphBuilder } from "./builder.ts";

test("a new name is neither a value's nor a node's that gave its value another name", () => {
  const g = new GraphBuilder("names");
  const x = g.input("x", { type: "float32", shape: [2] });
  g.copy({ name: "mul_0", domain: "", operator: "Mul", inputs: [x, x], outputs: ["square"], attributes: {} });
  g.relu(x, "mul_1");
  expect(g.mul(x, x)).toBe("mul_2");
});
