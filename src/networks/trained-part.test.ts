import { describe, expect, test } from "vitest";
import type { RoentgenError } from "../util/error.ts";
import { variablesOf } from "./network.ts";
import { networkNamed } from "./registry.ts";
import { firstTrained, trainedVariables } from "./trained-part.ts";

const network = networkNamed("nasnetmobile").build({ imageSize: 32 });
const namesFrom = (layer: string | null) => trainedVariables(network, layer).map(({ name }) => name);

describe("which layer is the first", () => {
  test("by name, and counted from the end among those with something to train", () => {
    expect(firstTrained(network, "stem_bn1")).toBe("stem_bn1");
    expect(namesFrom(firstTrained(network, "last:1"))).toEqual(trained.slice(-2)); // gamma and beta
    const layers = new Set(namesFrom(firstTrained(network, "last:20")).map((name) => name.split("/")[0]));
    expect(layers.size).toBe(20);
  });

  test("a layer without anything to train begins what comes after it", () => {
    expect(namesFrom("input_layer")).toEqual(trained);
    expect(namesFrom(firstTrained(network, "stem_bn1"))).toEqual(trained.slice(1)); // all but stem_conv1/kernel
  });

  test.each([
    ["stem_bn2", "did you mean stem_bn1?"],
    ["last:0", "to train the head alone give --fine-tune-epochs 0"],
    ["activation_187", "to train the head alone give --fine-tune-epochs 0"],
    ["last:9999", "leave it out to train all of them"],
    ["last:-1", "give last:20, or a name such as normal_bn_1_18"],
  ])("%s is refused, with advice", (asked, fix) => {
    expect(errorOf(asked)).toMatchObject({ code: "E_OPTION", exitStatus: 2, details: { received: asked } });
    expect(errorOf(asked).details.fix).toContain(fix.split(" such as")[0]);
  });
});

const trained = variablesOf(network).flatMap(({ name, trainable }) => (trainable ? [name] : []));

test("all where nothing is frozen", () => {
  expect(namesFrom(null)).toEqual(trained);
});

function errorOf(asked: string): RoentgenError {
  try {
    firstTrained(network, asked);
  } catch (error) {
    return error as RoentgenError;
  }
  throw new Error("nothing was thrown");
}
