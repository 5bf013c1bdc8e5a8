/** What a terminal shows of lines that are drawn again: played by the few codes that they use. */
import { expect, test } from "vitest";
import { startLiveLines } from "./live-lines.ts";
import { tellAbove } from "./open-bars.ts";

const ESCAPE = "\u001b";
const PIECES = new RegExp(`${ESCAPE}\\[\\??\\d+[A-Za-z]|\\n|\\r|[^${ESCAPE}\n\r]+`, "g");

/** A terminal of few abilities: new line, return, up, and clear below. */
function terminal() {
  const rows = [""];
  let at = 0;
  const put = (piece: string): void => {
    if (piece.startsWith(ESCAPE) && piece.endsWith("A")) at -= Number(piece.slice(2, -1));
    else if (piece === `${ESCAPE}[0J`) rows.splice(at, rows.length, "");
    else if (piece === "\n") rows[++at] ??= "";
    else if (piece !== "\r" && !piece.startsWith(ESCAPE)) rows[at] += piece;
  };
  const write = (text: string): boolean => {
    for (const piece of text.match(PIECES) ?? []) put(piece);
    return true;
  };
  return { stream: { write, columns: 80, rows: 24 } as unknown as NodeJS.WriteStream, rows }; // all that is asked of it
}

test("a message of Ctrl-C stands above the table, of which no line is left behind", () => {
  const { stream, rows } = terminal();
  const lines = startLiveLines(stream);
  lines.draw(["network  state", "a        waiting"]);
  tellAbove("stopping at the next sound place");
  lines.draw(["network  state", "a        stopped"]);
  lines.stop();
  expect(rows).toEqual(["stopping at the next sound place", "network  state", "a        stopped", ""]);
});
