/** Arrays filled again with what was kept of them. */
type Arrays = ReadonlyMap<string, Float32Array>;

/** What was kept may hold more. Throws where something is missing or of another size: whoever kept it had another model. */
export function restoreArrays(arrays: Arrays, kept: Arrays): void {
  for (const [name, values] of arrays) {
    const found = kept.get(name);
    if (found?.length !== values.length)
      throw new RangeError(`${name} has ${values.length} values, of which ${found?.length ?? "none"} were kept`);
    values.set(found);
  }
}
