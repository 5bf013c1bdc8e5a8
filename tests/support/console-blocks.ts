/** Commands on a page of documentation, with what they print: blocks marked ```console, lines of commands beginning with "$ ". */

export interface ShownCommand {
  readonly command: string;
  /** Of the command, in the page. */
  readonly line: number;
  /** Lines printed; "..." stands for any lines. */
  readonly printed: readonly string[];
}

export function commandsOn(page: string): ShownCommand[] {
  const commands: { command: string; line: number; printed: string[] }[] = [];
  let inBlock = false;
  for (const [i, text] of page.split("\n").entries()) {
    if (text.startsWith("```")) inBlock = text === "```console";
    else if (inBlock && text.startsWith("$ ")) commands.push({ command: text.slice(2), line: i + 1, printed: [] });
    else if (inBlock) commands.at(-1)?.printed.push(text);
  }
  return commands;
}

/** Whether a command printed what the page shows, whatever the numbers: lines in order, with others between them where the page has "...". */
export function printsAs(shown: readonly string[], printed: string): boolean {
  const plain = printed
    .split("\n")
    .map(withoutNumbers)
    .filter((line) => line !== "");
  const pattern = shown.map(withoutNumbers).filter((line) => line !== "");
  return follows(pattern, plain);
}

function follows([first, ...rest]: readonly string[], lines: readonly string[]): boolean {
  if (first === undefined) return lines.length === 0;
  if (first === "...") return lines.some((_, i) => follows(rest, lines.slice(i))) || follows(rest, []);
  return lines[0] === first && follows(rest, lines.slice(1));
}

/** Numbers, the marks of a best epoch, and the spaces between columns, which go by the numbers in them. */
const withoutNumbers = (line: string): string =>
  line
    .replaceAll(/\d+(?:[.,:]\d+)*/g, "0")
    .replaceAll(/ \*(?= |$)/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
