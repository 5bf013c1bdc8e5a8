/** roentgen experiment published DATA: the published grid, and what its mistakes were worth. */
import { join } from "node:path";
import { Command } from "commander";
import {
  ARMS,
  type Arm,
  besidePublished,
  commandAgain,
  type GivenOptions,
  PUBLISHED_NETWORKS,
  PUBLISHED_TASKS,
  type PublishedGrid,
  priceOfMistakes,
  publishedExperiment,
  requireAllRuns,
  type TrainOptionName,
  trainOptionNames,
} from "../experiment/index.ts";
import { networkNames } from "../networks/index.ts";
import { misnamed } from "../util/usage.ts";
import { addStudyOptions, placeOf, type StudyOptions, showStudy, working } from "./experiment-run.ts";
import { printJson } from "./json-lines.ts";
import { isQuiet, parseOption, wholeNumber } from "./options.ts";
import { formatPrice } from "./price-table.ts";
import { shortenHelp } from "./short-help.ts";
import { outputWidth, printMessage, printResult } from "./terminal.ts";
import { addTrainOptions, explicit } from "./train-options.ts";

type PublishedOptions = StudyOptions &
  GivenOptions & {
    readonly network: string;
    readonly task: string;
    readonly arms: string;
    readonly seed: string;
    readonly fineTuneEpochs?: string;
    readonly priceOfMistakes?: boolean;
  };

const example = `
Examples:
  roentgen experiment published radiographs/ --patient-from '^(\\d{8})_'
  roentgen experiment published radiographs/ --weights none --fine-tune-epochs resnet101=3,inceptionresnetv2=3
  roentgen experiment published radiographs/ --network nasnetmobile --price-of-mistakes

It opens the test part of every run, and writes so into its ledger. What is cut is told under the table. Interrupted, the same command goes on.`;

/** What the grid settles. */
const SETTLED: readonly TrainOptionName[] = [
  "network",
  "task",
  "enhance",
  "recipe",
  "seed",
  "fineTuneEpochs",
  "folds",
  "fold",
  "by",
  "threads",
];

/** In the short help; the others are for who needs them. */
const COMMON: ReadonlySet<string> = new Set<keyof PublishedOptions | "workers" | "helpAll">([
  "network",
  "task",
  "arms",
  "seed",
  "fineTuneEpochs",
  "priceOfMistakes",
  "patientFrom",
  "weights",
  "epochs",
  "device",
  "out",
  "workers",
  "threads",
  "require",
  "json",
  "quiet",
  "helpAll",
]);

export function publishedCommand(): Command {
  const command = new Command("published")
    .description(
      "the published grid: 3 networks, binary and multi, enhanced and plain, with the published table beside ours",
    )
    .argument(
      "<data>",
      "a folder with the folders covid, normal and another kind of pneumonia, or a CSV (path,label,patient)",
    )
    .optionsGroup("Grid:")
    .option(
      "--network <names>",
      `the three published ones, or any of ${networkNames.join(", ")}`,
      PUBLISHED_NETWORKS.join(","),
    )
    .option("--task <tasks>", "binary:NAME, multi, or both", PUBLISHED_TASKS.join(","))
    .option("--arms <names>", "enhanced, plain, or both", ARMS.join(","))
    .option("--seed <numbers>", "a run for each; a row has all of them", "1")
    .option(
      "--fine-tune-epochs <number>",
      "of the second phase: a number, or NETWORK=NUMBER,... (default: 81 less those of the first)",
    )
    .option(
      "--price-of-mistakes",
      "instead: turn the published method's mistakes off one at a time, with the first network and enhanced images",
    );
  addTrainOptions(
    command,
    trainOptionNames.filter((name) => !SETTLED.includes(name)),
  );
  command.optionsGroup("Options:");
  addStudyOptions(command).addHelpText("after", example).action(published);
  return shortenHelp(command, COMMON);
}

/** Options that experiment has, too, are taken by it, wherever they stand. */
async function published(data: string, _own: object, command: Command): Promise<void> {
  const options = command.optsWithGlobals<PublishedOptions>();
  const grid = gridOf(data, options, command);
  const again = commandAgain(process.argv.slice(2));
  if (options.priceOfMistakes !== true) {
    await showStudy(publishedExperiment(grid), again, options, besidePublished(grid));
    return;
  }
  const result = await working(options, (emit, signal) =>
    priceOfMistakes(grid, placeOf("price-of-mistakes", options), emit, signal),
  );
  if (options.json) printJson("experiment-result", result);
  else if (result.price !== null) printResult(formatPrice(result.price, outputWidth()));
  if (result.price !== null && !isQuiet(options))
    printMessage(`tables: ${join(result.folder, "price.md")}, .csv, .html, .json`);
  requireAllRuns(result, again);
}

function gridOf(data: string, options: PublishedOptions, command: Command): PublishedGrid {
  const networks = words(options.network);
  const given = explicit(options, command);
  const names = trainOptionNames.filter((name) => !SETTLED.includes(name) && given[name] !== undefined);
  return {
    data,
    networks,
    tasks: words(options.task),
    arms: words(options.arms).map(armNamed),
    seeds: words(options.seed).map((text) =>
      parseOption("--seed", text, wholeNumber, "whole numbers, separated by commas"),
    ),
    fineTuneEpochs: epochsByNetwork(options.fineTuneEpochs, networks),
    options: Object.fromEntries(names.map((name) => [name, given[name]])),
  };
}

const words = (text: string): string[] => text.split(",").map((word) => word.trim());

function armNamed(text: string): Arm {
  const arm = ARMS.find((each) => each === text);
  if (arm !== undefined) return arm;
  throw misnamed("E_OPTION", `--arms cannot be "${text}"`, {
    received: text,
    known: ARMS,
    otherwise: "name one of these, or both with a comma between",
  });
}

/** "3", or "resnet101=3,inceptionresnetv2=3": of the networks that there are. */
function epochsByNetwork(text: string | undefined, networks: readonly string[]): Map<string, string> {
  if (text === undefined) return new Map();
  return new Map(
    words(text).map((word): [string, string] => {
      const end = word.lastIndexOf("=");
      const [network, epochs] = [word.slice(0, Math.max(0, end)), word.slice(end + 1)];
      parseOption("--fine-tune-epochs", epochs, wholeNumber, "a whole number, or NETWORK=NUMBER,...");
      if (end !== -1) requireNetwork(network, networks);
      return [network, epochs];
    }),
  );
}

function requireNetwork(network: string, networks: readonly string[]): void {
  const known = [...new Set([...networks, ...PUBLISHED_NETWORKS])];
  if (known.includes(network)) return;
  throw misnamed("E_OPTION", `--fine-tune-epochs cannot be of "${network}"`, {
    received: network,
    known,
    otherwise: "name a network of the grid",
  });
}
