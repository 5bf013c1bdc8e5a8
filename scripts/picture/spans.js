/** From what was drawn, when, to rows of text that stand on a picture from one moment to another. */
import { Terminal } from "./terminal.js";

/**
 * drawn: pieces of text with their seconds; columns: of the terminal; speed: seconds of the recording in one of the picture; frame: seconds of
 * the picture in which it changes once at most. Gives spans { row, text, from, to }, to null for what stays, and the picture's seconds.
 */
export function spansOf(drawn, { columns, speed, frame }) {
  const terminal = new Terminal(columns);
  const standing = [];
  const spans = [];
  const show = (time) => {
    for (const [row, text] of terminal.rows.entries()) {
      if (standing[row]?.text === text) continue;
      if (standing[row] !== undefined) spans.push({ ...standing[row], to: time });
      standing[row] = { row, text, from: time };
    }
  };
  let shown = 0;
  let time = 0;
  for (const { seconds, text } of drawn) {
    time = seconds / speed;
    if (time - shown >= frame) {
      show(shown);
      shown = Math.floor(time / frame) * frame;
    }
    terminal.write(text);
  }
  show(time);
  const all = [...spans, ...standing.map((span) => ({ ...span, to: null }))];
  return { spans: all.filter(({ text }) => text.trim() !== ""), rows: terminal.rows.length, seconds: time };
}
