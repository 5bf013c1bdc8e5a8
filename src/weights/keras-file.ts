/** Weights from Keras' files, of whichever of its layouts: HDF5 as it is, or inside the archive that .keras is. */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { unzipSync } from "fflate";
import { RoentgenError } from "../util/error.ts";
import { type Hdf5Source, readHdf5 } from "./hdf5.ts";
import { modelByOrder } from "./keras-by-order.ts";
import { modelByPath } from "./keras-by-path.ts";
import { type NetworkLayers, type NetworkWeights, readModel } from "./stored-layers.ts";

/** What a file is read with. */
export interface ReadingLimits {
  /** Bytes that an HDF5 file may have. */
  readonly largest: number;
  /** The file's name, for errors. */
  readonly where: string;
}

/** To be called in a thread of its own (hdf5.ts). */
export function weightsInFile(path: string, network: NetworkLayers, limits: ReadingLimits): Promise<NetworkWeights> {
  const descriptor = openSync(path, "r");
  const start = new Uint8Array(2);
  readSync(descriptor, start, 0, 2, 0);
  const { size } = fstatSync(descriptor);
  const source = isArchive(start) ? weightsInArchive(readFileSync(descriptor), limits) : { descriptor, size };
  return weightsInHdf5(source, network, limits.where).finally(() => closeSync(descriptor));
}

/** The same from what is open already. */
export function weightsInHdf5(source: Hdf5Source, network: NetworkLayers, where: string): Promise<NetworkWeights> {
  return readHdf5(source, where, (file) => {
    const model = modelByOrder(file, network, where) ?? modelByPath(file, network);
    if (model === undefined) throw unknownLayout(where);
    return readModel(file, model, network, where);
  });
}

/** "PK", as a zip archive begins. */
const isArchive = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

const WEIGHTS = "model.weights.h5";
/** More than Keras puts into an archive, by far. */
const MOST_ENTRIES = 10_000;

/** The HDF5 file inside a .keras archive. Nothing is unpacked that says to be larger. */
function weightsInArchive(bytes: Uint8Array, { largest, where }: ReadingLimits): Uint8Array {
  let entries = 0;
  let size: number | undefined;
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        entries += 1;
        if (entries > MOST_ENTRIES) throw new RangeError("more entries than Keras writes");
        if (name !== WEIGHTS) return false;
        if (size !== undefined) throw new RangeError(`${WEIGHTS} twice`);
        size = originalSize;
        if (size > largest) throw new RangeError(`${WEIGHTS} of ${size} bytes, where ${largest} are plenty`);
        return true;
      },
    });
    if (files[WEIGHTS] !== undefined) return files[WEIGHTS];
  } catch (cause) {
    throw brokenArchive(where, cause instanceof Error ? cause.message : String(cause), cause);
  }
  throw brokenArchive(where, `an archive without ${WEIGHTS}`);
}

function brokenArchive(where: string, received: string, cause?: unknown): RoentgenError {
  return new RoentgenError("E_KERAS_ARCHIVE", "the archive holds no weights that can be read", {
    kind: "weights",
    where,
    expected: `a .keras file with ${WEIGHTS}`,
    received,
    fix: "save the model again in Keras: model.save(FILE.keras)",
    cause,
  });
}

function unknownLayout(where: string): RoentgenError {
  return new RoentgenError("E_KERAS_LAYOUT", "the file has none of the layouts of Keras' weights", {
    kind: "weights",
    where,
    expected: "weights or a model that Keras saved (.h5, .weights.h5, .keras)",
    received: "an HDF5 file with something else",
    fix: "save the model in Keras 3: model.save_weights(FILE.weights.h5)",
  });
}
