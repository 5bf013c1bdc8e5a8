/** A map with other keys. */
export const renamed = <Value>(map: ReadonlyMap<string, Value>, name: (key: string) => string): Map<string, Value> =>
  new Map([...map].map(([key, value]) => [name(key), value]));
