/**
 * How far a command is: a bar on a terminal; elsewhere a line every ten percent. On standard error, as all that is no result.
 */
import { createBar } from "./bar.ts";
import { printMessage } from "./terminal.ts";

export interface Progress {
  /** So many more are done; one, if not told. */
  step(count?: number): void;
  /** A message between the steps, on a line of its own. */
  tell(text: string): void;
  stop(): void;
}

/** Images are worked on; files are read for their SHA-256. */
type Unit = "files" | "images";

interface ProgressOptions {
  readonly unit: Unit;
  readonly total: number;
  readonly quiet?: boolean;
}

/** Seconds before anything is shown: most often all files are read within. */
const SHOWN_AFTER: Readonly<Record<Unit, number>> = { files: 1, images: 0 };

export function startProgress({ unit, total, quiet = false }: ProgressOptions): Progress {
  if (quiet) return { step() {}, tell() {}, stop() {} };
  return process.stderr.isTTY ? bar(unit, total) : lines(unit, total);
}

/** Progress over files that are hashed and images, whose number is told later, perhaps several times in turn. */
export function imageProgress(quiet: boolean) {
  let progress: Progress | undefined;
  return {
    start(total: number, unit: Unit): void {
      progress?.stop();
      progress = startProgress({ unit, total, quiet });
    },
    step: (): void => progress?.step(),
    tell: (text: string): void => progress?.tell(text),
    stop: (): void => progress?.stop(),
  };
}

/** "40 %, 20 of 50 images, 10.0 images/s, 3 s left" */
export function formatProgress(unit: string, done: number, total: number, seconds: number): string {
  const rate = done / Math.max(seconds, 1e-3);
  const percentage = Math.floor((100 * done) / total);
  return `${percentage} %, ${done} of ${total} ${unit}, ${rate.toFixed(1)} ${unit}/s, ${formatSeconds((total - done) / rate)} left`;
}

/** "7 s", "2 min 05 s", "1 h 30 min" */
export function formatSeconds(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const two = (part: number): string => String(part).padStart(2, "0");
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
}

const secondsSince = (start: number): number => (performance.now() - start) / 1000;

function bar(unit: Unit, total: number): Progress {
  const start = performance.now();
  let done = 0;
  const drawn = createBar();
  if (SHOWN_AFTER[unit] === 0) drawn.update(0, total, `0 %, 0 of ${total} ${unit}`);
  return {
    step(count = 1) {
      done += count;
      const seconds = secondsSince(start);
      if (seconds >= SHOWN_AFTER[unit]) drawn.update(done, total, formatProgress(unit, done, total, seconds));
    },
    tell(text) {
      process.stderr.write(`\r\u001b[K${text}\n`); // clears the bar's line; the bar draws itself again
    },
    stop: drawn.stop,
  };
}

function lines(unit: Unit, total: number): Progress {
  const start = performance.now();
  let done = 0;
  return {
    step(count = 1) {
      const tenth = Math.floor((10 * done) / total);
      done += count;
      const seconds = secondsSince(start);
      if (seconds >= SHOWN_AFTER[unit] && Math.floor((10 * done) / total) > tenth)
        printMessage(formatProgress(unit, done, total, seconds));
    },
    tell: printMessage,
    stop() {},
  };
}
