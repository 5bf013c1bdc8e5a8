/** A bar on a terminal. */
import { SingleBar } from "cli-progress";
import { noteBar } from "./open-bars.ts";

export interface Bar {
  /** done of total; the first call draws the bar. */
  update(done: number, total: number, text: string): void;
  stop(): void;
}

export function createBar(): Bar {
  const bar = new SingleBar({ format: "{bar} {text}", stream: process.stderr, hideCursor: true, fps: 10 });
  const forget = noteBar(bar);
  return {
    update(done, total, text) {
      if (!bar.isActive) bar.start(total, done, { text });
      bar.update(done, { text });
    },
    stop() {
      bar.stop();
      forget();
    },
  };
}
