/** roentgen features DATA: pooled features of every image. */
import { Command, Option } from "commander";
import { z } from "zod";
import { findImages, parsePatientPattern } from "../dataset/index.ts";
import { writeFeatures } from "../experiment/index.ts";
import { enhanceDefaults } from "../image/index.ts";
import { networkNames } from "../networks/index.ts";
import { wholeFrom } from "../util/numeric.ts";
import { startByteProgress } from "./byte-progress.ts";
import { parseOption, parseThreads, wholeNumber } from "./options.ts";
import { startProgress } from "./progress.ts";
import { errorJson, formatError, printMessage, printResult } from "./terminal.ts";

interface FeaturesOptions {
  readonly network: string;
  readonly weights: string;
  readonly imageSize: string;
  readonly enhance: boolean;
  readonly patientFrom?: string;
  readonly seed: string;
  readonly threads?: string;
  readonly out: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const example = `
Example:
  roentgen features radiographs/ --network resnet101 --weights imagenet --out features.npy`;

export function featuresCommand(): Command {
  return new Command("features")
    .description("pooled features of a network's base for every image, as a NumPy array")
    .argument("<data>", "a folder with a folder of images for each class, or a CSV (path,label,patient)")
    .addOption(new Option("--network <name>", "the network").choices(networkNames).default("nasnetmobile"))
    .option("--weights <start>", "imagenet, none (at random), a weight file, or the folder of a run", "imagenet")
    .option("--image-size <pixels>", "height and width of the network's images", "224")
    .option("--no-enhance", "leave the images as they are")
    .option("--patient-from <regex>", "takes the patient out of a file's name")
    .option("--seed <number>", "of random weights", "1")
    .option("--threads <number>", "of the processor (default: all)")
    .option("--out <file>", "float32, a row per image; beside it a .csv with path, label, patient", "features.npy")
    .option("--json", "print JSON")
    .option("--quiet", "print results only")
    .addHelpText("after", example)
    .action(features);
}

async function features(data: string, options: FeaturesOptions): Promise<void> {
  const out = parseOption("--out", options.out, z.string().regex(/\.npy$/), "a file that ends in .npy");
  const imageSize = parseOption("--image-size", options.imageSize, wholeFrom(1), "a whole number of pixels");
  const seed = parseOption("--seed", options.seed, wholeNumber, "a whole number from 0");
  const pattern = options.patientFrom === undefined ? undefined : parsePatientPattern(options.patientFrom);
  const threads = parseThreads(options.threads);
  const quiet = options.quiet || options.json || false;
  const dataset = await findImages(data, pattern);
  for (const { name, reason } of quiet ? [] : dataset.ignored) printMessage(`ignored ${name}: ${reason}`);
  const download = startByteProgress("weights", quiet);
  const progress = startProgress({ unit: "images", total: dataset.images.length, quiet });
  const listener = {
    onBytes: download.on,
    onImage: () => progress.step(),
    onUnreadable: (error: Parameters<typeof formatError>[0]) =>
      options.json ? printMessage(errorJson(error)) : progress.tell(`skipped: ${formatError(error)}`),
  };
  const enhance = options.enhance ? enhanceDefaults : null;
  const { network, weights } = options;
  const request = { dataset, network, weights, imageSize, enhance, seed, threads, out };
  const written = await writeFeatures(request, listener).finally(() => {
    download.stop();
    progress.stop();
  });
  printResult(
    options.json
      ? JSON.stringify({ type: "features", out, ...written })
      : `${written.rows} x ${written.channels} features in ${out}, whose rows ${written.table} names`,
  );
}
