/** Bars and lines that are drawn. Each hides the terminal's cursor, which is shown again however the process ends. */
import { printMessage } from "./terminal.ts";

interface Drawn {
  stop(): void;
  /** A message above it; left out: it draws itself again below one. */
  tell?(text: string): void;
}

const open = new Set<Drawn>();

/** Gives what forgets it. */
export function noteBar(bar: Drawn): () => void {
  open.add(bar);
  return () => void open.delete(bar);
}

/** A message from who does not know what is drawn. */
export function tellAbove(text: string): void {
  const tell = [...open].findLast((drawn) => drawn.tell !== undefined)?.tell ?? printMessage;
  tell(text);
}

/** For a process that ends. */
export function stopBars(): void {
  for (const bar of open) bar.stop();
}

process.on("exit", stopBars);
