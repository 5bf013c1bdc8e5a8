import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { onnxShape, toKerasLayout, toOnnxLayout } from "./kernel-layout.ts";
import type { VariableRole } from "./network.ts";

const counting = (size: number): Float32Array => Float32Array.from({ length: size }, (_, i) => i);

describe("kernel layout", () => {
  it("turns H W I O into O I H W", () => {
    const kernel = { role: "kernel", shape: [2, 3, 4, 5] } as const;
    expect(onnxShape(kernel)).toEqual([5, 4, 2, 3]);
    const values = toOnnxLayout(kernel, counting(120));
    const [h, w, i, o] = [1, 2, 3, 4];
    expect(values[((o * 4 + i) * 2 + h) * 3 + w]).toBe(((h * 3 + w) * 4 + i) * 5 + o);
    expect([...values.slice(0, 6)]).toEqual([0, 20, 40, 60, 80, 100]); // o = 0, i = 0
  });

  it("turns depthwise H W C 1 into C 1 H W", () => {
    const kernel = { role: "depthwise_kernel", shape: [2, 2, 3, 1] } as const;
    expect(onnxShape(kernel)).toEqual([3, 1, 2, 2]);
    expect([...toOnnxLayout(kernel, counting(12))]).toEqual([0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]);
  });

  it("leaves dense kernels and vectors as they are", () => {
    expect(toOnnxLayout({ role: "kernel", shape: [2, 3] }, counting(6))).toEqual(counting(6));
    expect(toKerasLayout({ role: "kernel", shape: [2, 3] }, counting(6))).toEqual(counting(6));
    expect(onnxShape({ role: "gamma", shape: [7] })).toEqual([7]);
  });

  it("comes back from ONNX' layout to Keras'", () => {
    const role = fc.constantFrom<VariableRole>("kernel", "depthwise_kernel", "pointwise_kernel");
    const size = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(role, fc.tuple(size, size, size, size), (of, [h, w, i, o]) => {
        const variable = { role: of, shape: [h, w, i, of === "depthwise_kernel" ? 1 : o] };
        const values = counting(variable.shape.reduce((a, b) => a * b));
        expect(toKerasLayout(variable, toOnnxLayout(variable, values))).toEqual(values);
      }),
    );
  });
});
