/**
 * A terminal's screen as far as the demo draws on it: text, which goes on in the next row where one is full, line ends, carriage returns, and
 * the control sequences of progress bars.
 */

const ESCAPE = String.fromCharCode(27);
// a control sequence (ECMA-48): parameters, then a letter; an escape of one character; or a character that is drawn
const PIECE = new RegExp(`${ESCAPE}\\[([?\\d;]*)([A-Za-z])|${ESCAPE}[^[]|([\\s\\S])`, "g");

export class Terminal {
  /** The text of every row so far; rows are never scrolled away. */
  rows = [""];
  #columns;
  #row = 0;
  #column = 0;

  constructor(columns) {
    this.#columns = columns;
  }

  write(text) {
    for (const [, parameters, letter, character] of text.matchAll(PIECE)) {
      if (letter !== undefined) this.#control(letter, Number.parseInt(parameters, 10));
      else if (character !== undefined) this.#put(character);
    }
  }

  #put(character) {
    if (character === "\r") this.#column = 0;
    else if (character === "\n") this.#down();
    else if (character >= " ") {
      if (this.#column === this.#columns) this.#down();
      const row = this.rows[this.#row].padEnd(this.#column);
      this.rows[this.#row] = row.slice(0, this.#column) + character + row.slice(this.#column + 1);
      this.#column++;
    }
  }

  #down() {
    this.#row++;
    this.#column = 0;
    if (this.#row === this.rows.length) this.rows.push("");
  }

  /** Others (colours, the cursor's look) change no text. */
  #control(letter, parameter) {
    if (letter === "G") this.#column = Math.max((parameter || 1) - 1, 0);
    if (letter === "A") this.#row = Math.max(this.#row - (parameter || 1), 0);
    if (letter === "K") {
      const row = this.rows[this.#row];
      this.rows[this.#row] = parameter === 2 ? "" : row.slice(0, this.#column);
    }
  }
}
