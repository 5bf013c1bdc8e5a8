/** Rows of a PNG from their differences: ISO/IEC 15948, section 9. */

/**
 * rows: each of `length` bytes after the number of its filter; the result takes their place in memory. reach: bytes from a pixel to the
 * same channel of the one on its left. null where a filter is none of the five.
 */
export function unfilter(rows: Uint8Array, length: number, reach: number): Uint8Array | null {
  const height = rows.length / (length + 1);
  let above: Uint8Array = new Uint8Array(length);
  for (let y = 0; y < height; y++) {
    const from = y * (length + 1);
    const restore = filters[rows[from]!];
    if (restore === undefined) return null;
    const row = rows.subarray(from + 1, from + 1 + length);
    restore(row, above, reach);
    above = row;
  }
  for (let y = 0; y < height; y++) rows.copyWithin(y * length, y * (length + 1) + 1, (y + 1) * (length + 1));
  return rows.subarray(0, height * length);
}

type Restore = (row: Uint8Array, above: Uint8Array, reach: number) => void;

/** Those that look to the left go channel by channel: what is on the left then stays in a register. */
const filters: readonly Restore[] = [none, sub, up, average, paeth];

function none(): void {} // they are the bytes themselves

function sub(row: Uint8Array, _above: Uint8Array, reach: number): void {
  for (let channel = 0; channel < reach; channel++) {
    let left = 0;
    for (let i = channel; i < row.length; i += reach) {
      left = (row[i]! + left) & 255;
      row[i] = left;
    }
  }
}

function up(row: Uint8Array, above: Uint8Array): void {
  for (let i = 0; i < row.length; i++) row[i]! += above[i]!;
}

function average(row: Uint8Array, above: Uint8Array, reach: number): void {
  for (let channel = 0; channel < reach; channel++) {
    let left = 0;
    for (let i = channel; i < row.length; i += reach) {
      left = (row[i]! + ((left + above[i]!) >> 1)) & 255;
      row[i] = left;
    }
  }
}

/**
 * Of left, above and the corner between them the one that is nearest to left + above - corner; of equals the first. That is the greater of
 * the first two where the corner lies far below them, the lesser where it lies far above, else the corner. Which it is cannot be foretold from
 * byte to byte, so masks choose (all ones or none: the sign of a difference), not branches.
 */
function paeth(row: Uint8Array, above: Uint8Array, reach: number): void {
  for (let channel = 0; channel < reach; channel++) {
    let left = 0;
    let corner = 0;
    for (let i = channel; i < row.length; i += reach) {
      const over = above[i]!;
      const bend = (3 * corner - left - over) | 0;
      const swap = (left ^ over) & ((left - over) >> 31);
      const lesser = over ^ swap;
      const greater = left ^ swap;
      const notGreater = corner ^ ((corner ^ lesser) & ((greater - bend - 1) >> 31)); // lesser where bend >= greater
      const nearest = notGreater ^ ((notGreater ^ greater) & ((bend - lesser - 1) >> 31)); // greater where bend <= lesser
      left = (row[i]! + nearest) & 255;
      row[i] = left;
      corner = over;
    }
  }
}
