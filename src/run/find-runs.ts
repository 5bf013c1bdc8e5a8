/** Which folders are runs. */
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { RoentgenError } from "../util/error.ts";
import { exists } from "../util/exists.ts";
import { nearest } from "../util/nearest.ts";
import { quoted } from "../util/shell.ts";
import { systemText } from "../util/system-text.ts";
import { runFolder } from "./folder.ts";

/**
 * The folders of runs in a folder, and of those in the experiments that it holds or is, by name; the folder itself, where it is a run.
 * Throws E_FOLDER where it cannot be read.
 */
export async function findRuns(folder: string): Promise<string[]> {
  if (await isRun(folder)) return [folder];
  const { runs, others } = await sorted(folder);
  const experiments = [folder, ...others].map((each) => join(each, RUNS_OF_EXPERIMENT));
  const below = experiments.map(async (each) => ((await exists(each)) ? (await sorted(each)).runs : []));
  return [...runs, ...(await Promise.all(below)).flat()].sort();
}

/** In the folder of an experiment. */
const RUNS_OF_EXPERIMENT = "runs";

/** The folders in a folder. */
async function sorted(folder: string): Promise<{ readonly runs: string[]; readonly others: string[] }> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: Error) => {
    throw new RoentgenError("E_FOLDER", "the folder of runs cannot be read", {
      kind: "usage",
      where: folder,
      expected: "a folder with runs in it",
      received: systemText(cause),
      fix: "name the folder: roentgen runs list FOLDER",
      cause,
    });
  });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  const are = await Promise.all(folders.map(isRun));
  return { runs: folders.filter((_, i) => are[i]), others: folders.filter((_, i) => !are[i]) };
}

/** Also one that has lost a part. */
async function isRun(folder: string): Promise<boolean> {
  const { config, checkpoint, manifest } = runFolder(folder);
  const found = await Promise.all([exists(config), exists(manifest), exists(checkpoint.folder)]);
  return found[0]! || (found[1]! && found[2]!);
}

/** Of a folder that somebody names. Throws E_RUN_FILE_MISSING, with the run that was probably meant. */
export async function requireRun(folder: string): Promise<void> {
  if (await isRun(folder)) return;
  if (await exists(join(folder, RUNS_OF_EXPERIMENT))) throw ofRuns(folder);
  const received = await kindOf(folder);
  const meant = received === "nothing there" ? await nearestRun(folder) : undefined;
  throw new RoentgenError("E_RUN_FILE_MISSING", "there is no run", {
    kind: "usage",
    where: folder,
    expected: "the folder of a run, which holds config.json",
    received,
    fix: meant === undefined ? "check the path: roentgen runs list shows what is there" : `did you mean ${meant}?`,
  });
}

const kindOf = (path: string): Promise<string> =>
  stat(path).then(
    (entry) => (entry.isDirectory() ? "a folder without config.json" : "a file"),
    () => "nothing there",
  );

const ofRuns = (folder: string): RoentgenError =>
  new RoentgenError("E_RUN_FILE_MISSING", "there is no run, but a folder of runs", {
    kind: "usage",
    where: folder,
    expected: "the folder of a run, which holds config.json",
    received: "one that holds runs, as that of an experiment or of a cross-validation that is not finished",
    fix: `name one of the runs in it, or go on with the cross-validation: roentgen train --resume ${quoted(folder)}`,
  });

async function nearestRun(folder: string): Promise<string | undefined> {
  const beside = await findRuns(dirname(folder)).catch(() => []);
  const name = nearest(
    basename(folder),
    beside.map((run) => basename(run)),
  );
  return beside.find((run) => basename(run) === name);
}
