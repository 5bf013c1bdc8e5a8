import { expect, test } from "vitest";
import { requireTogether } from "./together.ts";

test("what predicts after batch statistics is not chosen where the stored ones are kept", () => {
  expect(() => requireTogether({ statistics: "moving", normalisation: "stored" })).toThrow(
    expect.objectContaining({ code: "E_OPTION", exitStatus: 2 }),
  );
  for (const normalisation of ["batch", "auto"] as const) requireTogether({ statistics: "moving", normalisation });
  requireTogether({ statistics: undefined, normalisation: "stored" });
});
