/** roentgen evaluate RUN: figures on validation, or on the sealed test part. */
import { Command } from "commander";
import { type Evaluation, evaluate } from "../evaluation/index.ts";
import { nodeRuntime } from "../runtime/index.ts";
import { RoentgenError } from "../util/error.ts";
import { wholeFrom } from "../util/numeric.ts";
import { formatMetrics } from "./metrics.ts";
import { parseOption } from "./options.ts";
import { type Progress, startProgress } from "./progress.ts";
import { printResult } from "./terminal.ts";

interface EvaluateOptions {
  readonly test?: boolean;
  readonly reason?: string;
  readonly threads?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const example = `
Examples:
  roentgen evaluate runs/covid
  roentgen evaluate runs/covid --test --reason "final figures for the paper"`;

export function evaluateCommand(): Command {
  return new Command("evaluate")
    .description("judge a run on its validation part, or open its test part")
    .argument("<run>", "the folder of a run")
    .option("--test", "open the sealed test part; every opening is written into the run's ledger")
    .option("--reason <text>", "why the test part is opened")
    .option("--threads <number>", "of the processor (default: all)")
    .option("--json", "print JSON")
    .option("--quiet", "print results only")
    .addHelpText("after", example)
    .action(evaluateRun);
}

async function evaluateRun(folder: string, options: EvaluateOptions): Promise<void> {
  const reason = reasonOf(options);
  const threads =
    options.threads === undefined
      ? undefined
      : parseOption("--threads", options.threads, wholeFrom(1), "a whole number from 1");
  const runtime = nodeRuntime(threads === undefined ? {} : { threads });
  let progress: Progress | undefined;
  const quiet = options.quiet || options.json || false;
  const bar = {
    start(total: number): void {
      progress = startProgress({ unit: "images", total, quiet });
    },
    step: (): void => progress?.step(),
  };
  const evaluation = await evaluate({ folder, reason, now: new Date(), threads }, runtime, bar).finally(() =>
    progress?.stop(),
  );
  printResult(
    options.json
      ? JSON.stringify({ type: "evaluation", ...evaluation })
      : formatMetrics(evaluation.metrics, titleOf(evaluation)),
  );
}

/** null: the test part stays closed. */
function reasonOf({ test, reason }: EvaluateOptions): string | null {
  if (test === true && reason !== undefined && reason.trim() !== "") return reason;
  if (test !== true && reason === undefined) return null;
  throw new RoentgenError("E_OPTION", "--test and --reason belong together", {
    kind: "usage",
    expected: '--test --reason "why", as the test part is for the last judgement and each opening is written down',
    received: test === true ? "--test without a reason" : "--reason without --test",
    fix: "give both, or neither to judge on validation",
  });
}

/** "test", later "test (2nd opening: no longer unseen)" */
function titleOf({ part, opening }: Evaluation): string {
  return opening === null || opening === 1 ? part : `${part} (${ordinal(opening)} opening: no longer unseen)`;
}

/** 2nd, 3rd, 4th, 11th, 21st... */
export function ordinal(number: number): string {
  const ending = { one: "st", two: "nd", few: "rd", other: "th", zero: "th", many: "th" };
  return `${number}${ending[new Intl.PluralRules("en", { type: "ordinal" }).select(number)]}`;
}
