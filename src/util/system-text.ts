/** What the system says of a file that cannot be read or written, in words that a person knows; the rest as the system has it. */

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: "nothing there",
  ENOTDIR: "a file where a folder should be",
  EISDIR: "a folder",
  EACCES: "no permission",
  EPERM: "no permission",
  EROFS: "a disk that is read only",
};

/** For `received`; where: the error's own. */
export function systemText(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const { code, message } = cause as NodeJS.ErrnoException;
  return (code === undefined ? undefined : WORDS[code]) ?? message;
}
