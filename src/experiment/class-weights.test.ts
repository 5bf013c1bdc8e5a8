import { expect, test } from "vitest";
import { classWeightsOf, parseClassWeights, requireWeightsOfClasses } from "./class-weights.ts";

const names = ["covid", "normal", "virus"];

test("balanced: scikit-learn's compute_class_weight for 1, 2 and 5 images", () => {
  const places = [0, 1, 1, 2, 2, 2, 2, 2];
  expect(classWeightsOf("balanced", { names }, places)).toEqual([8 / 3, 4 / 3, 8 / 15]);
  expect(classWeightsOf("balanced", { names }, places.slice(1)), "one without images").toEqual([1, 7 / 4, 7 / 10]);
});

test("given by name; who is not named weighs 1, and none is no weights at all", () => {
  expect(classWeightsOf("virus=0.5, covid=3", { names }, [])).toEqual([3, 1, 0.5]);
  expect(classWeightsOf("none", { names }, [])).toBe(null);
});

test.each(["", "covid", "covid=", "covid=0", "covid=-1", "covid=2,covid=3", "covid=many", "=2"])(
  "%j is refused",
  (text) => {
    expect(() => parseClassWeights(text)).toThrow("these are not weights of classes");
  },
);

test("a name that the model does not know is refused with the one that was meant", () => {
  expect(() => requireWeightsOfClasses("covid=2", names)).not.toThrow();
  expect(() => requireWeightsOfClasses("covd=2", names)).toThrow(
    expect.objectContaining({ code: "E_OPTION", details: expect.objectContaining({ fix: "did you mean covid?" }) }),
  );
});
