/** Rows of a PNG from their differences: ISO/IEC 15948, section 9. */

/**
 * rows: each of `length` bytes after the number of its filter. reach: bytes from a pixel to the same channel of the one on its left.
 * null where a filter is none of the five.
 */
export function unfilter(rows: Uint8Array, length: number, reach: number): Uint8Array | null {
  const height = rows.length / (length + 1);
  const out = new Uint8Array((height + 1) * length); // above the first row are zeros
  for (let y = 0; y < height; y++) {
    const from = y * (length + 1);
    const restore = filters[rows[from]!];
    if (restore === undefined) return null;
    restore({ rows, from: from + 1, out, at: (y + 1) * length, length, reach });
  }
  return out.subarray(length);
}

interface Row {
  readonly rows: Uint8Array;
  readonly from: number;
  readonly out: Uint8Array;
  readonly at: number;
  readonly length: number;
  readonly reach: number;
}

const filters: readonly ((row: Row) => void)[] = [none, sub, up, average, paeth];

function none({ rows, from, out, at, length }: Row): void {
  out.set(rows.subarray(from, from + length), at);
}

function sub({ rows, from, out, at, length, reach }: Row): void {
  for (let i = 0; i < reach; i++) out[at + i] = rows[from + i]!;
  for (let i = reach; i < length; i++) out[at + i] = rows[from + i]! + out[at + i - reach]!;
}

function up({ rows, from, out, at, length }: Row): void {
  for (let i = 0; i < length; i++) out[at + i] = rows[from + i]! + out[at + i - length]!;
}

function average({ rows, from, out, at, length, reach }: Row): void {
  for (let i = 0; i < reach; i++) out[at + i] = rows[from + i]! + (out[at + i - length]! >> 1);
  for (let i = reach; i < length; i++)
    out[at + i] = rows[from + i]! + ((out[at + i - reach]! + out[at + i - length]!) >> 1);
}

/** Of left, above and above left the one that is nearest to left + above - above left; of equals the first. */
function paeth({ rows, from, out, at, length, reach }: Row): void {
  for (let i = 0; i < reach; i++) out[at + i] = rows[from + i]! + out[at + i - length]!;
  for (let i = reach; i < length; i++) {
    const left = out[at + i - reach]!;
    const above = out[at + i - length]!;
    const corner = out[at + i - length - reach]!;
    const toLeft = Math.abs(above - corner);
    const toAbove = Math.abs(left - corner);
    const toCorner = Math.abs(left + above - 2 * corner);
    const nearest = toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    out[at + i] = rows[from + i]! + nearest;
  }
}
