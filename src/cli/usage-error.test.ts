import { Command, CommanderError } from "commander";
import { expect, test } from "vitest";
import { commandNamed, misspelt, usageError } from "./usage-error.ts";

test.each([
  ["error: unknown option '--sed'\n(Did you mean --seed?)", "unknown option '--sed'", "did you mean --seed?"],
  ["error: missing required argument 'data'", "missing required argument 'data'", "see roentgen train --help"],
])("%j is said in parts", (said, message, fix) => {
  const error = usageError(
    new CommanderError(1, "commander.unknownOption", said),
    ["train", "--sed"],
    "roentgen train",
  );
  expect(error).toMatchObject({ code: "E_USAGE", message, exitStatus: 2, details: { received: "train --sed", fix } });
});

test("a value that an option does not have is told with those that it has, and the nearest", () => {
  const said = "error: option '--device <device>' argument 'webgp' is invalid. Allowed choices are auto, cpu, webgpu.";
  expect(usageError({ message: said }, ["predict"], "roentgen predict")).toMatchObject({
    code: "E_OPTION",
    message: '--device cannot be "webgp"',
    exitStatus: 2,
    details: { expected: "auto, cpu, webgpu", received: "webgp", fix: "did you mean webgpu?" },
  });
});

test("the help of the command that was meant is named, as far as there is one", () => {
  const program = new Command("roentgen");
  program.command("runs").command("show");
  const named = (...words: string[]) => commandNamed(program, words);
  expect([named("runs", "show", "x"), named("runs", "shw"), named("rns")]).toEqual([
    "roentgen runs show",
    "roentgen runs",
    "roentgen",
  ]);
});

test("a word near a command's name is told, another is not", () => {
  expect(misspelt("publshed", ["published"])?.details.fix).toBe("did you mean published?");
  expect([misspelt("published", ["published"]), misspelt("grid", ["published"])]).toEqual([null, null]);
});
