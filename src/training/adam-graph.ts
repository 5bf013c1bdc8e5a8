/**
 * Adam as Keras computes it (Kingma and Ba 2015, the efficient form), as a graph:
 *   m <- m + (g - m) (1 - beta1),  v <- v + (g^2 - v) (1 - beta2)
 *   p <- p - rate sqrt(1 - beta2^t) / (1 - beta1^t)  m / (sqrt(v) + epsilon)
 * with epsilon added to the root of the uncorrected second moment. A runtime computes it on all threads: over 54 million parameters in a third
 * of the time of a loop.
 *
 * What can be added (adam-options.ts), in this order:
 *   clipping    g <- g clipNorm / max(|all g|, clipNorm)
 *   decay       p <- p - rate weightDecay p
 *   averaging   a <- a + (p - a) (1 - ema), after the update; after the first one a is p
 */
import { type Graph, GraphBuilder, type ValueType } from "../graph/index.ts";
import { type AdamOptions, adamAlone } from "./adam-options.ts";

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-7;

/** Inputs, scalars: the rate with both corrections; what decay takes of a kernel; what averages take of the new values. */
const RATE = "rate";
const DECAY = "decay";
const AVERAGING = "averaging";

/** The factor of update t (from 1): rate with both corrections. */
export const correctedRate = (rate: number, t: number): number =>
  (rate * Math.sqrt(1 - BETA_2 ** t)) / (1 - BETA_1 ** t);

/** The scalars of update t. */
export function scalarsOf({ weightDecay, ema }: AdamOptions, rate: number, t: number): Map<string, Float32Array> {
  return new Map([
    [RATE, Float32Array.of(correctedRate(rate, t))],
    [DECAY, Float32Array.of(rate * weightDecay)],
    [AVERAGING, Float32Array.of(t === 1 ? 1 : 1 - (ema ?? 0))],
  ]);
}

/**
 * Beside a parameter "p": inputs "p", "p:gradient", "p:first", "p:second" and, where it is averaged, "p:average"; the next value of each but
 * the gradient is an output, "p:next" and so on.
 */
export const gradientOf = (name: string): string => `${name}:gradient`;
export const averageOf = (name: string): string => `${name}:average`;
export const nextOf = (name: string): string => `${name}:next`;
const momentsOf = (name: string): [first: string, second: string] => [`${name}:first`, `${name}:second`];

/** What Adam keeps beside a parameter from update to update: moments, which begin at zero, and the average, which begins at the parameter. */
export const keptOf = (name: string, { ema }: AdamOptions): string[] => [
  ...momentsOf(name),
  ...(ema === null ? [] : [averageOf(name)]),
];

/** What is stored beside the parameters that a learner was opened with: moments, and where those became averages, the parameters themselves. */
export const storedOf = (name: string, { ema }: AdamOptions): string[] => [
  ...momentsOf(name),
  ...(ema === null ? [] : [name]),
];

/** Whether weight decay is for a parameter: biases, gammas and betas are few, and pulling them to zero is no aim. */
export const decays = (name: string): boolean => name.endsWith("kernel");

/** An update of all these parameters at once. */
export function adamGraph(parameters: ReadonlyMap<string, ValueType>, options: AdamOptions = adamAlone): Graph {
  const { clipNorm, weightDecay, ema } = options;
  const g = new GraphBuilder("adam");
  const scalars = [RATE, ...(weightDecay > 0 ? [DECAY] : []), ...(ema === null ? [] : [AVERAGING])];
  for (const name of scalars) g.input(name, { type: "float32", shape: [] });
  const given = new Map([...parameters].map(([name, type]) => [name, g.input(gradientOf(name), type)]));
  const gradients = clipNorm === null ? given : clipped(g, given, clipNorm);
  for (const [name, type] of parameters) update(g, name, type, gradients.get(name)!, options);
  return g.build();
}

/** All gradients by the same factor, at most 1, so that their norm is at most the largest. */
function clipped(g: GraphBuilder, gradients: ReadonlyMap<string, string>, largest: number): Map<string, string> {
  const squares = [...gradients.values()].map((gradient) => g.op("ReduceSumSquare", [gradient], { keepdims: 0 }));
  const norm = g.sqrt(squares.reduce((sum, square) => g.add(sum, square)));
  const factor = g.div(g.scalar(largest), g.op("Max", [norm, g.scalar(largest)]));
  return new Map([...gradients].map(([name, gradient]) => [name, g.mul(gradient, factor)]));
}

function update(g: GraphBuilder, name: string, type: ValueType, gradient: string, options: AdamOptions): void {
  const [p, m, v] = [name, ...momentsOf(name)].map((each) => g.input(each, type)) as [string, string, string];
  const nextM = g.add(m, g.mul(g.sub(gradient, m), g.scalar(1 - BETA_1)), nextOf(m));
  const nextV = g.add(v, g.mul(g.sub(g.mul(gradient, gradient), v), g.scalar(1 - BETA_2)), nextOf(v));
  const step = g.div(g.mul(nextM, RATE), g.add(g.sqrt(nextV), g.scalar(EPSILON)));
  const before = options.weightDecay > 0 && decays(name) ? g.sub(p, g.mul(p, DECAY)) : p;
  const next = g.op("Sub", [before, step], {}, { name: nextOf(p) });
  for (const output of [next, nextM, nextV]) g.output(output);
  if (options.ema !== null) average(g, name, type, next);
}

function average(g: GraphBuilder, name: string, type: ValueType, value: string): void {
  const before = g.input(averageOf(name), type);
  g.output(g.add(before, g.mul(g.sub(value, before), AVERAGING), nextOf(before)));
}
