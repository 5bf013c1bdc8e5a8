/** Words of a command line that is told, so that it can be copied as it is: as shells take them. */

/** Plain words stay as they are, others stand in quotes. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./\\-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
