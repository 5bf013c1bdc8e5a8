/** Rows in memory while they are few, else in a file. Node's own. */
import { closeRecordFile, createRecordFile, readRecord, writeRecord } from "../util/record-file.ts";
import { type OpenRows, type Rows, type RowsExtent, rowsInMemory } from "./rows.ts";

/** In bytes: 8 views of 7,900 images' features of NASNetMobile. */
const LARGEST_IN_MEMORY = 2 ** 28;

/** folder: of the file. */
export const rowsOnDisk =
  (folder: string, largestInMemory = LARGEST_IN_MEMORY): OpenRows =>
  (extent) =>
    extent.rows * extent.width * Float32Array.BYTES_PER_ELEMENT <= largestInMemory
      ? rowsInMemory(extent)
      : rowsInFile(folder, extent);

function rowsInFile(folder: string, { rows, width }: RowsExtent): Rows {
  const file = createRecordFile(folder, { records: rows, bytes: width * Float32Array.BYTES_PER_ELEMENT });
  return {
    write: (at, row) => writeRecord(file, at, bytesOf(row)),
    read: (at, row) => readRecord(file, at, bytesOf(row)),
    close: () => closeRecordFile(file),
  };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
