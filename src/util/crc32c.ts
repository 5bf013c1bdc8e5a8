/** CRC-32C (Castagnoli) as in RFC 3720, appendix B.4: bits reflected, polynomial 1EDC6F41, all ones at the start and inverted at the end. */

const REFLECTED = 0x82f63b78;

/** What a byte makes of the remainder. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = (rest & 1) === 1 ? (rest >>> 1) ^ REFLECTED : rest >>> 1;
  return rest;
});

/** 0 to 2^32 - 1. */
export function crc32c(bytes: Uint8Array): number {
  let rest = ~0;
  for (const byte of bytes) rest = TABLE[(rest ^ byte) & 255]! ^ (rest >>> 8);
  return ~rest >>> 0;
}
