/** What a run is doing: a bar for the images that are read and for each phase, a line for each epoch; or JSON. */
import type { RunEvent } from "../experiment/index.ts";
import type { EpochEvent } from "../training/index.ts";
import { startByteProgress } from "./byte-progress.ts";
import { type Progress, startProgress } from "./progress.ts";
import { printMessage, printResult } from "./terminal.ts";

export interface RunListener {
  on(event: RunEvent): void;
  /** Ends a bar that is under way. */
  stop(): void;
}

export function runListener({ json, quiet }: { readonly json: boolean; readonly quiet: boolean }): RunListener {
  if (json) return { on: printJson, stop() {} };
  if (quiet) return { on() {}, stop() {} };
  const download = startByteProgress("weights", false);
  let progress: Progress | undefined;
  const stop = (): void => {
    download.stop();
    progress?.stop();
    progress = undefined;
  };
  const count = (total: number): void => {
    stop();
    progress = startProgress({ unit: "images", total });
  };
  const say = (text: string): void => (progress?.tell ?? printMessage)(text);

  const on = (event: RunEvent): void => {
    switch (event.type) {
      case "download":
        download.on(event.done, event.total);
        return;
      case "base":
        if (event.features !== null) say(encoderLine(event.features, event));
        return;
      case "ignored":
        for (const { name, reason } of event.ignored) say(`ignored ${name}: ${reason}`);
        return;
      case "reading":
        count(event.images);
        return;
      case "read":
        progress?.step();
        return;
      case "skipped":
        say(`left out ${event.path}: ${event.message} (${event.code})`);
        return;
      case "data":
        stop();
        for (const line of dataLines(event)) say(line);
        return;
      case "run":
        say(`run: ${event.folder} (normalisation: ${event.normalisation})`);
        return;
      case "phase":
        if (event.epochs === 0) return;
        say(`${event.phase} phase, at most ${event.epochs} epochs of ${event.images} images`);
        count(event.epochs * event.images);
        return;
      case "step":
        progress?.step(event.images);
        return;
      case "epoch":
        say(formatEpoch(event));
        return;
      case "checkpoint":
        return;
      case "done":
        stop();
    }
  };
  return { on, stop };
}

/** Steps and images one by one would drown a reader; parameters are in the checkpoint. */
function printJson(event: RunEvent): void {
  if (
    event.type === "download" ||
    event.type === "read" ||
    event.type === "step" ||
    event.type === "checkpoint" ||
    event.type === "done"
  )
    return;
  printResult(JSON.stringify(event));
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

/** "epoch 3  loss 0.8123  accuracy 0.6412  validation 0.9010 / 0.6095 *  learning rate 0.001  24.3 s  32.3 images/s" */
function formatEpoch(event: EpochEvent): string {
  const { epoch, train, validation, best, rate, seconds, imagesPerSecond } = event;
  return [
    `epoch ${String(epoch).padEnd(2)}`,
    `loss ${train.loss.toFixed(4)}`,
    `accuracy ${train.accuracy.toFixed(4)}`,
    `validation ${validation.loss.toFixed(4)} / ${validation.accuracy.toFixed(4)}${best ? " *" : "  "}`,
    `rate ${rate.toPrecision(1)}`,
    `${seconds.toFixed(1)} s`,
    `${imagesPerSecond.toFixed(1)} images/s`,
  ].join("  ");
}
