/** A model that somebody trained in Keras, as a model of ours: its weights from the file, what no weight file says from its owner. */
import type { EnhanceOptions } from "../image/index.ts";
import { type ExportedModel, exportModel, undecided } from "../model/index.ts";
import { classifierGraph, networkNamed } from "../networks/index.ts";
import { nodeRuntime } from "../runtime/index.ts";
import { RoentgenError } from "../util/error.ts";
import { optionError } from "../util/usage.ts";
import { type NetworkWeights, readWeights } from "../weights/index.ts";
import { parseScaling } from "./base/parse-scaling.ts";

export interface ConvertRequest {
  /** Base and head, in any format that is read. */
  readonly file: string;
  readonly network: string;
  /** In the order of the head's units; of a sigmoid: label 0, label 1. */
  readonly names: readonly string[];
  /** Of the names of a sigmoid the one that figures refer to; undefined for a softmax. */
  readonly positive: string | undefined;
  readonly imageSize: number | undefined;
  /** As --scaling; undefined: the network's own. */
  readonly scaling: string | undefined;
  readonly enhance: EnhanceOptions | null;
}

/** Throws E_WEIGHTS_HEAD for a file without a head, E_OPTION for names that are not its head's, and what readWeights throws. */
export async function convertModel(request: ConvertRequest): Promise<ExportedModel> {
  const { file, network, names, scaling, enhance } = request;
  const registered = networkNamed(network);
  const imageSize = request.imageSize ?? registered.imageSize;
  const built = registered.build({ imageSize });
  const asNetwork = scaling === undefined ? registered.scaling : parseScaling(scaling);
  const { base, head } = await readWeights(file, built);
  const { units, values } = requireHead(head, file);
  const positive = placeOfPositive(request, units);
  const classifier = {
    graph: classifierGraph(built, { units }),
    parameters: new Map([...base, ...values]),
    network,
    task: positive === null ? "multi" : `binary:${names[positive]}`,
    names,
    positive,
    imageSize,
    enhance,
    scaling: asNetwork,
  };
  return exportModel(classifier, undecided(classifier, "a converted model comes without validation"), nodeRuntime());
}

interface StoredHead {
  readonly units: number;
  readonly values: ReadonlyMap<string, Float32Array>;
}

/** The head of a file. Throws E_WEIGHTS_HEAD where there is none. */
export function requireHead(head: NetworkWeights["head"], file: string): StoredHead {
  if (head !== null) return { units: head.get("head/bias")!.length, values: head };
  throw new RoentgenError("E_WEIGHTS_HEAD", "the file holds a network without a head", {
    kind: "weights",
    where: file,
    expected: "the network, and a dense layer with kernel and bias behind it",
    received: "the network alone",
    fix: "save the whole model in Keras: model.save(FILE.keras)",
  });
}

/** The place of --positive among the names of a sigmoid, null for a softmax. Throws E_OPTION where the head is another. */
function placeOfPositive({ names, positive }: ConvertRequest, units: number): number | null {
  if (new Set(names).size < names.length) throw wrongOption("names", "names that differ", names.join());
  if (names.some((name) => name === "")) throw wrongOption("names", "no empty name", names.join());
  if (names.length !== Math.max(2, units)) throw wrongCount(names, units);
  if (units > 1) {
    if (positive !== undefined) throw wrongOption("positive", `no --positive for a softmax of ${units}`, positive);
    return null;
  }
  if (positive !== undefined && names.includes(positive)) return names.indexOf(positive);
  throw wrongOption("positive", `for a sigmoid one of --names: ${names.join(", ")}`, positive ?? "none");
}

function wrongCount(names: readonly string[], units: number): RoentgenError {
  const head = units === 1 ? "a sigmoid: the names of label 0 and label 1" : `${units}, as the file's head has units`;
  return wrongOption("names", head, `${names.length}: ${names.join(", ")}`);
}

function wrongOption(name: "names" | "positive", expected: string, received: string): RoentgenError {
  return optionError(`--${name} does not fit the file's head`, {
    expected,
    received,
    fix: "name the classes in the order of the model's outputs",
  });
}
