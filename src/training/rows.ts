/** Rows of float32 of one width, such as the features of images, written and read by their place. */
export interface Rows {
  write(at: number, row: Float32Array): void;
  /** Fills `row`. */
  read(at: number, row: Float32Array): void;
  close(): void;
}

export interface RowsExtent {
  readonly rows: number;
  readonly width: number;
}

/** Where rows are kept: in memory, or somewhere larger. */
export type OpenRows = (extent: RowsExtent) => Rows;

export const rowsInMemory: OpenRows = ({ rows, width }) => {
  const all = new Float32Array(rows * width);
  return {
    write: (at, row) => all.set(row, at * width),
    read: (at, row) => row.set(all.subarray(at * width, (at + 1) * width)),
    close() {},
  };
};

/** chosen.length x width. */
export function gatherRows(from: Rows, chosen: readonly number[], width: number): Float32Array {
  const gathered = new Float32Array(chosen.length * width);
  for (const [row, at] of chosen.entries()) from.read(at, gathered.subarray(row * width, (row + 1) * width));
  return gathered;
}

export function scatterRows(values: Float32Array, to: Rows, chosen: readonly number[], width: number): void {
  for (const [row, at] of chosen.entries()) to.write(at, values.subarray(row * width, (row + 1) * width));
}
