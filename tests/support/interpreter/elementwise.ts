/** Operators on each element alone, or on elements side by side after broadcasting. */
import type { Call, Operator, Operators } from "./operator.ts";
import { broadcastShape, broadcastTo, type FloatTensor, full } from "./tensor.ts";

type Function1 = (x: number) => number;

const map =
  (f: (call: Call) => Function1): Operator =>
  (call) => {
    const { shape, data } = call.input(0);
    return [{ shape, data: data.map(f(call)) }];
  };

const unary = (f: Function1): Operator => map(() => f);

/** f over pairs of elements, broadcast to one shape. */
function zip(a: FloatTensor, b: FloatTensor, f: (a: number, b: number) => number): FloatTensor {
  const shape = broadcastShape([a.shape, b.shape]);
  const other = broadcastTo(b, shape).data;
  return { shape, data: broadcastTo(a, shape).data.map((x, i) => f(x, other[i]!)) };
}

const binary =
  (f: (a: number, b: number) => number): Operator =>
  (call) => [zip(call.input(0), call.input(1), f)];

const all = (call: Call): FloatTensor[] => call.inputs.map((_, i) => call.input(i));

/** f folded over any number of inputs. */
const fold =
  (f: (a: number, b: number) => number): Operator =>
  (call) => [all(call).reduce((a, b) => zip(a, b, f))];

/** a where the condition holds, b elsewhere. */
function where(call: Call): FloatTensor {
  const shape = broadcastShape(all(call).map((x) => x.shape));
  const [condition, a, b] = [0, 1, 2].map((i) => broadcastTo(call.input(i), shape).data);
  return { shape, data: condition!.map((holds, i) => (holds === 0 ? b![i]! : a![i]!)) };
}

const truth = (holds: boolean): number => (holds ? 1 : 0);

/**
 * erf(x) = 2 / sqrt(pi) e^(-x^2) (x + 2 x^3 / 3 + 4 x^5 / 15 + ...), all terms of one sign (Abramowitz and Stegun 7.1.6);
 * above 6 it is 1 in float64.
 */
function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** x Phi(x), or its approximation with tanh. */
const gelu = (call: Call): Function1 =>
  call.text("approximate", "none") === "tanh"
    ? (x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))
    : (x) => 0.5 * x * (1 + erf(x / Math.SQRT2));

/** Halves go to the even neighbour. */
function roundHalfEven(x: number): number {
  const low = Math.floor(x);
  if (x - low !== 0.5) return Math.round(x);
  return low % 2 === 0 ? low : low + 1;
}

/** log(1 + e^x) without overflow. */
const softplus: Function1 = (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

const clip: Operator = (call) => {
  const [low = -Infinity] = call.list(1) ?? [];
  const [high = Infinity] = call.list(2) ?? [];
  return map(() => (x) => Math.min(Math.max(x, low), high))(call);
};

/** Out of training: the input, and a mask of ones. */
const dropout: Operator = (call) => {
  const [ratio = 0.5] = call.list(1) ?? [];
  const [training = 0] = call.list(2) ?? [];
  if (training !== 0 && ratio !== 0) throw new Error("random dropout cannot be interpreted: feed the mask");
  return [call.input(0), full(call.input(0).shape, 1)];
};

export const elementwise: Operators = {
  Abs: unary(Math.abs),
  Erf: unary(erf),
  Exp: unary(Math.exp),
  Floor: unary(Math.floor),
  Gelu: map(gelu),
  HardSigmoid: map((call) => {
    const alpha = call.number("alpha", 0.2);
    const beta = call.number("beta", 0.5);
    return (x) => Math.min(Math.max(alpha * x + beta, 0), 1);
  }),
  /** The interpreter keeps whole numbers whole by the type of the output. */
  Cast: unary((x) => x),
  Identity: unary((x) => x),
  LeakyRelu: map((call) => {
    const alpha = call.number("alpha", 0.01);
    return (x) => (x < 0 ? alpha * x : x);
  }),
  Log: unary(Math.log),
  Neg: unary((x) => -x),
  Not: unary((x) => truth(x === 0)),
  Reciprocal: unary((x) => 1 / x),
  Relu: unary((x) => Math.max(x, 0)),
  Round: unary(roundHalfEven),
  Sigmoid: unary((x) => 1 / (1 + Math.exp(-x))),
  Sign: unary(Math.sign),
  Softplus: unary(softplus),
  Sqrt: unary(Math.sqrt),
  Tanh: unary(Math.tanh),
  Clip: clip,
  Dropout: dropout,
  Add: binary((a, b) => a + b),
  Sub: binary((a, b) => a - b),
  Mul: binary((a, b) => a * b),
  Div: binary((a, b) => a / b),
  Pow: binary((a, b) => a ** b),
  And: binary((a, b) => truth(a !== 0 && b !== 0)),
  Or: binary((a, b) => truth(a !== 0 || b !== 0)),
  Equal: binary((a, b) => truth(a === b)),
  Greater: binary((a, b) => truth(a > b)),
  GreaterOrEqual: binary((a, b) => truth(a >= b)),
  Less: binary((a, b) => truth(a < b)),
  LessOrEqual: binary((a, b) => truth(a <= b)),
  Where: (call) => [where(call)],
  Max: fold((a, b) => Math.max(a, b)),
  Min: fold((a, b) => Math.min(a, b)),
  Sum: fold((a, b) => a + b),
  Mean: (call) => {
    const { shape, data } = all(call).reduce((a, b) => zip(a, b, (x, y) => x + y));
    return [{ shape, data: data.map((sum) => sum / call.inputs.length) }];
  },
};
