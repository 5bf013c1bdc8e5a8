/** roentgen weights check FILE: whether a file holds the weights of a network, and what that network sees in a photo. */

import { Command } from "commander";
import { type ClassProbability, classifyPhoto } from "../experiment/index.ts";
import { networkNamed } from "../networks/index.ts";
import { type NetworkWeights, readWeights } from "../weights/index.ts";
import { printJson } from "./json-lines.ts";
import { networkOption, parseImageSize } from "./network-options.ts";
import { formatTable } from "./table.ts";
import { printResult } from "./terminal.ts";

interface CheckOptions {
  readonly network: string;
  readonly image?: string;
  readonly imageSize?: string;
  readonly json?: boolean;
}

/** Classes that are told. */
const MOST_PROBABLE = 5;

const example = `
Examples:
  roentgen weights check my-weights.h5 --network resnet101
  roentgen weights check resnet101_weights_tf_dim_ordering_tf_kernels.h5 --network resnet101 --image cat.jpg`;

export function weightsCheckCommand(): Command {
  return new Command("check")
    .description("whether a file holds the weights of a network")
    .argument("<file>", "safetensors, or what Keras saves: .h5, .weights.h5, .keras")
    .addOption(networkOption())
    .option(
      "--image <photo>",
      `print its ${MOST_PROBABLE} most probable classes of ImageNet, by a file with their head`,
    )
    .option("--image-size <pixels>", "height and width that the photo is resized to (default: the network's own)")
    .option("--json", "print JSON")
    .addHelpText("after", example)
    .action(check);
}

async function check(file: string, { network, image, imageSize, json }: CheckOptions): Promise<void> {
  const size = parseImageSize(imageSize);
  const weights = await readWeights(file, networkNamed(network).build());
  const photo = image === undefined ? undefined : { path: image, imageSize: size };
  const classes = photo && (await classifyPhoto(network, weights, file, photo)).slice(0, MOST_PROBABLE);
  const counts = countsOf(weights);
  if (json) printJson("weights-check", { file, network, ...counts, classes: classes ?? null });
  else printResult([sentence(network, counts), ...(classes ? [tableOf(classes)] : [])].join("\n"));
}

type Counts = ReturnType<typeof countsOf>;

const countsOf = ({ base, head }: NetworkWeights) => ({
  variables: base.size,
  numbers: [...base.values()].reduce((sum, values) => sum + values.length, 0),
  units: head?.get("head/bias")?.length ?? null,
});

const sentence = (network: string, { variables, numbers, units }: Counts): string =>
  `${network}: ${variables} variables, ${numbers} numbers${units === null ? "" : `, a head of ${units}`}`;

const tableOf = (classes: readonly ClassProbability[]): string =>
  formatTable(classes.map(({ name, probability }) => [probability.toFixed(4), name]));
