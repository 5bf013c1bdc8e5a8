/** What a run or an embedding starts from: a network of the registry with its values, or somebody's encoder. */
import { resolve } from "node:path";
import type { PixelScaling } from "../../image/index.ts";
import { type Base, baseOf, networkNamed, networkNames, type Pooling } from "../../networks/index.ts";
import { nodeRuntime } from "../../runtime/index.ts";
import type { TrainingPlan } from "../../training/index.ts";
import { optionError } from "../../util/usage.ts";
import type { OnBytes } from "../../weights/index.ts";
import { statedScaling } from "./encoder-scaling.ts";
import { type OpenedEncoder, openEncoder } from "./open-encoder.ts";
import { parseScaling } from "./parse-scaling.ts";
import { type StartValues, startValues } from "./start-values.ts";

/** As the options of these names. */
export interface BaseOptions {
  /** A network of the registry, or the path of an ONNX file. */
  readonly network: string;
  readonly weights?: string | undefined;
  readonly offline?: boolean | undefined;
  readonly imageSize?: number | undefined;
  readonly scaling?: string | undefined;
  readonly features?: string | undefined;
  readonly pooling?: Pooling | undefined;
  readonly threads?: number | undefined;
}

export interface ChosenBase {
  readonly base: Base;
  readonly imageSize: number;
  /** What the network was made for, or what was asked for. */
  readonly scaling: PixelScaling;
  /** As TrainingPlan has them. */
  readonly network: TrainingPlan["network"];
  /** Reads its values, or downloads them: last, once all that may be wrong without them is known. */
  readonly load: (onBytes: OnBytes) => Promise<StartValues>;
  /** Whether its variables start at random. */
  readonly isRandom: boolean;
  /** null: a network of the registry. */
  readonly encoder: OpenedEncoder | null;
}

/** A file of this kind is somebody's encoder; anything else must be a name. */
export const isEncoder = (network: string): boolean => network.endsWith(".onnx");

/** For who names a network that is not there. */
export const OR_A_FILE = ["or FILE.onnx"] as const;

/** Throws what the options or the machine do not allow. */
export async function chooseBase(options: BaseOptions): Promise<ChosenBase> {
  return isEncoder(options.network) ? chooseEncoder(options) : chooseNetwork(options);
}

function chooseNetwork(options: BaseOptions): ChosenBase {
  const { network, weights = "imagenet", offline = false, scaling } = options;
  forbid(
    options,
    ["features", "pooling"],
    `${network} is a network of the registry`,
    "give an ONNX file as --network, or leave it out",
  );
  const registered = networkNamed(network, OR_A_FILE);
  const imageSize = options.imageSize ?? registered.imageSize;
  const built = registered.build({ imageSize });
  return {
    base: baseOf(built),
    imageSize,
    scaling: scaling === undefined ? registered.scaling : parseScaling(scaling),
    network,
    load: (onBytes) => startValues({ weights, offline }, built, onBytes),
    isRandom: weights === "none",
    encoder: null,
  };
}

async function chooseEncoder(options: BaseOptions): Promise<ChosenBase> {
  const { network: path, scaling, features, pooling = "mean", imageSize, threads } = options;
  forbid(
    options,
    ["weights"],
    "an encoder's file holds its weights",
    `leave it out, or name one of ${networkNames.join(", ")}`,
  );
  const runtime = nodeRuntime({ threads });
  const encoder = await openEncoder(path, { features, pooling, imageSize }, runtime);
  return {
    base: encoder.base,
    imageSize: encoder.imageSize,
    scaling: scaling === undefined ? statedScaling(path, encoder.file) : parseScaling(scaling),
    network: encoder.base,
    load: async () => ({ values: new Map(), source: { weights: resolve(path), sha256: encoder.file.sha256 } }),
    isRandom: false,
    encoder,
  };
}

/** Options that mean nothing here are wrong, not ignored. */
function forbid(options: BaseOptions, names: readonly (keyof BaseOptions)[], why: string, fix: string): void {
  const given = names.find((name) => options[name] !== undefined);
  if (given === undefined) return;
  throw optionError(`--${given} cannot be given here: ${why}`, {
    expected: `no --${given}`,
    received: String(options[given]),
    fix,
  });
}
