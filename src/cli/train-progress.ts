/** What a run is doing: a bar for the images that are read and for each phase, a line for each epoch; or JSON. */
import { LESS_MEMORY, type RunEvent } from "../experiment/index.ts";
import type { EpochEvent } from "../training/index.ts";
import { startByteProgress } from "./byte-progress.ts";
import { deviceLine } from "./device-option.ts";
import { ignoredLines } from "./ignored.ts";
import { type Progress, startProgress } from "./progress.ts";
import { printMessage, printResult } from "./terminal.ts";

export interface RunListener {
  on(event: RunEvent): void;
  /** Ends a bar that is under way. */
  stop(): void;
}

export function runListener({ json, quiet }: { readonly json: boolean; readonly quiet: boolean }): RunListener {
  if (json) return { on: printEvent, stop() {} };
  if (quiet) return { on() {}, stop() {} };
  const download = startByteProgress("weights", false);
  let progress: Progress | undefined;
  const stop = (): void => {
    download.stop();
    progress?.stop();
    progress = undefined;
  };
  const count = (total: number, unit: "files" | "images"): void => {
    stop();
    progress = startProgress({ unit, total });
  };
  const say = (text: string): void => (progress?.tell ?? printMessage)(text);

  const on = (event: RunEvent): void => {
    if (event.type === "data" || event.type === "done") stop();
    for (const line of linesOf(event)) say(line);
    if (event.type === "download") download.on(event.done, event.total);
    if (toDo(event) > 0) count(toDo(event), event.type === "hashing" ? "files" : "images");
    if (done(event) > 0) progress?.step(done(event));
  };
  return { on, stop };
}

/** Images that a bar begins with. */
function toDo(event: RunEvent): number {
  if (event.type === "hashing" || event.type === "reading") return event.images;
  return event.type === "phase" ? event.epochs * event.images - event.done : 0;
}

/** Images that it goes on by. */
function done(event: RunEvent): number {
  if (event.type === "hashed" || event.type === "read") return 1;
  return event.type === "step" ? event.images : 0;
}

function linesOf(event: RunEvent): string[] {
  switch (event.type) {
    case "base":
      return event.features === null ? [] : [encoderLine(event.features, event)];
    case "ignored":
      return ignoredLines(event.ignored);
    case "skipped":
      return [`left out ${event.path}: ${event.message} (${event.code})`];
    case "data":
      return dataLines(event);
    case "device":
      return [deviceLine(event)];
    case "remark":
      return [event.text];
    case "begun":
      return [`run: ${event.folder} (normalisation: ${event.normalisation})`];
    case "resumed":
      return resumedLines(event);
    case "phase":
      return event.epochs === 0 ? [] : [phaseLine(event)];
    case "layout":
      return event.why === null ? [] : [`${event.phase} phase: with generic graphs, as ${event.why}`];
    case "stage":
      return [`from epoch ${event.epoch}: images of ${event.imageSize} x ${event.imageSize}`];
    case "features":
      return event.cached === 0 || event.done < event.images ? [] : [featuresLine(event)];
    case "other-model":
      return [otherModelLine(event.openings)];
    case "cache-problem":
      return [event.problem];
    case "epoch":
      return [formatEpoch(event)];
    default:
      return [];
  }
}

function resumedLines({ from, fellBack, killed, differences }: Extract<RunEvent, { type: "resumed" }>): string[] {
  const steps = from === null || from.steps === 0 ? "" : ` and ${from.steps} steps`;
  const place = from === null ? "from the beginning" : `${from.phase} phase, after ${from.epoch} epochs${steps}`;
  return [
    ...(killed === null ? [] : [killedLine(killed)]),
    ...(fellBack === null ? [] : [`the last checkpoint is damaged, going on from the one before (${fellBack})`]),
    ...differences.map((difference) => `not as before, so that figures may differ in their last places: ${difference}`),
    `going on: ${place}`,
  ];
}

const killedLine = ({ pid, host }: { readonly pid: number; readonly host: string }): string =>
  `the process before (${pid} on ${host}) ended without a word; if memory was short, a new run takes less with ${LESS_MEMORY}`;

function phaseLine({ phase, epochs, images, leftOut }: Extract<RunEvent, { type: "phase" }>): string {
  const others = leftOut === 0 ? "" : `; ${leftOut} left out of each in turn, as they fill no micro-batch`;
  return `${phase} phase, at most ${epochs} epochs of ${images} images${others}; * marks the best epoch so far`;
}

const otherModelLine = (openings: readonly number[]): string =>
  `the model that was made again is not the one that the test part was opened with (opening ${openings.join(", ")}): figures of the test part are of that one`;

/** "features of 786 images in view 1: 700 from the cache" */
function featuresLine({ view, images, cached }: Extract<RunEvent, { type: "features" }>): string {
  const which = view === null ? `${images} validation images` : `${images} images in view ${view}`;
  return `features of ${which}: ${cached} from the cache`;
}

/** One by one they would drown a reader; parameters are in the checkpoint. */
const SILENT: ReadonlySet<RunEvent["type"]> = new Set(["download", "hashed", "read", "step", "checkpoint", "done"]);

function printEvent(event: RunEvent): void {
  const isUnderWay = event.type === "features" && event.done < event.images;
  if (!SILENT.has(event.type) && !isUnderWay) printResult(JSON.stringify(event));
}

/** "encoder densenet121: features relu_120, 1024 x 7 x 7, pooled to 1024" */
function encoderLine(
  { name, shape }: { readonly name: string; readonly shape: readonly unknown[] },
  base: { readonly name: string; readonly channels: number },
): string {
  return `encoder ${base.name}: features ${name}, ${shape.slice(1).join(" x ")}, pooled to ${base.channels}`;
}

function dataLines({ counts, withoutPatient }: Extract<RunEvent, { type: "data" }>): string[] {
  const parts = Object.entries(counts).map(([part, count]) => {
    const classes = Object.entries(count).map(([name, images]) => `${images} ${name}`);
    return `${part.padEnd(11)}${classes.join(", ")}`;
  });
  const unknown =
    withoutPatient === 0
      ? []
      : [`${withoutPatient} images without a known patient: each counts as a patient of its own`];
  return [...parts, ...unknown];
}

/** "epoch 3  loss 0.8123  accuracy 0.6412  validation 0.9010 / 0.6095 *  rate 0.001  24.3 s  32.3 images/s" */
function formatEpoch(event: EpochEvent): string {
  const { epoch, train, validation, best, rate, seconds, imagesPerSecond } = event;
  return [
    `epoch ${String(epoch).padEnd(2)}`,
    `loss ${train.loss.toFixed(4)}`,
    `accuracy ${train.accuracy.toFixed(4)}`,
    `validation ${validation.loss.toFixed(4)} / ${validation.accuracy.toFixed(4)}${best ? " *" : "  "}`,
    `rate ${Number(rate.toPrecision(3))}`,
    `${seconds.toFixed(1)} s`,
    `${imagesPerSecond.toFixed(1)} images/s`,
  ].join("  ");
}
