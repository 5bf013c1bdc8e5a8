/**
 * MurmurHash3, x86, 32 bits (Appleby 2011): spreads a few bytes evenly over a word. Not for secrets.
 */

/** The hash as an unsigned word; seed: any 32 bits. */
export function murmur3(bytes: Uint8Array, seed: number): number {
  const whole = bytes.length & ~3;
  let hash = seed;
  for (let i = 0; i < whole; i += 4) {
    const block = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    hash = Math.imul(rotateLeft(hash ^ scrambled(block), 13), 5) + 0xe6546b64;
  }
  let tail = 0;
  for (let i = bytes.length - 1; i >= whole; i--) tail = (tail << 8) | bytes[i]!;
  return avalanche(hash ^ scrambled(tail) ^ bytes.length);
}

/** 32 bits turned round to the left; the result is signed. */
export function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function scrambled(block: number): number {
  return Math.imul(rotateLeft(Math.imul(block, 0xcc9e2d51), 15), 0x1b873593);
}

function avalanche(word: number): number {
  let hash = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
