import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectClosedForm } from "../../tests/support/compare.ts";
import { golden } from "../../tests/support/statistics-golden.ts";
import { auroc, oneVsRestAuroc, plainInterval } from "./auroc.ts";
import { delong as delongOf } from "./delong.ts";
import { Z } from "./normal.ts";
import { rankScores } from "./ranking.ts";

const delong = (scores: readonly number[], positive: readonly boolean[]) => delongOf(rankScores(scores, positive));

describe.each(Object.entries(golden.binary))("AUROC of two classes (%s)", (_, one) => {
  const positive = one.y.map((y) => y === 1);
  const { area, variance } = delong(one.a, positive)!;

  it("is scikit-learn's, ties included", () => {
    expectClosedForm([area, delong(one.b, positive)!.area], [one.auroc, one.auroc_b]);
  });

  it("has DeLong's standard error and plain interval, as from all pairs", () => {
    const { low, high } = plainInterval(area, variance!);
    expectClosedForm([Math.sqrt(variance!), low, high], [one.delong.se, ...one.delong.ci95]);
  });

  it("has an interval on the logit scale, within 0..1", () => {
    const figure = auroc(one.a, positive);
    const logit = (p: number) => Math.log(p / (1 - p));
    const width = (Z * one.delong.se) / (one.auroc * (1 - one.auroc));
    expectClosedForm([logit(figure.low!), logit(figure.high!)], [logit(one.auroc) - width, logit(one.auroc) + width]);
    expect(figure.n).toBe(one.y.length);
  });
});

describe.each(Object.entries(golden.multi))("AUROC of each class against the rest (%s)", (_, one) => {
  const names = one.confusion.map((_, i) => `class ${i}`);
  const truths = one.y.map((y) => names[y]!);

  it("is scikit-learn's", () => {
    const { classes } = oneVsRestAuroc(names, truths, one.p);
    expectClosedForm(
      classes.map((each) => each.auroc.estimate!),
      one.auroc_ovr,
    );
  });

  it("has its mean over the classes (rows made to sum to 1, which parts some ties)", () => {
    const total = (row: readonly number[]) => row.reduce((sum, p) => sum + p, 0);
    const rows = one.p.map((row) => row.map((p) => p / total(row)));
    const { macro } = oneVsRestAuroc(names, truths, rows);
    expectClosedForm(macro.estimate!, one.macro_auroc_ovr);
    expect(macro.low).toBeLessThan(one.macro_auroc_ovr);
  });
});

describe("where DeLong says nothing", () => {
  it("classes fully apart: area 1, variance 0, and still an honest interval", () => {
    const positive = golden.separable.y.map((y) => y === 1);
    expect(delong(golden.separable.a, positive)).toMatchObject({ area: 1, variance: 0 });
    const figure = auroc(golden.separable.a, positive);
    expect(figure).toMatchObject({ estimate: 1, high: 1, method: expect.stringMatching(/Newcombe/) });
    // (1 - t)^2 = z^2 t (1 - t) (1 + k (1 - t) / (2 - t) + k t / (1 + t)) / (m n), with m = 2, n = 3, k = 1.5
    const t = figure.low!;
    const variance = (t * (1 - t) * (1 + (1.5 * (1 - t)) / (2 - t) + (1.5 * t) / (1 + t))) / 6;
    expectClosedForm((1 - t) ** 2, Z ** 2 * variance);
  });

  it.each([
    ["of the class", true],
    ["of the rest", false],
  ])("one image %s: its placement cannot vary, and the interval is honest all the same", (_, only) => {
    // it stands above 14 of 20; the variance of these 20 alone, 0.7 * 0.3 / 19, would tell of an interval from 0.47 to 0.86
    const scores = Array.from({ length: 21 }, (_, i) => (i < 20 ? i : 13.5));
    const figure = auroc(
      scores,
      scores.map((_, i) => (i === 20) === only),
    );
    expect(figure.estimate).toBeCloseTo(only ? 0.7 : 0.3, 12);
    expect(figure.method).toBe("Newcombe's method 5, as a class has one image only");
    // (0.7 - t)^2 = z^2 t (1 - t) (1 + k (1 - t) / (2 - t) + k t / (1 + t)) / (m n), with m = 1, n = 20, k = 9.5
    for (const t of [figure.low!, figure.high!]) {
      const variance = (t * (1 - t) * (1 + (9.5 * (1 - t)) / (2 - t) + (9.5 * t) / (1 + t))) / 20;
      expectClosedForm((figure.estimate! - t) ** 2, Z ** 2 * variance);
    }
    expect(figure.high! - figure.low!).toBeGreaterThan(0.7);
  });

  it("all scores equal: one half, widely", () => {
    const figure = auroc([0.3, 0.3, 0.3, 0.3], [true, true, false, false]);
    expect(figure.estimate).toBe(0.5);
    expect(figure.high! - figure.low!).toBeGreaterThan(0.5);
    expectClosedForm(figure.high!, 1 - figure.low!);
  });

  it("one class only: null, with the reason", () => {
    expect(auroc([0.1, 0.2], [true, true])).toMatchObject({
      estimate: null,
      n: 2,
      reason: "no image of another class",
    });
    expect(auroc([0.1], [false])).toMatchObject({ estimate: null, reason: "no image of the class" });
  });

  it("a score that is not a number is refused", () => {
    expect(() => auroc([0.1, Number.NaN], [true, false])).toThrow(/not a finite number/);
  });
});

const judged = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.boolean()), { minLength: 2, maxLength: 40 });

describe("properties of AUROC", () => {
  it("is the part of pairs in the right order, ties counting half", () => {
    fc.assert(
      fc.property(judged, (rows) => {
        const [ours, others] = [true, false].map((kind) =>
          rows.filter(([, is]) => is === kind).map(([score]) => score),
        );
        const pairs = ours!.flatMap((a) => others!.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
        const result = delong(
          rows.map(([score]) => score),
          rows.map(([, is]) => is),
        );
        if (pairs.length === 0) expect(result).toBeNull();
        else expect(result!.area).toBeCloseTo(pairs.reduce<number>((sum, x) => sum + x, 0) / pairs.length, 12);
      }),
    );
  });

  it("holds its estimate inside an interval within 0..1, and turns round with the scores", () => {
    fc.assert(
      fc.property(judged, (rows) => {
        const positive = rows.map(([, is]) => is);
        const figure = auroc(
          rows.map(([score]) => score),
          positive,
        );
        const turned = auroc(
          rows.map(([score]) => -score),
          positive,
        );
        if (figure.low === null || turned.low === null) return;
        expect(
          0 <= figure.low && figure.low <= figure.estimate && figure.estimate <= figure.high && figure.high <= 1,
        ).toBe(true);
        expect(turned.estimate).toBeCloseTo(1 - figure.estimate, 12);
        expect(turned.low).toBeCloseTo(1 - figure.high, 9);
        expect(figure.high - figure.low).toBeGreaterThan(0);
      }),
    );
  });
});
