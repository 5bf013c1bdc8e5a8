/** Text in lines of a width. */

/** Cut between words; a longer word has a line of its own. */
const wrappedWords = (text: string, width: number): string[] => filled(text.split(/(?<= )/), width);

/** Pieces, whose spaces are behind them, in lines of at most so many characters. */
export function filled(pieces: readonly string[], width: number): string[] {
  const lines = [""];
  for (const piece of pieces) {
    const longer = lines.at(-1)! + piece;
    if (lines.at(-1) === "" || longer.trimEnd().length <= width) lines[lines.length - 1] = longer;
    else lines.push(piece);
  }
  return lines.map((line) => line.trimEnd());
}

/** Each note behind a dash. */
export const formatNotes = (notes: readonly string[], width: number): string =>
  notes.map((note) => `- ${wrappedWords(note, width - 2).join("\n  ")}`).join("\n");
