/** Words of a command line that is told, so that it can be copied as it is: as shells take them. */

/** A backslash is a plain letter in the paths of Windows alone. */
const PLAIN = process.platform === "win32" ? /^[\w@%+=:,./\\-]+$/ : /^[\w@%+=:,./-]+$/;

/** Plain words stay as they are, others stand in quotes. */
export const quoted = (word: string): string => (PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
