import { expect, test } from "vitest";
import { misnamed, optionError } from "./usage.ts";

const known = ["nasnetmobile", "resnet101"];
const details = (received: string, more: object = {}) =>
  misnamed("E_NETWORK", "there is no such network", { received, known, otherwise: "choose one", ...more }).details;

test("a name that nothing has: what there is, and what was probably meant", () => {
  const expected = "nasnetmobile, resnet101";
  expect(details("resnet10")).toEqual({
    kind: "usage",
    expected,
    received: "resnet10",
    fix: "did you mean resnet101?",
  });
  expect(details("vgg", { where: "--network" })).toMatchObject({ where: "--network", fix: "choose one" });
  expect(
    details("resnet10", { written: (meant: string) => `--network ${meant}`, expected: "a network" }),
  ).toMatchObject({
    expected: "a network",
    fix: "did you mean --network resnet101?",
  });
});

test("an option that does not fit is wrong usage", () => {
  const error = optionError("--batch cannot be 0", {
    expected: "a number from 1",
    received: "0",
    fix: "give --batch 64",
  });
  expect([error.code, error.exitStatus, error.details.fix]).toEqual(["E_OPTION", 2, "give --batch 64"]);
});
