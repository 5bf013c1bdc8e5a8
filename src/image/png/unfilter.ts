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

/** Those that look to the left go channel by channel: what is on the left then stays in a register. */
const filters: readonly ((row: Row) => void)[] = [none, sub, up, average, paeth];

function none({ rows, from, out, at, length }: Row): void {
  out.set(rows.subarray(from, from + length), at);
}

function sub({ rows, from, out, at, length, reach }: Row): void {
  for (let channel = 0; channel < reach; channel++) {
    let left = 0;
    for (let i = channel; i < length; i += reach) {
      left = (rows[from + i]! + left) & 255;
      out[at + i] = left;
    }
  }
}

function up({ rows, from, out, at, length }: Row): void {
  const aboveAt = at - length;
  for (let i = 0; i < length; i++) out[at + i] = rows[from + i]! + out[aboveAt + i]!;
}

function average({ rows, from, out, at, length, reach }: Row): void {
  const aboveAt = at - length;
  for (let channel = 0; channel < reach; channel++) {
    let left = 0;
    for (let i = channel; i < length; i += reach) {
      left = (rows[from + i]! + ((left + out[aboveAt + i]!) >> 1)) & 255;
      out[at + i] = left;
    }
  }
}

/**
 * Of left, above and the corner between them the one that is nearest to left + above - corner; of equals the first. That is the greater of
 * the first two where the corner lies far below them, the lesser where it lies far above, else the corner. Which it is cannot be foretold from
 * byte to byte, so masks choose (all ones or none: the sign of a difference), not branches.
 */
function paeth({ rows, from, out, at, length, reach }: Row): void {
  const aboveAt = at - length;
  for (let channel = 0; channel < reach; channel++) {
    let left = 0;
    let corner = 0;
    for (let i = channel; i < length; i += reach) {
      const above = out[aboveAt + i]!;
      const bend = (3 * corner - left - above) | 0;
      const swap = (left ^ above) & ((left - above) >> 31);
      const lesser = above ^ swap;
      const greater = left ^ swap;
      const notGreater = corner ^ ((corner ^ lesser) & ((greater - bend - 1) >> 31)); // lesser where bend >= greater
      const nearest = notGreater ^ ((notGreater ^ greater) & ((bend - lesser - 1) >> 31)); // greater where bend <= lesser
      left = (rows[from + i]! + nearest) & 255;
      out[at + i] = left;
      corner = above;
    }
  }
}
