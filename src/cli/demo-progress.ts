/** How far the demo is: a line and a bar for each stage, with what training tells; or JSON. */
import type { DemoEvent, DemoStage } from "../experiment/index.ts";
import { printJson } from "./json-lines.ts";
import { type Progress, startProgress } from "./progress.ts";
import { printMessage } from "./terminal.ts";
import { runListener } from "./train-progress.ts";

export interface DemoListener {
  on(event: DemoEvent): void;
  /** Ends a bar that is under way. */
  stop(): void;
}

const TITLES: Readonly<Record<DemoStage, string>> = {
  phantoms: "1/5 phantoms: chest radiographs from a seed, in three classes",
  training: "2/5 training: the network from a random start, first its head, then all of it",
  judging: "3/5 judging: on phantoms of another seed, which nothing has seen",
  baselines: "4/5 comparing: two regressions without a network, on the same phantoms",
  prediction: "5/5 predicting: one phantom of each class",
};

export function demoListener({ json, quiet }: { readonly json: boolean; readonly quiet: boolean }): DemoListener {
  const training = runListener({ json, quiet });
  const isSilent = json || quiet;
  let progress: Progress | undefined;
  const stop = (): void => {
    training.stop();
    progress?.stop();
    progress = undefined;
  };
  const on = (event: DemoEvent): void => {
    if (event.type === "training") training.on(event.event);
    else if (event.type === "counted") progress?.step(event.count);
    else begin(event);
  };
  const begin = (event: Extract<DemoEvent, { type: "count" | "stage" }>): void => {
    stop();
    if (event.type === "count") progress = startProgress({ ...event, quiet: isSilent });
    else if (json) printJson("demo-stage", { stage: event.stage });
    else if (!quiet) printMessage(`\n${TITLES[event.stage]}`);
  };
  return { on, stop };
}
