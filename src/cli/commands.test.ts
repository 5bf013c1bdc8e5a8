import type { Argument, Command } from "commander";
import { expect, test } from "vitest";
import { commandsFor } from "./commands.ts";

const names = (await commandsFor([])).map((command) => command.name());

/** "<images...>" */
function written(argument: Argument): string {
  const text = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return argument.required ? `<${text}>` : `[${text}]`;
}

/** Commands of commands. */
const groups = ["weights", "runs", "cache"];

test.each(names.filter((name) => !groups.includes(name)))(
  "%s takes the arguments that its line in the help says",
  async (name) => {
    const command = (await commandsFor(["--debug", name])).find((one) => one.name() === name)!;
    expect(command.usage()).toBe(["[options]", ...command.registeredArguments.map(written)].join(" "));
  },
);

/** With all that is below it. */
const withBelow = (command: Command): Command[] => [command, ...command.commands.flatMap(withBelow)];

function helpOf(command: Command): string {
  const parts: string[] = [];
  command.configureOutput({ writeOut: (part) => void parts.push(part) }).outputHelp();
  return parts.join("");
}

test.each(names)("%s and the commands below it have an example of themselves in their help", async (name) => {
  const command = (await commandsFor([name])).find((one) => one.name() === name)!;
  for (const one of withBelow(command)) {
    const words = one === command ? name : `${name} ${one.name()}`;
    expect(helpOf(one)).toMatch(new RegExp(`^Examples?:\\n(  .*\\n)*?  roentgen ${words}\\b`, "m"));
  }
});

test.each(names)(
  "every option of %s and of the commands below it says what it does, and so does its --no-",
  async (name) => {
    const command = (await commandsFor([name])).find((one) => one.name() === name)!;
    const silent = withBelow(command).flatMap(({ options }) => options.filter(({ description }) => description === ""));
    expect(silent.map(({ flags }) => flags)).toEqual([]);
  },
);

const headingsOf = (command: Command): string[] =>
  Array.from(helpOf(command).matchAll(/^(\S.*):$/gm), ([, heading]) => heading!);

const OF_A_RUN = [
  "Data",
  "Images",
  "Network",
  "Training",
  "Frozen phase",
  "Fine-tuning",
  "Augmentation of training images",
  "Probabilities and decisions",
  "Machine",
];

test("options of a run stand in groups", async () => {
  const [train, experiment] = await Promise.all(
    ["train", "experiment"].map(async (name) => (await commandsFor([name])).find((one) => one.name() === name)!),
  );
  const short = helpOf(train!);
  expect(headingsOf(train!).filter((heading) => !OF_A_RUN.includes(heading))).toEqual([
    "Arguments",
    "Options",
    "Examples",
  ]);
  expect(() => train!.exitOverride().parse(["--help-all"], { from: "user" })).toThrow("(outputHelp)");
  expect(helpOf(train!).split("\n").length).toBeGreaterThan(2 * short.split("\n").length);
  expect(headingsOf(train!)).toEqual(["Arguments", ...OF_A_RUN, "Options", "Examples"]);
  expect(helpOf(train!)).toMatch(/^Fine-tuning:\n {2}--fine-tune-epochs /m);
  const published = experiment!.commands.find((one) => one.name() === "published")!;
  const shortOfGrid = helpOf(published);
  expect(() => published.exitOverride().parse(["--help-all"], { from: "user" })).toThrow("(outputHelp)");
  expect(helpOf(published).split("\n").length).toBeGreaterThan(2 * shortOfGrid.split("\n").length);
  expect(headingsOf(published)).toEqual(["Arguments", "Grid", ...OF_A_RUN, "Options", "Examples"]);
});

test("only the command that is named first is loaded", async () => {
  const loaded = (await commandsFor(["help", "split", "train"])).filter(({ options }) => options.length > 0);
  expect(loaded.map((command) => command.name())).toEqual(["split"]);
});
