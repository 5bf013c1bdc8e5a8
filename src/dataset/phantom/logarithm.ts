/**
 * The attenuation that an intensity tells, -log, from a table: by the 11 leading bits of a float32's fraction, so to 1 part in 4096,
 * which is less than a hundredth of a grey level.
 */

const DROPPED = 12; // bits of the fraction
const PER_OCTAVE = 2 ** (23 - DROPPED);
/** Intensities from 2^-24 to 4. */
const SMALLEST = (127 - 24) * PER_OCTAVE;
const TABLE = Float32Array.from({ length: 26 * PER_OCTAVE }, (_, i) => {
  const fraction = 1 + ((i % PER_OCTAVE) + 0.5) / PER_OCTAVE;
  return -Math.log(fraction * 2 ** (Math.floor(i / PER_OCTAVE) - 24));
});

/** The intensities as whole numbers, for attenuationAt. */
export const bitsOf = (intensity: Float32Array): Int32Array => new Int32Array(intensity.buffer);

/** bits: of an intensity between 2^-24 and 4. */
export const attenuationAt = (bits: number): number => TABLE[(bits >>> DROPPED) - SMALLEST]!;
