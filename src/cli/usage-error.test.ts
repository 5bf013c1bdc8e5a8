import { CommanderError } from "commander";
import { expect, test } from "vitest";
import { usageError } from "./usage-error.ts";

test.each([
  ["error: unknown option '--sed'\n(Did you mean --seed?)", "unknown option '--sed'", "Did you mean --seed?"],
  ["error: missing required argument 'data'", "missing required argument 'data'", "see --help"],
])("%j is said in parts", (said, message, fix) => {
  const error = usageError(new CommanderError(1, "commander.unknownOption", said), ["train", "--sed"]);
  expect(error).toMatchObject({ code: "E_USAGE", message, exitStatus: 2, details: { received: "train --sed", fix } });
});
