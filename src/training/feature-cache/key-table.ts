/** Where a key stands among many: open addressing over plain arrays, about 25 bytes a key, because a set may hold millions. */
import { KEY_BYTES } from "./feature-set.ts";

const WORDS = KEY_BYTES / 4;
const EMPTY = -1;

export class KeyTable {
  readonly #keys: Uint32Array;
  /** A place in #keys, or EMPTY; at least half of them are. */
  readonly #slots: Int32Array;
  #count = 0;

  /** capacity: keys at most. */
  constructor(capacity: number) {
    this.#keys = new Uint32Array(capacity * WORDS);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * Math.max(1, capacity)))).fill(EMPTY);
  }

  /** The first key has place 0, the next one 1. A key may come more than once. */
  add(key: Uint8Array): void {
    const words = wordsOf(key);
    let slot = this.#slotOf(words);
    while (this.#slots[slot] !== EMPTY) slot = this.#after(slot);
    this.#keys.set(words, this.#count * WORDS);
    this.#slots[slot] = this.#count++;
  }

  /** The places of a key. */
  *find(key: Uint8Array): Generator<number> {
    const words = wordsOf(key);
    for (let slot = this.#slotOf(words); ; slot = this.#after(slot)) {
      const place = this.#slots[slot]!;
      if (place === EMPTY) return;
      if (words.every((word, i) => this.#keys[place * WORDS + i] === word)) yield place;
    }
  }

  /** Keys are hashes: any of their bits will do. */
  #slotOf(words: Uint32Array): number {
    return words[0]! & (this.#slots.length - 1);
  }

  #after(slot: number): number {
    return (slot + 1) & (this.#slots.length - 1);
  }
}

/** A copy, because four bytes of it must stand at a multiple of four. */
const wordsOf = (key: Uint8Array): Uint32Array => new Uint32Array(Uint8Array.from(key).buffer);
