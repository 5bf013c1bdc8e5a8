/**
 * How good probabilities are, and not only decisions: the Brier score (Brier 1950), and the expected calibration error of the class that is
 * decided for (Naeini et al. 2015; Guo et al. 2017). Both are means over images, so that two models can be compared image by image.
 */

/** One image: a probability for each class, and the place of its own. */
export interface Judged {
  readonly probabilities: readonly number[];
  readonly truth: number;
}

/** Half of the sum over the classes of (p - y)^2: 0 to 1, and for two classes what is usual, (p - y)^2. */
export const brierOf = ({ probabilities, truth }: Judged): number =>
  probabilities.reduce((sum, p, k) => sum + (p - Number(k === truth)) ** 2, 0) / 2;

/** -log of the probability of its own class, kept from infinity as scikit-learn does (2^-52). */
export const logLossOf = ({ probabilities, truth }: Judged): number =>
  -Math.log(Math.max(probabilities[truth]!, Number.EPSILON));

/** The log loss of always saying how common each class is, which is the entropy of these counts: a model that sees no image has it. */
export function frequencyLogLoss(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count) => (count === 0 ? sum : sum - (count / total) * Math.log(count / total)), 0);
}

const BINS = 10;

/**
 * What each image adds to the calibration error, whose mean it is: the error is the mean over ten bins of equal width, ((k / 10), (k + 1) / 10],
 * of |mean confidence - accuracy|, weighted by their images. That is the mean of s (confidence - right) with s the sign of the image's bin.
 */
export function calibrationTerms(images: readonly Judged[]): number[] {
  const excess = images.map(({ probabilities, truth }) => {
    const confidence = Math.max(...probabilities);
    const bin = Math.max(0, Math.ceil(confidence * BINS) - 1);
    return { bin, value: confidence - Number(probabilities.indexOf(confidence) === truth) };
  });
  const sums = new Float64Array(BINS);
  for (const { bin, value } of excess) sums[bin]! += value;
  return excess.map(({ bin, value }) => (sums[bin]! < 0 ? -value : value));
}
