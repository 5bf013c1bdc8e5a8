/** roentgen weights: pretrained files, looked at, brought, checked and converted. */
import { stat } from "node:fs/promises";
import { extname } from "node:path";
import { Command, Option } from "commander";
import { networkNamed, networkNames } from "../networks/index.ts";
import { RoentgenError } from "../util/error.ts";
import { writeWhole } from "../util/write.ts";
import {
  isThere,
  namedTensors,
  pretrainedFiles,
  pretrainedWeights,
  readWeights,
  writeSafetensors,
} from "../weights/index.ts";
import { startByteProgress } from "./byte-progress.ts";
import { formatTable } from "./table.ts";
import { printMessage, printResult } from "./terminal.ts";

interface Common {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const networkOption = (): Option =>
  new Option("--network <name>", "whose weights they are").choices(networkNames).default("nasnetmobile");

const example = `
Examples:
  roentgen weights list
  roentgen weights get resnet101
  roentgen weights check my-weights.h5 --network resnet101
  roentgen weights convert my-model.keras my-weights.safetensors`;

export function weightsCommand(): Command {
  const command = new Command("weights").description("pretrained files").addHelpText("after", example);
  command
    .command("list")
    .description("the networks with ImageNet weights, and which of them are on this machine")
    .option("--json", "print JSON")
    .action(list);
  command
    .command("get")
    .description("download the ImageNet weights of a network")
    .argument("<network>", networkNames.join(", "))
    .option("--mirror <url>", "another server with the same files (or ROENTGEN_WEIGHTS_MIRROR)")
    .option("--json", "print JSON")
    .option("--quiet", "print results only")
    .action(get);
  command
    .command("check")
    .description("whether a file holds the weights of a network")
    .argument("<file>", "safetensors, or what Keras saves: .h5, .weights.h5, .keras")
    .addOption(networkOption())
    .option("--json", "print JSON")
    .action(checkFile);
  command
    .command("convert")
    .description("write the weights in a file as safetensors")
    .argument("<file>", "what Keras saves: .h5, .weights.h5, .keras")
    .argument("<out>", "a .safetensors")
    .addOption(networkOption())
    .action(convert);
  return command;
}

async function list({ json }: Common): Promise<void> {
  const files = await Promise.all(pretrainedFiles().map(async (file) => ({ ...file, there: await isThere(file) })));
  if (json) {
    for (const file of files) printResult(JSON.stringify({ type: "weights", ...file }));
    return;
  }
  const rows = files.map(({ network, there, local }) => [
    network,
    String(networkNamed(network).parameters),
    there ? local : `not here: roentgen weights get ${network}`,
  ]);
  printResult(formatTable([["network", "parameters", "file"], ...rows]));
}

async function get(network: string, { mirror, json, quiet }: Common & { readonly mirror?: string }): Promise<void> {
  networkNamed(network);
  const progress = startByteProgress(network, quiet || json || false);
  const path = await pretrainedWeights(network, {
    onBytes: progress.on,
    ...(mirror === undefined ? {} : { mirror }),
  }).finally(progress.stop);
  printResult(json ? JSON.stringify({ type: "weights", network, local: path }) : path);
}

async function checkFile(file: string, { network, json }: Common & { readonly network: string }): Promise<void> {
  const { base, head } = await readWeights(file, networkNamed(network).build());
  const numbers = [...base.values()].reduce((sum, values) => sum + values.length, 0);
  const units = head?.get("head/bias")?.length ?? null;
  if (json) printResult(JSON.stringify({ type: "weights", file, network, variables: base.size, numbers, units }));
  else
    printResult(
      `${network}: ${base.size} variables, ${numbers} numbers${units === null ? "" : `, a head of ${units}`}`,
    );
}

async function convert(file: string, out: string, { network }: { readonly network: string }): Promise<void> {
  if (extname(out) !== ".safetensors") throw wrongTarget(out);
  const built = networkNamed(network).build();
  const weights = await readWeights(file, built);
  await writeWhole(out, writeSafetensors(namedTensors(built, weights)));
  const { size } = await stat(out);
  printMessage(`${(size / 1e6).toFixed(1)} MB`);
  printResult(out);
}

function wrongTarget(out: string): RoentgenError {
  return new RoentgenError("E_OPTION", "weights are converted to safetensors", {
    kind: "usage",
    expected: "a file that ends in .safetensors",
    received: out,
    fix: "name it .safetensors",
  });
}
