/** Lines on a terminal that are drawn again in their place. On standard error. */
import { noteBar } from "./open-bars.ts";

export interface LiveLines {
  /** As many as the terminal is high are shown. */
  draw(lines: readonly string[]): void;
  /** A message above them. */
  tell(text: string): void;
  stop(): void;
}

const UP = (lines: number): string => (lines === 0 ? "" : `\u001b[${lines}A`);
const CLEAR_BELOW = "\u001b[0J";
const HIDE_CURSOR = "\u001b[?25l";
const SHOW_CURSOR = "\u001b[?25h";

export function startLiveLines(stream: NodeJS.WriteStream = process.stderr): LiveLines {
  let shown: readonly string[] = [];
  const write = (before: string, lines: readonly string[]): void => {
    const text = lines.map((line) => `${line}\n`).join("");
    stream.write(`\r${UP(shown.length)}${CLEAR_BELOW}${before}${text}`);
    shown = lines;
  };
  const stop = (): void => {
    stream.write(SHOW_CURSOR);
    forget();
  };
  const tell = (text: string): void => write(`${text}\n`, shown);
  const forget = noteBar({ stop: () => stream.write(SHOW_CURSOR), tell });
  stream.write(HIDE_CURSOR);
  return {
    draw(lines) {
      const width = stream.columns ?? 80;
      const room = Math.max(1, (stream.rows ?? 24) - 1);
      write(
        "",
        lines.slice(0, room).map((line) => line.slice(0, width - 1)),
      );
    },
    tell,
    stop,
  };
}
