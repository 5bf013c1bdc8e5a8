import { CommanderError } from "commander";
import { expect, test } from "vitest";
import { misspelt, usageError } from "./usage-error.ts";

test.each([
  ["error: unknown option '--sed'\n(Did you mean --seed?)", "unknown option '--sed'", "did you mean --seed?"],
  ["error: missing required argument 'data'", "missing required argument 'data'", "see roentgen train --help"],
])("%j is said in parts", (said, message, fix) => {
  const error = usageError(new CommanderError(1, "commander.unknownOption", said), ["train", "--sed"]);
  expect(error).toMatchObject({ code: "E_USAGE", message, exitStatus: 2, details: { received: "train --sed", fix } });
});

test("a value that an option does not have is told with those that it has, and the nearest", () => {
  const said = "error: option '--device <device>' argument 'webgp' is invalid. Allowed choices are auto, cpu, webgpu.";
  expect(usageError({ message: said }, ["predict"])).toMatchObject({
    code: "E_OPTION",
    message: '--device cannot be "webgp"',
    exitStatus: 2,
    details: { expected: "auto, cpu, webgpu", received: "webgp", fix: "did you mean webgpu?" },
  });
});

test("of a command that is not known the program's help is named", () => {
  const help = (message: string, ...words: string[]) => usageError({ message }, words).details.fix;
  expect(help("error: unknown command 'xyz'", "xyz")).toBe("see roentgen --help");
  expect(help("error: unknown command 'xyz'", "runs", "xyz")).toBe("see roentgen runs --help");
});

test("a word near a command's name is told, another is not", () => {
  expect(misspelt("publshed", ["published"])?.details.fix).toBe("did you mean published?");
  expect([misspelt("published", ["published"]), misspelt("grid", ["published"])]).toEqual([null, null]);
});
