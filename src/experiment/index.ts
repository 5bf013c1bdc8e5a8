export type { RunEvent } from "./events.ts";
export {
  kebabCase,
  namedAsInFile,
  parseTrainOptions,
  type TrainOptionName,
  trainOptionNames,
  trainOptions,
} from "./options.ts";
export { type FinishedRun, type RunRequest, trainRun } from "./train-run.ts";
