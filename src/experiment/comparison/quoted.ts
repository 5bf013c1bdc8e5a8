/** A row's name in a sentence; it may have commas. */
export const quoted = (name: string): string => `“${name}”`;
