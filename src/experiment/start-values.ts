/** Where a network starts: at random, from a weight file, or from the base of an earlier run. */
import { stat } from "node:fs/promises";
import { networkNamed, onnxShape, type Variable, variablesOf } from "../networks/index.ts";
import { runFolder } from "../run/index.ts";
import { RoentgenError } from "../util/error.ts";
import { readSafetensorsFile } from "../weights/index.ts";

/** Values of the base by name, in ONNX' layout; none for a random start. weights: as --weights. */
export async function startValues(
  weights: string,
  { network, imageSize }: { readonly network: string; readonly imageSize: number },
): Promise<ReadonlyMap<string, Float32Array>> {
  if (weights === "none") return new Map();
  if (weights === "imagenet") throw noImagenet();
  const file = await weightFile(weights);
  const { tensors } = await readSafetensorsFile(file);
  const variables = variablesOf(networkNamed(network).build({ imageSize }));
  return new Map(variables.map((variable) => [variable.name, valuesOf(variable, tensors, file)]));
}

/** A run's folder stands for its best checkpoint. */
async function weightFile(weights: string): Promise<string> {
  const isFolder = await stat(weights).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  return isFolder ? runFolder(weights).checkpoint.best.weights : weights;
}

type Tensors = Awaited<ReturnType<typeof readSafetensorsFile>>["tensors"];

function valuesOf(variable: Variable, tensors: Tensors, file: string): Float32Array {
  const tensor = tensors.get(variable.name);
  const expected = `float32 [${onnxShape(variable).join(", ")}]`;
  const received = tensor === undefined ? "nothing" : `${tensor.type} [${tensor.shape.join(", ")}]`;
  if (expected === received && tensor?.data instanceof Float32Array) return tensor.data;
  throw new RoentgenError("E_WEIGHTS_SHAPE", "the weights are not those of this network", {
    kind: "weights",
    where: `${file}, ${variable.name}`,
    expected,
    received,
    fix: "give the weights of the network that --network names",
  });
}

function noImagenet(): RoentgenError {
  return new RoentgenError("E_WEIGHTS_IMAGENET", "ImageNet weights are not provided yet", {
    kind: "weights",
    expected: "none, a safetensors file, or the folder of a run",
    received: "imagenet",
    fix: "use --weights none to start at random, or --weights with a file or an earlier run",
  });
}
