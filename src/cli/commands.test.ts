import type { Argument } from "commander";
import { expect, test } from "vitest";
import { commandsFor } from "./commands.ts";

const names = (await commandsFor([])).map((command) => command.name());

/** "<images...>" */
function written(argument: Argument): string {
  const text = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return argument.required ? `<${text}>` : `[${text}]`;
}

test.each(names.filter((name) => name !== "weights"))(
  "%s takes the arguments that its line in the help says",
  async (name) => {
    const command = (await commandsFor(["--debug", name])).find((one) => one.name() === name)!;
    expect(command.usage()).toBe(["[options]", ...command.registeredArguments.map(written)].join(" "));
  },
);

test("only the command that is named first is loaded", async () => {
  const loaded = (await commandsFor(["help", "split", "train"])).filter(({ options }) => options.length > 0);
  expect(loaded.map((command) => command.name())).toEqual(["split"]);
});
