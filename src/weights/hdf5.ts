/**
 * HDF5 files, read by the HDF5 library itself (h5wasm), and without trust: each lies alone in a file system of the library's own, so that no
 * link of it leads anywhere else, and nothing is read before its declared type and size are known. What the library objects to is E_HDF5_BROKEN.
 *
 * A damaged file can make the library fail inside (about one of eight with a few changed bytes in what describes the data), and then it is of
 * no use for any other file: so it is used in a thread of its own for each file (keras-thread.ts).
 */
import { readSync } from "node:fs";
import { File, type Metadata, ready } from "h5wasm";
import { brokenHdf5 } from "./hdf5-broken.ts";
import { type FileSystem, fileNode } from "./hdf5-node.ts";

/** A data set as the file declares it. */
export interface StoredTensor {
  /** "float32", or what else it is, in words. */
  readonly type: string;
  readonly shape: readonly number[];
}

const FILE = "/weights.h5";
/** Of an attribute's own bytes; Keras divides its lists so that none has more than 64512. */
const LARGEST_ATTRIBUTE = 2 ** 16;
/** In one of those. */
const MOST_TEXTS = 2 ** 13;
/** H5T_class_t, the HDF5 library's kinds of types. */
const [INTEGER, FLOAT, STRING] = [0, 1, 3];

/** Bytes in memory, or a file that is open for reading: then what is needed is read when it is needed. */
export type Hdf5Source = Uint8Array | { readonly descriptor: number; readonly size: number };

/** What `use` makes of a file, which it must not keep. One file at a time. where: its name, for errors. */
export async function readHdf5<T>(source: Hdf5Source, where: string, use: (file: Hdf5File) => T): Promise<T> {
  const { FS, activate_throwing_error_handler } = await ready;
  activate_throwing_error_handler();
  place(FS, source);
  const file = guarded(where, () => new File(FILE, "r"));
  if (file.file_id < 0n) throw brokenHdf5(where, "it cannot be opened");
  try {
    return use(new Hdf5File(file, where));
  } finally {
    guarded(where, () => file.close());
    FS.unlink(FILE);
  }
}

/** Makes the source a file of the library's own file system, without a copy. */
function place(FS: FileSystem, source: Hdf5Source): void {
  const inMemory = source instanceof Uint8Array;
  FS.writeFile(FILE, inMemory ? source : new Uint8Array(), { canOwn: true } as object);
  if (inMemory) return;
  const node = fileNode(FS, FILE);
  node.usedBytes = source.size;
  node.stream_ops = {
    ...node.stream_ops,
    read: (_: unknown, buffer: Uint8Array, offset: number, length: number, position: number): number =>
      readSync(source.descriptor, buffer, offset, length, position),
  };
}

/** An open file. Paths are absolute: "/model_weights/NASNet". */
export class Hdf5File {
  readonly #file: File;
  readonly #where: string;

  constructor(file: File, where: string) {
    this.#file = file;
    this.#where = where;
  }

  /** What lies in a group; nothing where there is no such group. */
  names(group: string): string[] {
    return guarded(this.#where, () => {
      const found = this.#file.get(group);
      return found !== null && "keys" in found ? found.keys() : [];
    });
  }

  /** An attribute that is a text or a list of texts; an empty list may be of any type. Undefined where there is none. */
  texts(path: string, attribute: string): string[] | undefined {
    const found = guarded(this.#where, () => {
      const object = this.#file.get(path);
      return object !== null && "attrs" in object ? object.attrs[attribute] : undefined;
    });
    if (found === undefined) return undefined;
    const { type, size, total_size: count } = found.metadata;
    if (count === 0) return [];
    if (type !== STRING || size * count > LARGEST_ATTRIBUTE || count > MOST_TEXTS) {
      throw brokenHdf5(
        this.#where,
        `${path} has an attribute ${attribute} of ${count} values that is no list of names`,
      );
    }
    return guarded(this.#where, () => [found.value].flat().map(String));
  }

  /** Undefined where there is no data set. */
  tensor(path: string): StoredTensor | undefined {
    const metadata = guarded(this.#where, () => this.#dataset(path)?.metadata);
    return metadata && { type: typeOf(metadata), shape: metadata.shape ?? [] };
  }

  /** The values of a data set that `tensor` says to be float32, and whose shape the caller has found to be right. */
  float32(path: string): Float32Array {
    const values = guarded(this.#where, () => this.#dataset(path)?.value);
    if (values instanceof Float32Array) return values;
    throw brokenHdf5(this.#where, `${path} has no values of float32`);
  }

  #dataset(path: string) {
    const found = this.#file.get(path);
    return found !== null && "metadata" in found && "slice" in found ? found : undefined;
  }
}

/** Data in chunks may be compressed, and a chunk may be larger than what it holds: Keras writes none, so none is read. */
function typeOf({ type, size, littleEndian, chunks }: Metadata): string {
  const kind = type === FLOAT ? `float${size * 8}` : type === INTEGER ? `int${size * 8}` : "no numbers";
  return `${littleEndian ? "" : "big-endian "}${kind}${chunks === null ? "" : " in chunks"}`;
}

/** Whatever the library throws, as an error that a user can read. */
function guarded<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw brokenHdf5(where, innermostReason(cause), cause);
  }
}

/** Of the library's report, outermost first, the last line that tells what happened. */
function innermostReason(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  const reasons = Array.from(message.matchAll(/#\d+: .* in \w+\(\): (.*)/g), (match) => match[1]!);
  return reasons.at(-1) ?? message.split("\n")[0]!;
}
