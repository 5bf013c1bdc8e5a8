/**
 * NumPy's file of one array, version 1.0 (numpy.org/doc/stable/reference/generated/numpy.lib.format.html): a magic string, a header that is
 * a Python literal padded to a multiple of 64 bytes, the values in C order, little-endian.
 */

/** Of float32 values: the header's size does not depend on the numbers in `shape`, so that it can be written anew when rows are counted. */
export function npyHeader(shape: readonly [rows: number, columns: number]): Uint8Array {
  const literal = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(", ")}), }`;
  const header = new Uint8Array(128).fill(0x20);
  header.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0]);
  new DataView(header.buffer).setUint16(8, header.length - 10, true);
  header.set(new TextEncoder().encode(literal), 10);
  header[127] = 0x0a;
  return header;
}
