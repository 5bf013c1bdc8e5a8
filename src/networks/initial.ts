/**
 * The first values of variables, as Keras draws them (keras/src/initializers/random_initializers.py): Glorot and Bengio 2010, He et al. 2015.
 * Values are independent of each other, so that the layout they are stored in makes no difference.
 */
import type { Variable } from "./network.ts";

export interface UniformStream {
  /** Uniform in [0, 1). */
  next(): number;
}

/** Standard deviation of a standard normal that is cut off at -2 and 2. */
const TRUNCATED_DEVIATION = 0.87962566103423978;

/** streamOf: randomness for a variable, by its name. */
export function initialValues(
  { name, shape, initializer }: Variable,
  streamOf: (name: string) => UniformStream,
): Float32Array {
  const size = shape.reduce((a, b) => a * b, 1);
  if (initializer === "zeros") return new Float32Array(size);
  if (initializer === "ones") return new Float32Array(size).fill(1);
  const random = streamOf(name);
  const draw = initializer === "glorot_uniform" ? glorotUniform(shape, random) : heNormal(shape, random);
  return new Float32Array(size).map(draw);
}

/** The first values of all these, by name: those that are given, else drawn. */
export function initialParameters(
  variables: readonly Variable[],
  streamOf: (name: string) => UniformStream,
  given: ReadonlyMap<string, Float32Array> = new Map(),
): Map<string, Float32Array> {
  return new Map(
    variables.map((variable) => [variable.name, given.get(variable.name) ?? initialValues(variable, streamOf)]),
  );
}

/** Uniform in +-sqrt(6 / (fan in + fan out)) */
function glorotUniform(shape: readonly number[], random: UniformStream): () => number {
  const [fanIn, fanOut] = fans(shape);
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  return () => (2 * random.next() - 1) * limit;
}

/** Normal, cut off at two deviations, with deviation sqrt(2 / fan in) after the cut */
function heNormal(shape: readonly number[], random: UniformStream): () => number {
  const deviation = Math.sqrt(2 / fans(shape)[0]) / TRUNCATED_DEVIATION;
  return () => truncatedNormal(random) * deviation;
}

/** Numbers that one output adds up, and that one input goes into; in Keras' layout, and as Keras has it for depthwise kernels too. */
function fans(shape: readonly number[]): [fanIn: number, fanOut: number] {
  const window = shape.slice(0, -2).reduce((a, b) => a * b, 1);
  return [window * shape.at(-2)!, window * shape.at(-1)!];
}

function truncatedNormal(random: UniformStream): number {
  for (;;) {
    const drawn = standardNormal(random);
    if (Math.abs(drawn) <= 2) return drawn;
  }
}

/** Box and Muller 1958. */
function standardNormal(random: UniformStream): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return radius * Math.cos(2 * Math.PI * random.next());
}
