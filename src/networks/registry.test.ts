import { describe, expect, it } from "vitest";
import { RoentgenError } from "../util/error.ts";
import { networkNamed, networkNames } from "./registry.ts";

function errorOf(run: () => unknown): RoentgenError {
  try {
    run();
  } catch (error) {
    if (error instanceof RoentgenError) return error;
  }
  throw new Error("no RoentgenError was thrown");
}

const all = ["nasnetmobile", "resnet101", "inceptionresnetv2", "resnet50", "resnet152", "nasnetlarge"];

describe("registry", () => {
  it("builds by name, for 224 pixels unless told", () => {
    expect(networkNames).toEqual(all);
    const network = networkNamed("nasnetmobile").build();
    expect(network.graph.values.get("image")?.shape).toEqual(["N", 3, 224, 224]);
    expect(network.channels).toBe(1056);
  });

  it("suggests the network that was meant", () => {
    const error = errorOf(() => networkNamed("NASNetMobil"));
    expect(error.code).toBe("E_NETWORK");
    expect(error.exitStatus).toBe(2);
    expect(error.details.fix).toBe("did you mean nasnetmobile?");
    expect(errorOf(() => networkNamed("vgg")).details.expected).toBe(all.join(", "));
    expect(errorOf(() => networkNamed("vgg", ["or FILE"])).details.expected).toBe(`${all.join(", ")}, or FILE`);
  });

  it.each([
    ["nasnetmobile", 31],
    ["inceptionresnetv2", 74],
    ["resnet101", 224.5],
  ])("%s refuses images of %f pixels", (name, imageSize) => {
    expect(errorOf(() => networkNamed(name).build({ imageSize })).code).toBe("E_IMAGE_SIZE");
  });

  it.each(networkNames)("%s builds at its smallest size", (name) => {
    const { build, minimumSize } = networkNamed(name);
    expect(build({ imageSize: minimumSize }).layers.at(-1)?.output.slice(0, 2)).toEqual([1, 1]);
  });
});
