/** Bars that are drawn. Each hides the terminal's cursor, which is shown again however the process ends. */
interface Drawn {
  stop(): void;
}

const open = new Set<Drawn>();

/** Gives what forgets it. */
export function noteBar(bar: Drawn): () => void {
  open.add(bar);
  return () => void open.delete(bar);
}

/** For a process that ends. */
export function stopBars(): void {
  for (const bar of open) bar.stop();
}

process.on("exit", stopBars);
