/** A run folder whose figures are known without training: images of one colour, and a model that says covid where red is above 90. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formatManifest, type Part, sha256OfFile } from "../../src/dataset/index.ts";
import { encodePng } from "../../src/image/index.ts";
import { type Decided, exportModel, type TrainedClassifier, undecided } from "../../src/model/index.ts";
import { configSchema, createRunFolder, metricsSchema, type RunFolder, writeJson } from "../../src/run/index.ts";
import { nodeRuntime } from "../../src/runtime/index.ts";
import { sha256OfText } from "../../src/util/sha256.ts";
import { meanClassifier } from "./mean-classifier.ts";

export interface MadeImage {
  readonly label: string;
  readonly part: Part;
  /** 0..255 */
  readonly red: number;
}

/** The probability of covid: 1 / (1 + e^-z), z = (red - 90) / 10. */
export const probabilityOf = (red: number): number => 1 / (1 + Math.exp((90 - red) / 10));

export async function writeImage(path: string, red: number): Promise<void> {
  const data = Uint8Array.from({ length: 8 * 8 * 3 }, (_, i) => (i % 3 === 0 ? red : 7));
  await writeFile(path, await encodePng({ width: 8, height: 8, channels: 3, data }));
}

/** Makes FOLDER/data/LABEL/INDEX.png and FOLDER/run, as the published recipe has it: covid has place 0. rest: the other name. decided: nothing, unless given. */
export async function makeRun(
  folder: string,
  rest: string,
  images: readonly MadeImage[],
  classifierOf: (names: readonly string[]) => TrainedClassifier = turnedMean,
  decided?: Decided,
): Promise<RunFolder> {
  const root = join(folder, "data");
  const manifest = images.map(async ({ label, part, red }, i) => {
    const path = `${label}/${i}.png`;
    await mkdir(join(root, label), { recursive: true });
    await writeImage(join(root, path), red);
    return { path, label, patient: null, sha256: await sha256OfFile(join(root, path)), split: part, fold: null };
  });
  const run = await createRunFolder(join(folder, "run"));
  const rows = formatManifest(await Promise.all(manifest));
  await writeFile(run.manifest, rows);
  await writeJson(run.metrics, metricsSchema, { version: 2, validation: null, test: [] });
  const names = ["covid", rest];
  const classifier = classifierOf(names);
  const carried = decided ?? undecided(classifier, "nothing was fitted");
  await writeFile(run.model, (await exportModel(classifier, carried, nodeRuntime({ threads: 1 }))).bytes);
  await writeJson(run.config, configSchema, {
    version: 1,
    created: "2026-01-01T00:00:00Z",
    command: [],
    data: { source: "data", root },
    task: "binary:covid",
    recipe: "published",
    names,
    positive: 0,
    network: "mean",
    imageSize: 8,
    enhance: false,
    seed: 1,
    options: {},
    decided: {},
    manifest: sha256OfText(rows),
    versions: {},
    machine: { platform: "any", architecture: "any", processor: "any", cores: 1, memoryBytes: 1 },
  });
  return run;
}

/** The published sigmoid, which speaks for the other name. */
const turnedMean = (names: readonly string[]): TrainedClassifier =>
  meanClassifier({ kernel: [[-0.1], [0], [0]], bias: [9] }, { names, positive: 0 });
