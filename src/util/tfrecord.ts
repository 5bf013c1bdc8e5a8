/**
 * TFRecord, how TensorFlow puts records one after the other into a file (tensorflow/core/lib/io/record_writer.cc): the length as a uint64, the
 * checksum of these eight bytes, the data, the checksum of the data; all little-endian, a checksum being a CRC-32C, masked.
 */
import { crc32c } from "./crc32c.ts";

const HEADER = 12;
const FOOTER = 4;

export function formatRecord(data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEADER + data.length + FOOTER);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, masked(bytes.subarray(0, 8)), true);
  bytes.set(data, HEADER);
  view.setUint32(HEADER + data.length, masked(data), true);
  return bytes;
}

export interface Records {
  readonly data: readonly Uint8Array[];
  /** Bytes of the file that they take. */
  readonly length: number;
}

/** Up to the end or to what is no whole record: a killed process may leave half of one. */
export function readRecords(bytes: Uint8Array): Records {
  const records: Uint8Array[] = [];
  for (let length = 0; ; ) {
    const data = firstRecord(bytes.subarray(length));
    if (data === null) return { data: records, length };
    records.push(data);
    length += HEADER + data.length + FOOTER;
  }
}

function firstRecord(bytes: Uint8Array): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < HEADER || view.getUint32(8, true) !== masked(bytes.subarray(0, 8))) return null;
  const end = HEADER + Number(view.getBigUint64(0, true));
  const data = bytes.subarray(HEADER, end);
  return bytes.length >= end + FOOTER && view.getUint32(end, true) === masked(data) ? data : null;
}

/** Turned by 15 bits and shifted: the checksum of data that hold checksums themselves would be weak. */
function masked(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
