/**
 * How a value is spread over its range, from all that it was on some images: 4096 bins over -limit..limit, whose limit doubles where a value
 * lies beyond it (two bins become one). Zeros are left out: every scale has them exactly.
 */
import { LEVELS, type Range } from "./integer.ts";

const HALF = 2048;

export class Histogram {
  /** counts[HALF + k]: values from k to k + 1 parts of limit / HALF. */
  readonly #counts = new Float64Array(2 * HALF);
  #limit = 2 ** -20;
  #low = 0;
  #high = 0;

  add(values: Float32Array): void {
    this.#widen(values);
    const [counts, perUnit] = [this.#counts, HALF / this.#limit];
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (value !== 0) counts[Math.floor(value * perUnit) + HALF]!++;
    }
  }

  /** From the least to the largest, with 0. */
  get extremes(): Range {
    return { low: this.#low, high: this.#high };
  }

  #widen(values: Float32Array): void {
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (value < this.#low) this.#low = value;
      else if (value > this.#high) this.#high = value;
    }
    while (Math.max(-this.#low, this.#high) >= this.#limit) this.#double();
  }

  #double(): void {
    const before = this.#counts.slice();
    this.#counts.fill(0);
    for (let k = -HALF; k < HALF; k++) this.#counts[HALF + Math.floor(k / 2)]! += before[HALF + k]!;
    this.#limit *= 2;
  }

  /** The range whose integers have the least mean square error: what lies outside is cut off, what lies inside is off by up to half a step. */
  get best(): Range {
    let range = this.extremes;
    for (let pass = 0; pass < 2; pass++) {
      range = this.#bestOf(PARTS.map((part) => ({ low: range.low, high: this.#high * part })));
      range = this.#bestOf(PARTS.map((part) => ({ low: this.#low * part, high: range.high })));
    }
    return range;
  }

  #bestOf(ranges: readonly Range[]): Range {
    const errors = ranges.map((range) => this.#errorOf(range));
    return ranges[errors.indexOf(Math.min(...errors))]!;
  }

  #errorOf({ low, high }: Range): number {
    const inside = ((high - low) / LEVELS) ** 2 / 12;
    const unit = this.#limit / HALF;
    let sum = 0;
    for (let i = 0; i < 2 * HALF; i++) {
      const count = this.#counts[i]!;
      if (count === 0) continue;
      const value = (i - HALF + 0.5) * unit;
      const beyond = Math.max(low - value, value - high, 0);
      sum += count * (beyond > 0 ? beyond ** 2 : inside);
    }
    return sum;
  }
}

/** Of the extremes: 0.2 to 1. */
const PARTS = Array.from({ length: 81 }, (_, i) => (20 + i) / 100);
