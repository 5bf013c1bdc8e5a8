import { expect, test } from "vitest";
import { networkNamed } from "../../networks/index.ts";
import { startValues } from "./start-values.ts";

test.each([
  ["nix", "check the path, or give imagenet or none"],
  ["imagnet", "did you mean imagenet?"],
])("--weights %s, which is no file, is told with the words that there are", async (weights, fix) => {
  const network = networkNamed("resnet50").build();
  await expect(startValues({ weights, offline: true }, network, () => {})).rejects.toMatchObject({
    code: "E_FILE_UNREADABLE",
    exitStatus: 7,
    details: { expected: "imagenet, none, a weight file, or the folder of a run", received: "nothing there", fix },
  });
});
