/** roentgen weights: pretrained files, looked at, brought, checked and converted. */

import type { Command } from "commander";
import { networkNamed, networkNames } from "../networks/index.ts";
import { isThere, pretrainedFiles, pretrainedWeights } from "../weights/index.ts";
import { startByteProgress } from "./byte-progress.ts";
import { printJson } from "./json-lines.ts";
import { isQuiet } from "./options.ts";
import { formatTable } from "./table.ts";
import { printResult } from "./terminal.ts";
import { weightsCheckCommand } from "./weights-check.ts";
import { weightsConvertCommand } from "./weights-convert.ts";

interface Common {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const example = `
Examples:
  roentgen weights list
  roentgen weights get resnet101
  roentgen weights check resnet101_weights_tf_dim_ordering_tf_kernels.h5 --network resnet101 --image cat.jpg
  roentgen weights convert my-model.keras model.onnx --network nasnetmobile --names covid,normal,other`;

const listExample = `
Examples:
  roentgen weights list
  roentgen weights list --json`;

const getExample = `
Examples:
  roentgen weights get resnet101
  roentgen weights get nasnetmobile --mirror https://files.example.org/weights`;

export function defineWeights(command: Command): void {
  command.addHelpText("after", example);
  command
    .command("list")
    .description("the networks with ImageNet weights, and which of them are on this machine")
    .option("--json", "print JSON")
    .addHelpText("after", listExample)
    .action(list);
  command
    .command("get")
    .description("download the ImageNet weights of a network")
    .argument("<network>", networkNames.join(", "))
    .option("--mirror <url>", "another server with the same files (or ROENTGEN_WEIGHTS_MIRROR)")
    .option("--json", "print JSON")
    .option("--quiet", "print results only")
    .addHelpText("after", getExample)
    .action(get);
  command.addCommand(weightsCheckCommand());
  command.addCommand(weightsConvertCommand());
}

async function list({ json }: Common): Promise<void> {
  const files = await Promise.all(pretrainedFiles().map(async (file) => ({ ...file, there: await isThere(file) })));
  if (json) {
    for (const file of files) printJson("weights", file);
    return;
  }
  const rows = files.map(({ network, there, local }) => [
    network,
    String(networkNamed(network).parameters),
    there ? local : `not here: roentgen weights get ${network}`,
  ]);
  printResult(formatTable([["network", "parameters", "file"], ...rows]));
}

async function get(network: string, options: Common & { readonly mirror?: string }): Promise<void> {
  const { mirror, json } = options;
  networkNamed(network);
  const progress = startByteProgress(network, isQuiet(options));
  const path = await pretrainedWeights(network, {
    onBytes: progress.on,
    ...(mirror === undefined ? {} : { mirror }),
  }).finally(progress.stop);
  if (json) printJson("weights", { ...pretrainedFiles(mirror).find((file) => file.network === network)!, there: true });
  else printResult(path);
}
