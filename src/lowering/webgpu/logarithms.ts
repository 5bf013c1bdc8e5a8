/** Logarithms of sums of exponentials, as a loss takes them, by the largest term, so that nothing overflows. */
import type { GraphBuilder, Node } from "../../graph/index.ts";

/** x - max - ln sum e^(x - max) */
export function logSoftmax({ inputs: [x], attributes }: Node, g: GraphBuilder): string {
  const axis = g.ints([(attributes.axis as number | undefined) ?? -1]);
  const centred = g.sub(x!, g.op("ReduceMax", [x!, axis], { keepdims: 1 }));
  const sum = g.op("ReduceSum", [g.exp(centred), axis], { keepdims: 1 });
  return g.sub(centred, g.op("Log", [sum]));
}

/** ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|) */
export function softplus({ inputs: [x] }: Node, g: GraphBuilder): string {
  const small = g.exp(g.neg(g.op("Abs", [x!])));
  return g.add(g.relu(x!), g.op("Log", [g.add(small, g.scalar(1))]));
}
