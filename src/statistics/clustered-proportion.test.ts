import { describe, expect, test } from "vitest";
import { stream } from "../util/random.ts";
import { clusteredMean, clusteredProportion } from "./clustered-proportion.ts";
import { wilson } from "./proportion.ts";

const everyone = (hits: readonly unknown[]): boolean[] => hits.map(() => true);

/** With hits and clusters by image. */
const ofAll = (hits: readonly number[], clusters: readonly string[]) =>
  clusteredProportion({ hits, asked: everyone(hits) }, clusters, "no image");

test("is Wilson's interval with the effective number from GEE's robust variance", () => {
  // statsmodels 0.14: GEE, Gaussian, independence, robust: var(p) = 0.0252152, p (1 - p) / var(p) = 9.605888; proportion_confint, wilson
  const hits = [1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1];
  const figure = ofAll(hits, [..."aabbbcddeefghhhij"]);
  expect(figure).toMatchObject({ estimate: expect.closeTo(10 / 17, 12), n: 10 });
  expect([figure.low, figure.high]).toEqual([
    expect.closeTo(0.29877961171021294, 9),
    expect.closeTo(0.8272792105557313, 9),
  ]);
});

describe("is Wilson's interval", () => {
  const hits = [1, 0, 1, 1, 0, 1, 1, 0, 1];
  const patients = hits.map((_, i) => `${i}`);
  const close = ({ low, high }: { low: number; high: number }) => ({
    low: expect.closeTo(low, 12),
    high: expect.closeTo(high, 12),
  });

  test("of the images, where every patient has one, or those of a patient differ more than others", () => {
    expect(ofAll(hits, patients)).toMatchObject(close(wilson(6, 9)));
    expect(ofAll([1, 0, 1, 0, 1, 1], [..."aabbcc"])).toMatchObject(close(wilson(4, 6)));
  });

  test("of the patients, where each one's images are alike", () => {
    const twice = ofAll([...hits, ...hits], [...patients, ...patients]);
    expect(twice).toMatchObject({ n: 9, ...close(wilson(6, 9)) });
  });

  test("of the patients, where all or none are hits", () => {
    expect(ofAll([1, 1, 1, 1], [..."aabb"])).toMatchObject({ estimate: 1, ...close(wilson(2, 2)) });
    expect(ofAll([0, 0, 0, 0], [..."aabb"])).toMatchObject({ estimate: 0, ...close(wilson(0, 2)) });
  });
});

test("of no image there is none, with the reason", () => {
  expect(clusteredProportion({ hits: [1], asked: [0] }, ["a"], "no image")).toMatchObject({
    estimate: null,
    reason: "no image",
  });
});

test("of a mean of one part that is all wrong and one that is all right, n is the patients", () => {
  const shares = [
    { hits: [0, 0, 0, 0], asked: [1, 1, 0, 0] },
    { hits: [1, 1, 1, 1], asked: [0, 0, 1, 1] },
  ];
  const { low, high } = wilson(1.5, 3);
  const figure = clusteredMean(shares, [..."aabc"], { images: 4, reason: "" });
  expect(figure).toMatchObject({ estimate: 0.5, n: 3, low: expect.closeTo(low, 12), high: expect.closeTo(high, 12) });
});

/** One sample: of either class patients with 1 to 3 images, of which each is right with a probability of the patient's own. */
function sampleOf(seed: number, rights: readonly number[]) {
  const random = stream(7, "patients", seed);
  const [hits, clusters]: [number[], string[]] = [[], []];
  for (let patient = 0; patient < 85; patient++) {
    const right = rights[random.next() < 0.12 ? 0 : 1]!;
    const isAlike = random.next() < 0.3; // with that probability all images of a patient are read alike: correlation 0.3
    const first = Number(random.next() < right);
    for (let image = random.integer(3); image >= 0; image--) {
      hits.push(isAlike ? first : Number(random.next() < right));
      clusters.push(`${patient}`);
    }
  }
  return { hits, clusters };
}

test.each([[[0.1, 0.9]], [[0.8, 0.8]], [[0, 0.97]]])("holds the truth about 95 times in 100 (right: %j)", (rights) => {
  const truth = 0.12 * rights[0]! + 0.88 * rights[1]!;
  let held = 0;
  for (let seed = 0; seed < 400; seed++) {
    const { hits, clusters } = sampleOf(seed, rights);
    const { low, high } = ofAll(hits, clusters);
    held += Number(low! <= truth && truth <= high!);
  }
  expect(held / 400).toBeGreaterThan(0.92);
});
