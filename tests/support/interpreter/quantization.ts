/** Real numbers as integers and back, for a whole tensor or for each place along an axis. Integers are uint8, the only ones that our graphs make. */
import type { Call, Operators } from "./operator.ts";
import { type FloatTensor, fromFront, stridesOf } from "./tensor.ts";

/** f of each element, its scale and its zero. */
function perScale(call: Call, f: (x: number, scale: number, zero: number) => number): FloatTensor[] {
  const { shape, data } = call.input(0);
  const scales = call.input(1).data;
  const zeros = call.list(2);
  const stride = stridesOf(shape)[fromFront(call.number("axis", 1), shape.length)] ?? 1;
  const place = (i: number): number => (scales.length === 1 ? 0 : Math.floor(i / stride) % scales.length);
  return [{ shape, data: data.map((x, i) => f(x, scales[place(i)]!, zeros?.[place(i)] ?? 0)) }];
}

function toEven(x: number): number {
  const nearest = Math.round(x);
  return nearest - x === 0.5 && nearest % 2 !== 0 ? nearest - 1 : nearest;
}

export const quantization = {
  QuantizeLinear: (call) => perScale(call, (x, scale, zero) => Math.min(255, Math.max(0, toEven(x / scale) + zero))),
  DequantizeLinear: (call) => perScale(call, (x, scale, zero) => (x - zero) * scale),
} satisfies Operators;
