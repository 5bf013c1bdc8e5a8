import { describe, expect, it } from "vitest";
import { murmur3 } from "./murmur3.ts";
import { numberedStreams, type RandomStream, shuffled, stream } from "./random.ts";
import { xoshiro128 } from "./xoshiro.ts";

const draws = (random: RandomStream, count: number) => Array.from({ length: count }, () => random.next());

describe("the generator", () => {
  it("gives the words of Blackman and Vigna's program from state 1, 2, 3, 4", () => {
    const words = Array.from({ length: 6 }, xoshiro128([1, 2, 3, 4]).word);
    expect(words).toEqual([11520, 0, 5927040, 70819200, 2031721883, 1637235492]);
    const { word, fill } = xoshiro128([1, 2, 3, 4]);
    const rest = new Uint32Array(3);
    expect(word()).toBe(words[0]);
    fill(rest);
    expect([...rest, word(), word()]).toEqual(words.slice(1));
  });

  // sklearn.utils.murmurhash3_32 (scikit-learn 1.9.1), positive=True
  it.each([
    ["", 0, 0],
    ["", 1, 1364076727],
    ["a", 0, 1009084850],
    ["ab", 7, 4264175359],
    ["abc", 7, 940791465],
    ["hello, world", 0, 345750399],
    ['[1,"order",3]', 3, 512875959],
  ])("hashes %j with seed %i as scikit-learn does", (text, seed, expected) => {
    expect(murmur3(new TextEncoder().encode(text), seed)).toBe(expected);
  });
});

describe("streams", () => {
  it("by number are those of their names, in any order", () => {
    const streamOf = numberedStreams(7, "resample", "é");
    for (const index of [0, 12, 3, 99_999, 2 ** 40, 12])
      expect(draws(streamOf(index), 3)).toEqual(draws(stream(7, "resample", "é", index), 3));
  });

  it("depend on the seed and every name, and on nothing else", () => {
    const first = draws(stream(1, "augmentation", 3, 17), 4);
    draws(stream(1, "order", 3), 100);
    expect(draws(stream(1, "augmentation", 3, 17), 4)).toEqual(first);
    for (const other of [
      stream(2, "augmentation", 3, 17),
      stream(1, "augmentation", 317),
      stream(1, "augmentation", 3, "17"),
    ]) {
      expect(draws(other, 4)).not.toEqual(first);
    }
  });

  it("never change: a recorded run must split and shuffle alike tomorrow", () => {
    expect(draws(stream(1, "split"), 3)).toMatchInlineSnapshot(`
      [
        0.6532704546265895,
        0.538739964108316,
        0.9592131873558013,
      ]
    `);
  });

  it("are uniform, also across neighbouring names", () => {
    const count = 20_000;
    const bins = new Array<number>(16).fill(0);
    for (let i = 0; i < count; i++) bins[Math.floor(stream(1, "augmentation", 0, i).next() * 16)]! += 1;
    const chiSquared = bins.reduce((sum, seen) => sum + (seen - count / 16) ** 2 / (count / 16), 0);
    expect(chiSquared).toBeLessThan(37.7); // 99.9 % of the chi-squared distribution with 15 degrees of freedom
  });

  it("draw integers below the bound, each as often as the others", () => {
    const random = stream(5, "integers");
    const seen = new Array<number>(3).fill(0);
    for (let i = 0; i < 30_000; i++) seen[random.integer(3)]! += 1;
    for (const times of seen) expect(Math.abs(times - 10_000)).toBeLessThan(400);
    expect(random.integer(1)).toBe(0);
    // a plain remainder of 32 bits would give the lowest third of this range half of all draws
    const low = Array.from({ length: 10_000 }, () => random.integer(3 * 2 ** 30)).filter((each) => each < 2 ** 30);
    expect(Math.abs(low.length - 3333)).toBeLessThan(200);
  });
});

describe("shuffled", () => {
  it("keeps every item and leaves the list as it was", () => {
    const items = [1, 2, 3, 4, 5, 6, 7, 8];
    const result = shuffled(items, stream(1, "order"));
    expect(items).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(result).not.toEqual(items);
    expect(result.toSorted()).toEqual(items);
  });

  it("gives each of the six orders of three items as often as the others", () => {
    const times = new Map<string, number>();
    const random = stream(1, "orders");
    for (let i = 0; i < 12_000; i++) {
      const order = shuffled([0, 1, 2], random).join("");
      times.set(order, (times.get(order) ?? 0) + 1);
    }
    expect(times.size).toBe(6);
    for (const seen of times.values()) expect(Math.abs(seen - 2000)).toBeLessThan(200);
  });
});
