/** Loss and accuracy from logits, in float64, as the graphs and Keras compute them. */

export interface EpochFigures {
  readonly loss: number;
  /** Share of images whose class was given the highest probability (a sigmoid: on the right side of 0.5). */
  readonly accuracy: number;
}

/** Sums over images; the mean is taken at the end. */
export interface LogitSums {
  readonly loss: number;
  /** Images whose class was given the highest probability. */
  readonly right: number;
  readonly images: number;
}

export const noSums: LogitSums = { loss: 0, right: 0, images: 0 };

export class LogitFigures {
  #loss: number;
  #right: number;
  #count: number;

  /** from: what was added before. */
  constructor({ loss, right, images }: LogitSums = noSums) {
    this.#loss = loss;
    this.#right = right;
    this.#count = images;
  }

  /** logits: rows of `units`, of which the first places.length are looked at. */
  add(logits: Float32Array, places: readonly number[], units: number): void {
    places.forEach((place, row) => {
      const z = logits.subarray(row * units, (row + 1) * units);
      this.#loss += crossEntropy(z, place);
      if (predictedPlace(z) === place) this.#right += 1;
      this.#count += 1;
    });
  }

  sums(): LogitSums {
    return { loss: this.#loss, right: this.#right, images: this.#count };
  }

  figures(): EpochFigures {
    return { loss: this.#loss / this.#count, accuracy: this.#right / this.#count };
  }
}

/** Sigmoid: ln(1 + e^z) - y z. Softmax: ln sum e^z - z of the class. */
function crossEntropy(z: Float32Array, place: number): number {
  if (z.length === 1) return Math.max(z[0]!, 0) - place * z[0]! + Math.log1p(Math.exp(-Math.abs(z[0]!)));
  const top = Math.max(...z);
  return top + Math.log(z.reduce((sum, v) => sum + Math.exp(v - top), 0)) - z[place]!;
}

/** The most probable class; of a sigmoid place 1 from a probability over 0.5 on. */
function predictedPlace(z: Float32Array): number {
  return z.length === 1 ? Number(z[0]! > 0) : z.indexOf(Math.max(...z));
}
