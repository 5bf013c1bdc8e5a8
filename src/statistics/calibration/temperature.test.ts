import { describe, expect, it } from "vitest";
import { expectFitted } from "../../../tests/support/compare.ts";
import { golden } from "../../../tests/support/statistics-golden.ts";
import { fitTemperature, temperedProbabilities } from "./temperature.ts";

const { p, y } = golden.multi.three;
const logits = p.map((row) => row.map(Math.log));

describe("fitTemperature", () => {
  it("grows with the logits, whatever is added to a row", () => {
    const plain = fitTemperature(logits, y);
    const moved = fitTemperature(
      logits.map((row, i) => row.map((logit) => 50 * logit + i)),
      y,
    );
    const figures = ({ temperature }: typeof plain) => [temperature.estimate!, temperature.low!, temperature.high!];
    expectFitted(
      figures(moved),
      figures(plain).map((each) => 50 * each),
    );
    expectFitted(moved.logLoss.after!, plain.logLoss.after!);
  });

  it("makes logits milder so that 1 is left", () => {
    const { temperature } = fitTemperature(logits, y);
    const tempered = logits.map((row) => temperedProbabilities(row, temperature.estimate!).map(Math.log));
    expectFitted(fitTemperature(tempered, y).temperature.estimate!, 1);
  });

  it("of one column is that of two, the first of which is 0", () => {
    const { a, y: labels } = golden.binary.balanced;
    const column = a.map((score) => 4 * score - 2);
    const one = fitTemperature(
      column.map((z) => [z]),
      labels,
    );
    expect(
      fitTemperature(
        column.map((z) => [0, z]),
        labels,
      ),
    ).toEqual(one);
    expect(temperedProbabilities([2], 4)[0]).toBeCloseTo(1 / (1 + Math.exp(-0.5)), 14);
  });

  it.each([
    [
      "every case is right",
      [
        [2, 1],
        [0, 3],
      ],
      [0, 1],
      /every case is right/,
    ],
    [
      "the logits speak against the classes",
      [
        [2, 1],
        [0, 3],
      ],
      [1, 0],
      /do not speak/,
    ],
    [
      "the logits say nothing",
      [
        [1, 1],
        [1, 1],
      ],
      [1, 0],
      /do not speak/,
    ],
    ["there is no case", [], [], /no case/],
  ])("%s: null, with the reason", (_, rows, truths, reason) => {
    const { temperature, logLoss } = fitTemperature(rows, truths);
    expect(temperature).toMatchObject({ estimate: null, reason: expect.stringMatching(reason) });
    expect(logLoss.after).toBeNull();
  });

  it("refuses labels that are no class, or not one for each row", () => {
    expect(() => fitTemperature([[1, 2]], [2])).toThrow(/a label is 2, but there are 2 classes/);
    expect(() => fitTemperature([[1, 2]], [])).toThrow(/1 rows of logits, but 0 labels/);
  });
});
