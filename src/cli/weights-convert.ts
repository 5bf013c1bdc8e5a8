/** roentgen weights convert FILE OUT: weights as safetensors; a classifier that somebody trained in Keras as a model that predicts. */
import { extname } from "node:path";
import { Command } from "commander";
import { convertModel, SCALING_EXPECTED } from "../experiment/index.ts";
import { enhanceDefaults } from "../image/index.ts";
import { networkNamed } from "../networks/index.ts";
import { formatBytes } from "../util/byte-size.ts";
import type { RoentgenError } from "../util/error.ts";
import { optionError } from "../util/usage.ts";
import { writeWhole } from "../util/write.ts";
import { namedTensors, readWeights, writeSafetensors } from "../weights/index.ts";
import { networkOption, parseImageSize } from "./network-options.ts";
import { printMessage, printResult } from "./terminal.ts";

interface ConvertOptions extends ModelOptions {
  readonly network: string;
}

/** What a model needs to know, and weights do not. */
interface ModelOptions {
  readonly names?: string;
  readonly positive?: string;
  readonly imageSize?: string;
  readonly scaling?: string;
  readonly enhance?: boolean;
}

const example = `
Examples:
  roentgen weights convert my-weights.h5 my-weights.safetensors --network resnet101
  roentgen weights convert my-model.keras model.onnx --names covid,normal,other
  roentgen weights convert my-model.keras model.onnx --names covid,other --positive covid --scaling raw

A sigmoid gives the probability of the second name, label 1 in Keras; --positive says which of the two all figures refer to.`;

export function weightsConvertCommand(): Command {
  return new Command("convert")
    .description("write the weights in a file as safetensors, or a whole classifier as a model.onnx that predicts")
    .argument("<file>", "what Keras saves: .h5, .weights.h5, .keras")
    .argument("<out>", "a .safetensors, or a .onnx for `roentgen predict`")
    .addOption(networkOption())
    .option("--names <list>", ".onnx: the classes, in the order of the model's outputs: covid,normal,other")
    .option("--positive <name>", ".onnx with a sigmoid: the class whose probability is told")
    .option("--image-size <pixels>", ".onnx: height and width of its images (default: the network's own)")
    .option(
      "--scaling <scaling>",
      `.onnx: pixels into the network: ${SCALING_EXPECTED} (default: the network's own; raw for a model that scales for itself)`,
    )
    .option("--enhance", ".onnx: images are enhanced before they are judged (default)")
    .option("--no-enhance", ".onnx: images stay as they are")
    .addHelpText("after", example)
    .action(convert);
}

const MODEL_OPTIONS = [
  "names",
  "positive",
  "imageSize",
  "scaling",
  "enhance",
] as const satisfies (keyof ModelOptions)[];

async function convert(file: string, out: string, { network, ...options }: ConvertOptions): Promise<void> {
  const write = { ".safetensors": weightsOf, ".onnx": modelOf }[extname(out).toLowerCase()];
  if (write === undefined) throw wrongTarget(out);
  const bytes = await write(file, network, options);
  await writeWhole(out, bytes);
  printMessage(formatBytes(bytes.length));
  printResult(out);
}

async function weightsOf(file: string, network: string, options: ModelOptions): Promise<Uint8Array> {
  const given = MODEL_OPTIONS.find((name) => options[name] !== undefined);
  if (given !== undefined) throw onlyOfModels(given);
  const built = networkNamed(network).build();
  return writeSafetensors(namedTensors(built, await readWeights(file, built)));
}

async function modelOf(file: string, network: string, options: ModelOptions): Promise<Uint8Array> {
  const { names, positive, imageSize, scaling, enhance = true } = options;
  if (names === undefined) throw withoutNames();
  const { bytes } = await convertModel({
    file,
    network,
    names: names.split(",").map((name) => name.trim()),
    positive,
    imageSize: parseImageSize(imageSize),
    scaling,
    enhance: enhance ? enhanceDefaults : null,
  });
  return bytes;
}

function wrongTarget(out: string): RoentgenError {
  return optionError("weights are converted to safetensors, or to a model", {
    expected: "a file that ends in .safetensors or .onnx",
    received: out,
    fix: "name it .safetensors or .onnx",
  });
}

function onlyOfModels(option: string): RoentgenError {
  return optionError("safetensors hold weights alone", {
    expected: "--network and no other option",
    received: option,
    fix: "leave it out, or convert to a file that ends in .onnx",
  });
}

function withoutNames(): RoentgenError {
  return optionError("a model needs the names of its classes, which Keras does not save", {
    expected: "--names, in the order of the model's outputs",
    received: "none",
    fix: "give for example --names covid,normal,other",
  });
}
