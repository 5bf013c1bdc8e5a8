/** A network's weights from a file of any format that is known, which its first bytes tell. */
import { open } from "node:fs/promises";
import { headVariables, type Network, variablesOf } from "../networks/index.ts";
import { RoentgenError } from "../util/error.ts";
import { readInThread } from "./keras-thread.ts";
import { readSafetensorsFile, type Safetensors } from "./safetensors.ts";
import { checkedValues, largestFile, type NetworkWeights } from "./stored-layers.ts";
import { unreadableWeights } from "./unreadable.ts";

/** Safetensors with our names and layout, or what Keras saves: .h5, .weights.h5, .keras. Throws errors of kind "weights". */
export async function readWeights(path: string, network: Network): Promise<NetworkWeights> {
  const largest = largestFile(network);
  const { start, size } = await look(path).catch(unreadableWeights(path));
  if (size > largest) throw tooLarge(path, largest, size);
  const format = formatOf(start);
  if (format === "keras") return readInThread(path, network, { largest, where: path });
  if (format === "safetensors") return fromSafetensors(await readSafetensorsFile(path), network, path);
  throw unknownFormat(path, start);
}

/** How a file begins, and how long it is. */
async function look(path: string): Promise<{ start: Uint8Array; size: number }> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(new Uint8Array(9), 0, 9, 0);
  return { start: buffer.subarray(0, bytesRead), size: (await file.stat()).size };
}

const HDF5 = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** Safetensors begin with a length of 8 bytes, and a brace. */
const BRACE = [0x7b];

function formatOf(bytes: Uint8Array): "keras" | "safetensors" | undefined {
  const has = (signature: readonly number[], at = 0): boolean => signature.every((byte, i) => bytes[at + i] === byte);
  if (has(HDF5) || has(ZIP)) return "keras";
  return has(BRACE, 8) ? "safetensors" : undefined;
}

function fromSafetensors({ tensors }: Safetensors, network: Network, where: string): NetworkWeights {
  const base = checkedValues(variablesOf(network), tensors, where);
  const units = tensors.get("head/bias")?.shape[0];
  if (units === undefined) return { base, head: null };
  return { base, head: checkedValues(headVariables(network.channels, units), tensors, where) };
}

function unknownFormat(where: string, bytes: Uint8Array): RoentgenError {
  const start = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return new RoentgenError("E_WEIGHTS_FORMAT", "the file is in no format of weights that is known", {
    kind: "weights",
    where,
    expected: "safetensors, or a file that Keras saved (.h5, .weights.h5, .keras)",
    received: bytes.length === 0 ? "an empty file" : `bytes that begin with ${start}`,
    fix: "check the path, and get or save the file again",
  });
}

function tooLarge(where: string, largest: number, size: number): RoentgenError {
  return new RoentgenError("E_WEIGHTS_SIZE", "the file is larger than any with the weights of this network", {
    kind: "weights",
    where,
    expected: `at most ${largest} bytes`,
    received: `${size} bytes`,
    fix: "give the weights of the network that --network names",
  });
}
