/** How often each case counts in a resample: a byte per case, so that 100,000 stay in the processor's cache and are added up by fours. */
export type Counts = Uint8Array;

/** So many times 2 * 255 fit into half a word. */
const BLOCK = 128;

/** The sum of the words' bytes, as far as the masks (255 or 0 for each byte) leave them: two sums of 16 bits at a time. */
export function maskedSum(words: Uint32Array, masks: Uint32Array): number {
  let total = 0;
  for (let start = 0; start < words.length; start += BLOCK) {
    const end = Math.min(start + BLOCK, words.length);
    let pairs = 0;
    for (let k = start; k < end; k++) {
      const word = words[k]! & masks[k]!;
      pairs = (pairs + (word & 0xff00ff) + ((word >>> 8) & 0xff00ff)) | 0;
    }
    total += (pairs & 0xffff) + (pairs >>> 16);
  }
  return total;
}
