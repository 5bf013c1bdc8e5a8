/** Arrays of values by name, such as parameters, gradients or moments. */
export type Arrays = ReadonlyMap<string, Float32Array>;

export const copyOf = (arrays: Arrays): Map<string, Float32Array> =>
  new Map([...arrays].map(([name, values]) => [name, values.slice()]));

/** Writes over the arrays of these names. */
export function copyInto(target: Arrays, source: Arrays): void {
  for (const [name, values] of source) target.get(name)!.set(values);
}

/** Fills all of them from what was kept, which may hold more. Throws where something is missing or of another size: whoever kept it had another model. */
export function restoreArrays(arrays: Arrays, kept: Arrays): void {
  for (const [name, values] of arrays) {
    const found = kept.get(name);
    if (found?.length !== values.length)
      throw new RangeError(`${name} has ${values.length} values, of which ${found?.length ?? "none"} were kept`);
    values.set(found);
  }
}
