/** A download's progress: bytes, rate, time left. */
import { formatBytes } from "../util/byte-size.ts";
import { createBar } from "./bar.ts";
import { formatSeconds } from "./progress.ts";
import { printMessage } from "./terminal.ts";

export interface ByteProgress {
  /** Bytes so far, and in all where that is known. */
  on(done: number, total: number | null): void;
  stop(): void;
}

/** what: the name that stands before the figures. */
export function startByteProgress(what: string, quiet: boolean): ByteProgress {
  if (quiet) return { on() {}, stop() {} };
  const start = performance.now();
  const bar = process.stderr.isTTY ? createBar() : null;
  let first: number | undefined;
  let tenth = -1;
  return {
    on(done, total) {
      first ??= done;
      const text = `${what}: ${formatDownload(done, total, done - first, (performance.now() - start) / 1000)}`;
      if (bar !== null) {
        bar.update(done, total ?? done, text);
        return;
      }
      const now = total === null ? 0 : Math.floor((10 * done) / total);
      if (now > tenth) printMessage(text);
      tenth = now;
    },
    stop: () => bar?.stop(),
  };
}

/** "12.0 MB of 20.0 MB, 2.0 MB/s, 4 s left"; came: the bytes of these seconds, without those of an earlier run. */
export function formatDownload(done: number, total: number | null, came: number, seconds: number): string {
  const rate = came / Math.max(seconds, 1e-3);
  const speed = `${formatBytes(rate)}/s`;
  if (total === null) return `${formatBytes(done)}, ${speed}`;
  const left = rate === 0 ? "" : `, ${formatSeconds((total - done) / rate)} left`;
  return `${formatBytes(done)} of ${formatBytes(total)}, ${speed}${left}`;
}
