/** roentgen demo: the whole path on phantoms, from nothing to a judged model. */

import type { Command } from "commander";
import { DEMO, type DemoResult, demoAgain, figureCell, runDemo } from "../experiment/index.ts";
import type { PartMetrics } from "../run/index.ts";
import { quoted } from "../util/shell.ts";
import { demoListener } from "./demo-progress.ts";
import { tellHowToGoOn, whenInterrupted } from "./interrupt.ts";
import { printJson } from "./json-lines.ts";
import { isQuiet, parseOption, parseThreads, wholeNumber } from "./options.ts";
import { formatPredictions } from "./prediction-table.ts";
import { formatSeconds } from "./progress.ts";
import { formatTable } from "./table.ts";
import { printMessage, printResult } from "./terminal.ts";

interface DemoOptions {
  readonly out: string;
  readonly seed: string;
  readonly threads?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const example = `
No patient's image is in it, and nothing is downloaded. It takes a few minutes on two cores.

Examples:
  roentgen demo
  roentgen demo --out elsewhere --seed 7`;

export function defineDemo(command: Command): void {
  command
    .option("--out <folder>", "where all of it lies; must be new", "roentgen-demo")
    .option("--seed <number>", "of everything random; the phantoms to be judged on have the next one", "1")
    .option("--threads <number>", "of the processor (default: all)")
    .option("--json", "print JSON")
    .option("--quiet", "print results only")
    .addHelpText("after", example)
    .action(demo);
}

async function demo(options: DemoOptions): Promise<void> {
  const request = {
    folder: options.out,
    seed: parseOption("--seed", options.seed, wholeNumber, "a whole number from 0"),
    setting: DEMO,
    threads: parseThreads(options.threads),
    command: process.argv.slice(2),
    created: new Date(),
  };
  tellHowToGoOn(demoAgain(options.out));
  const listener = demoListener({ json: options.json ?? false, quiet: options.quiet ?? false });
  try {
    const result = await runDemo(request, listener.on, stoppable);
    listener.stop();
    if (options.json) printJson("demo", result);
    else tell(result, isQuiet(options));
  } finally {
    listener.stop();
  }
}

/** Ctrl-C while it works lets it end at a sound place; at other times it ends the command. */
async function stoppable<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const interruption = whenInterrupted();
  try {
    return await work(interruption.signal);
  } finally {
    interruption.stop();
  }
}

function tell({ folders, metrics, baselines, predictions, seconds }: DemoResult, quiet: boolean): void {
  printResult(formatPredictions(predictions.classes, predictions.rows));
  printResult(`\n${formatComparison(metrics, baselines)}`);
  if (quiet) return;
  printMessage(`
model      ${folders.run}/model.onnx
report     ${folders.run}/report.html
run        ${folders.run}
phantoms   ${folders.phantoms}, ${folders.heldOut}
done in ${formatSeconds(seconds)}

next:
  roentgen predict ${quoted(folders.run)} ${quoted(`${folders.heldOut}/normal`)}
  roentgen evaluate ${quoted(folders.run)} --data ${quoted(folders.heldOut)}
  roentgen train YOUR-RADIOGRAPHS/ with a folder of images for each class`);
}

function formatComparison(network: PartMetrics, baselines: DemoResult["baselines"]): string {
  const row = (name: string, { accuracy, macro }: PartMetrics): string[] => [
    name,
    ...[accuracy, macro.auroc].map((figure) => figureCell(figure)),
  ];
  return formatTable([
    [`on ${network.images} unseen phantoms`, "accuracy", "AUROC, mean"],
    row("NASNetMobile", network),
    ...baselines.map(({ features, metrics }) => row(`regression on ${features}`, metrics)),
  ]);
}
