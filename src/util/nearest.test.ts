import { expect, it } from "vitest";
import { nearest } from "./nearest.ts";

it.each([
  ["covd", "covid"],
  ["COVID", "covid"],
  ["nromal", "normal"],
  ["n", undefined],
  ["tuberculosis", undefined],
])("the class nearest to %s is %s", (word, expected) => {
  expect(nearest(word, ["covid", "normal", "virus"])).toBe(expected);
});

it("of equally near ones it is one of the same length", () => {
  expect(nearest("resnet18", ["resnet101", "resnet50"])).toBe("resnet50");
});

it("of no candidates is undefined", () => {
  expect(nearest("covid", [])).toBeUndefined();
});

it("the only one that has the word in it goes before nearer ones", () => {
  expect(nearest("gpu", ["auto", "cpu", "webgpu"])).toBe("webgpu");
  expect(nearest("resnet", ["resnet101", "resnet50", "restnet"])).toBe("restnet"); // two have it: the nearest
  expect(nearest("pu", ["cpu"])).toBe("cpu");
});
