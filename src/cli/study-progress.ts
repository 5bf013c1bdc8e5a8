/** What the runs of an experiment are doing: a table that is drawn again on a terminal; elsewhere a line for what happens; or JSON. */
import { hasEnded, type PlannedRun, type RunState, type StudyEvent } from "../experiment/index.ts";
import { counted } from "../util/counted.ts";
import { startLiveLines } from "./live-lines.ts";
import { imageProgress } from "./progress.ts";
import { formatTable } from "./table.ts";
import { printMessage, printResult } from "./terminal.ts";

export interface StudyListener {
  on(event: StudyEvent): void;
  stop(): void;
}

export function studyListener({ json, quiet }: { readonly json: boolean; readonly quiet: boolean }): StudyListener {
  if (json) return { on: printEvent, stop() {} };
  if (quiet) return { on() {}, stop() {} };
  return afterHashing(process.stderr.isTTY ? table() : lines());
}

/** One by one, hashed files would drown a reader. */
function printEvent(event: StudyEvent): void {
  if (event.type !== "hashed") printResult(JSON.stringify(event));
}

type RunsEvent = Exclude<StudyEvent, { type: "hashing" | "hashed" }>;

/** A bar over the files that are read before anything begins; then what the runs do. */
function afterHashing(runs: RunsListener): StudyListener {
  const files = imageProgress(false);
  return {
    on(event) {
      if (event.type === "hashing") files.start(event.images, "files");
      else if (event.type === "hashed") files.step();
      else {
        files.stop();
        runs.on(event);
      }
    },
    stop() {
      files.stop();
      runs.stop();
    },
  };
}

interface RunsListener {
  on(event: RunsEvent): void;
  stop(): void;
}

type Begun = Extract<StudyEvent, { type: "experiment" }>;

function table(): RunsListener {
  const drawn = startLiveLines();
  const states = new Map<string, RunState>();
  let runs: readonly PlannedRun[] = [];
  return {
    on(event) {
      if (event.type === "experiment") {
        runs = event.runs;
        drawn.tell(headline(event));
      } else states.set(event.run, event.state);
      drawn.draw(liveTable(runs, states, Math.max(1, (process.stderr.rows ?? 24) - 3)));
    },
    stop: drawn.stop,
  };
}

/** Where there is not room for all, runs that have ended go first, then those that wait. */
export function liveTable(runs: readonly PlannedRun[], states: ReadonlyMap<string, RunState>, room: number): string[] {
  const stateOf = ({ name }: PlannedRun): RunState => states.get(name) ?? { kind: "waiting" };
  const rank = (run: PlannedRun): number => (stateOf(run).kind === "waiting" ? 1 : hasEnded(stateOf(run)) ? 2 : 0);
  const chosen = new Set(runs.toSorted((a, b) => rank(a) - rank(b)).slice(0, room));
  const shown = runs.filter((run) => chosen.has(run));
  const columns = [...new Set(runs.flatMap(({ values }) => Object.keys(values)))];
  const rows = shown.map((run) => [...columns.map((column) => run.values[column] ?? ""), formatState(stateOf(run))]);
  const ended = runs.filter((run) => hasEnded(stateOf(run))).length;
  return [...formatTable([[...columns, "state"], ...rows]).split("\n"), `${ended} of ${runs.length} runs`];
}

function lines(): RunsListener {
  let total = 0;
  const ended = new Set<string>();
  return {
    on(event) {
      if (event.type === "experiment") {
        total = event.runs.length;
        printMessage(headline(event));
        return;
      }
      if (!isTold(event.state)) return;
      if (hasEnded(event.state)) ended.add(event.run);
      printMessage(
        `${event.run}: ${formatState(event.state)}${hasEnded(event.state) ? `  [${ended.size} of ${total} runs]` : ""}`,
      );
    },
    stop() {},
  };
}

/** Of the epochs of a phase every tenth part. */
const isTold = (state: RunState): boolean =>
  state.kind !== "training" || state.epoch % Math.ceil(state.epochs / 10) === 0;

const headline = ({ folder, runs, workers, threads }: Begun): string =>
  `experiment: ${folder}, ${counted(runs.length, "run")}, ${workers} at a time with ${counted(threads, "thread")} each`;

/** "fine-tuning 5 of 30, validation accuracy 0.913" */
export function formatState(state: RunState): string {
  switch (state.kind) {
    case "reading":
      return `reading ${state.images} images`;
    case "training": {
      const accuracy = state.accuracy === null ? "" : `, validation accuracy ${state.accuracy.toFixed(3)}`;
      return `${state.phase} ${state.epoch} of ${state.epochs}${accuracy}`;
    }
    case "judging":
      return "judging on the test part";
    case "finished":
      return `finished${state.accuracy === null ? "" : `, accuracy ${state.accuracy.toFixed(3)}`}`;
    case "failed":
      return `failed: ${state.failure.message} (${state.failure.code}, status ${state.failure.status})`;
    case "stopped":
      return "stopped; its checkpoint is kept";
    default:
      return state.kind;
  }
}
