/**
 * Mean and variance of a population from those of K batches of one size (Wu and Johnson 2021, section 3.1), each channel for itself:
 *   mean = sum mean_k / K,   variance = sum (variance_k + mean_k^2) / K - mean^2
 * Summed in float64, whatever the batches' are.
 */
export class PopulationMoments {
  #means = new Float64Array();
  #squares = new Float64Array();
  #batches = 0;

  /** variance: biased, of all values of a channel in the batch. */
  add(mean: Float32Array, variance: Float32Array): void {
    if (this.#batches === 0)
      [this.#means, this.#squares] = [new Float64Array(mean.length), new Float64Array(mean.length)];
    this.#batches += 1;
    for (let c = 0; c < mean.length; c++) {
      this.#means[c]! += mean[c]!;
      this.#squares[c]! += variance[c]! + mean[c]! ** 2;
    }
  }

  writeTo(mean: Float32Array, variance: Float32Array): void {
    for (let c = 0; c < mean.length; c++) {
      const middle = this.#means[c]! / this.#batches;
      mean[c] = middle;
      variance[c] = Math.max(0, this.#squares[c]! / this.#batches - middle ** 2); // rounding may leave less than nothing
    }
  }
}
