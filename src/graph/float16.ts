/**
 * Half precision, as ONNX' float16 has it (IEEE 754 binary16): 1 sign bit, 5 of the exponent, 10 of the fraction; 65504 is the largest.
 * Numbers become their 16 bits by rounding to the nearest, ties to even; what lies beyond becomes infinite.
 */
import { roundHalfEven } from "../util/rounding.ts";

export const LARGEST_FLOAT16 = 65504;

/** The next value would have been 65536: from half way on, numbers are infinite. */
const FIRST_INFINITE = 65520;
/** 2^-14; below it all halves are 2^-24 apart. */
const SMALLEST_NORMAL = 2 ** -14;
const SPACING_OF_SUBNORMALS = 2 ** -24;
const INFINITY = 0x7c00;
const NOT_A_NUMBER = 0x7e00;
const SIGN = 0x8000;

/** The bits of the half that is nearest to a float64. */
export function float16Bits(value: number): number {
  if (Number.isNaN(value)) return NOT_A_NUMBER;
  const sign = value < 0 || Object.is(value, -0) ? SIGN : 0;
  return sign | magnitudeBits(Math.abs(value));
}

function magnitudeBits(size: number): number {
  if (size >= FIRST_INFINITE) return INFINITY;
  if (size < SMALLEST_NORMAL) return roundHalfEven(size / SPACING_OF_SUBNORMALS);
  const place = exponentOf(size) + 14;
  // a fraction that rounds up to 2048 carries into the exponent, as it should
  return (place << 10) + roundHalfEven(size / SPACINGS[place]!);
}

/** How far halves are apart, from 2^-14 on: 2^-24, 2^-23... */
const SPACINGS = Array.from({ length: 30 }, (_, place) => SPACING_OF_SUBNORMALS * 2 ** place);

const scratch = new DataView(new ArrayBuffer(8));

/** The e with 2^e <= size < 2^(e + 1): 11 bits of a float64, behind its sign. */
function exponentOf(size: number): number {
  scratch.setFloat64(0, size);
  return (scratch.getUint16(0) >> 4) - 1023;
}

/** The number that 16 bits stand for. */
export function float16Value(bits: number): number {
  const sign = bits & SIGN ? -1 : 1;
  const exponent = (bits & INFINITY) >> 10;
  const fraction = bits & 0x3ff;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * SPACING_OF_SUBNORMALS;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
