/** roentgen features DATA: pooled features of every image. */

import { type Command, Option } from "commander";
import { z } from "zod";
import { findImages, parsePatientPattern } from "../dataset/index.ts";
import { SCALING_EXPECTED, trainOptions, writeFeatures } from "../experiment/index.ts";
import { enhanceDefaults } from "../image/index.ts";
import { POOLINGS, type Pooling } from "../networks/index.ts";
import type { AskedDevice, ChosenDevice } from "../training/index.ts";
import type { RoentgenError } from "../util/error.ts";
import { startByteProgress } from "./byte-progress.ts";
import { deviceLine, deviceOption } from "./device-option.ts";
import { tellIgnored } from "./ignored.ts";
import { printJson } from "./json-lines.ts";
import { parseImageSize } from "./network-options.ts";
import { ifGiven, isQuiet, parseOption, parseThreads, wholeNumber } from "./options.ts";
import { startProgress } from "./progress.ts";
import { printMessage, printResult } from "./terminal.ts";
import { endWithSkipped, skippedText, tellUnreadable } from "./unreadable.ts";

interface FeaturesOptions {
  readonly network: string;
  readonly weights?: string;
  readonly offline?: boolean;
  readonly imageSize?: string;
  readonly scaling?: string;
  readonly features?: string;
  readonly pooling?: Pooling;
  readonly enhance: boolean;
  readonly cache: boolean;
  readonly patientFrom?: string;
  readonly seed: string;
  readonly device: AskedDevice;
  readonly threads?: string;
  readonly out: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const example = `
Examples:
  roentgen features radiographs/ --network resnet101 --out features.npy
  roentgen features radiographs/ --network encoder.onnx --scaling imagenet`;

export function defineFeatures(command: Command): void {
  command
    .argument("<data>", "a folder with a folder of images for each class, or a CSV (path,label,patient)")
    .option("--network <name>", trainOptions.network.help, trainOptions.network.default)
    .option("--weights <start>", trainOptions.weights.help)
    .option("--offline", trainOptions.offline.help)
    .option("--image-size <pixels>", trainOptions.imageSize.help)
    .option("--scaling <scaling>", `pixels into the network: ${SCALING_EXPECTED} (default: the network's own)`)
    .option("--features <name>", trainOptions.features.help)
    .addOption(new Option("--pooling <how>", trainOptions.pooling.help).choices(POOLINGS))
    .option("--no-enhance", trainOptions.enhance.off)
    .option("--no-cache", trainOptions.cache.off)
    .option("--patient-from <regex>", trainOptions.patientFrom.help)
    .option("--seed <number>", "of random weights", "1")
    .addOption(deviceOption("auto"))
    .option("--threads <number>", "of the processor (default: all)")
    .option("--out <file>", "float32, a row per image; beside it a .csv with path, label, patient", "features.npy")
    .option("--json", "print JSON")
    .option("--quiet", "print results only")
    .addHelpText("after", example)
    .action(writeAll);
}

async function writeAll(data: string, options: FeaturesOptions): Promise<void> {
  const out = parseOption("--out", options.out, z.string().regex(/\.npy$/), "a file that ends in .npy");
  const imageSize = parseImageSize(options.imageSize);
  const seed = parseOption("--seed", options.seed, wholeNumber, "a whole number from 0");
  const pattern = ifGiven(options.patientFrom, parsePatientPattern);
  const threads = parseThreads(options.threads);
  const quiet = isQuiet(options);
  const dataset = await findImages(data, { patientFrom: pattern });
  tellIgnored(dataset.ignored, options);
  const download = startByteProgress("weights", quiet);
  const progress = startProgress({ unit: "images", total: dataset.images.length, quiet });
  const listener = {
    onBytes: download.on,
    onDevice: (chosen: ChosenDevice) =>
      quiet || options.device === "cpu" ? undefined : progress.tell(deviceLine(chosen)),
    onImage: () => progress.step(),
    onCacheProblem: (problem: string) => progress.tell(problem),
    onUnreadable: (error: RoentgenError) => tellUnreadable(error, progress, options),
  };
  const enhance = options.enhance ? enhanceDefaults : null;
  const { network, weights, offline, scaling, features, pooling } = options;
  const base = { network, weights, offline, imageSize, scaling, features, pooling };
  const request = { dataset, ...base, device: options.device, enhance, cache: options.cache, seed, threads, out };
  const written = await writeFeatures(request, listener).finally(() => {
    download.stop();
    progress.stop();
  });
  if (!quiet && written.cached > 0)
    printMessage(`features of ${written.rows} images: ${written.cached} from the cache`);
  const skipped = dataset.images.length - written.rows;
  if (options.json) printJson("features-file", { out, ...written, skipped });
  else
    printResult(
      `${written.rows} x ${written.channels} features in ${out}, whose rows ${written.table} names${skippedText(skipped)}`,
    );
  endWithSkipped(skipped);
}
