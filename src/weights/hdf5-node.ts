/** A file in the file system in memory that the HDF5 library has (Emscripten's MEMFS), as its declarations do not show it. */
import type { ready } from "h5wasm";

export type FileSystem = Awaited<typeof ready>["FS"];

interface FileNode {
  /** May be longer than what is used. */
  contents: Uint8Array;
  usedBytes: number;
  stream_ops: object;
}

/** The file itself, to spare copies of it. */
export const fileNode = (FS: FileSystem, path: string): FileNode => FS.lookupPath(path, {}).node as unknown as FileNode;
