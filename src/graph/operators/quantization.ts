/**
 * Between real numbers and the integers that stand for them: real = (integer - zero point) * scale, for a whole tensor or for each
 * place along an axis (https://onnx.ai/onnx/operators/onnx__QuantizeLinear.html).
 */
import { type Inference, input, type OperatorTable } from "./definition.ts";

const quantize: Inference = (c) => [{ type: c.inputs[2]?.type ?? "uint8", shape: input(c, 0).shape }];
const dequantize: Inference = (c) => [{ type: input(c, 1).type, shape: input(c, 0).shape }];

export const quantizationOperators = {
  QuantizeLinear: { attributes: { axis: "int", saturate: "int" }, inputs: [2, 3], infer: quantize },
  DequantizeLinear: { attributes: { axis: "int" }, inputs: [2, 3], infer: dequantize },
} satisfies OperatorTable;
