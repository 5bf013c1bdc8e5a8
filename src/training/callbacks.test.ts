import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { earlyStopping, earlyStoppingStart } from "./early-stopping.ts";
import { reduceRate, reduceRateStart } from "./reduce-rate.ts";

interface Trace {
  readonly series: string;
  /** null stands for not-a-number. */
  readonly values: readonly (number | null)[];
  readonly rate: number;
  readonly stop_patience: number;
  readonly rate_patience: number;
  /** After every epoch, to 7 digits. */
  readonly rates: readonly number[];
  readonly last_epoch: number;
  readonly weights_of_epoch: number;
}

const golden = new URL("../../tests/golden/callbacks.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(golden, "utf8")) as { cases: readonly Trace[] }; // generate/callbacks.py is its schema

const plateau = { factor: 0.1, minimumGain: 1e-4, minimumRate: 2e-6 };

describe("both callbacks leave the traces of Keras", () => {
  it.each(cases)("$series from a rate of $rate", (trace) => {
    let stopping = earlyStoppingStart;
    let rate = reduceRateStart(trace.rate);
    const rates: number[] = [];
    for (let epoch = 0; epoch < trace.values.length && !stopping.stop; epoch++) {
      const value = trace.values[epoch] ?? Number.NaN;
      stopping = earlyStopping(stopping, epoch, value, trace.stop_patience);
      rate = reduceRate(rate, value, { ...plateau, patience: trace.rate_patience });
      rates.push(Number(rate.rate.toPrecision(7)));
    }
    expect(rates).toEqual(trace.rates);
    expect(rates.length - 1).toBe(trace.last_epoch);
    expect(stopping.bestEpoch).toBe(trace.weights_of_epoch);
  });
});

describe("values that are not numbers", () => {
  it("are never the best, also not the first; the first epoch's weights are kept until there is a better one", () => {
    const first = earlyStopping(earlyStoppingStart, 0, Number.NaN, 20);
    expect(first).toEqual({ best: null, bestEpoch: 0, wait: 1, stop: false });
    expect(earlyStopping(first, 1, 0.1, 20)).toEqual({ best: 0.1, bestEpoch: 1, wait: 0, stop: false });
  });

  it("count towards the plateau", () => {
    const options = { ...plateau, patience: 2 };
    const after = [Number.NaN, Number.NaN].reduce(
      (state, value) => reduceRate(state, value, options),
      reduceRateStart(1),
    );
    expect(after).toEqual({ rate: 0.1, best: null, wait: 0 });
  });
});

it("a gain counts for the rate only if it is above the best by more than the minimum", () => {
  const options = { ...plateau, patience: 3 };
  const rateAfter = (values: readonly number[]) =>
    values.reduce((state, value) => reduceRate(state, value, options), reduceRateStart(1)).rate;
  expect(rateAfter([0.5, 0.50002, 0.50004, 0.50006])).toBe(0.1);
  expect(rateAfter([0.5, 0.50002, 0.50004, 0.50016])).toBe(1);
});
