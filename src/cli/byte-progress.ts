/** A download's progress: megabytes, rate, time left. */
import { createBar } from "./bar.ts";
import { formatSeconds } from "./progress.ts";
import { printMessage } from "./terminal.ts";

export interface ByteProgress {
  /** Bytes so far, and in all where that is known. */
  on(done: number, total: number | null): void;
  stop(): void;
}

const MEGABYTE = 1e6;

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
      const text = `${what}: ${formatBytes(done, total, done - first, (performance.now() - start) / 1000)}`;
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

/** "12.0 of 20.0 MB, 2.0 MB/s, 4 s left"; came: the bytes of these seconds, without those of an earlier run. */
export function formatBytes(done: number, total: number | null, came: number, seconds: number): string {
  const rate = came / Math.max(seconds, 1e-3);
  const mega = (bytes: number): string => (bytes / MEGABYTE).toFixed(1);
  if (total === null) return `${mega(done)} MB, ${mega(rate)} MB/s`;
  const left = rate === 0 ? "" : `, ${formatSeconds((total - done) / rate)} left`;
  return `${mega(done)} of ${mega(total)} MB, ${mega(rate)} MB/s${left}`;
}
