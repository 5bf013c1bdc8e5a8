/** Runs as their predictions tell them, whose figures can be worked out by hand. */
import { writeFile } from "node:fs/promises";
import { formatManifest } from "../../src/dataset/index.ts";
import { judge } from "../../src/evaluation/index.ts";
import type { JudgedImage, JudgedRun } from "../../src/experiment/comparison/judged-run.ts";
import {
  appendToLedger,
  configSchema,
  createRunFolder,
  metricsSchema,
  type RunConfig,
  sha256OfFigures,
  writeJson,
  writePredictions,
} from "../../src/run/index.ts";
import { sha256OfText } from "../../src/util/sha256.ts";

export interface Said {
  /** Stands for the image's bytes. */
  readonly image: string;
  readonly patient?: string;
  readonly label: string;
  /** Probability of the second class, which is decided for from 0.5 on. */
  readonly p: number;
}

const CLASSES = ["normal", "covid"];

/** A run of a binary task. */
export function judgedRun(folder: string, said: readonly Said[]): JudgedRun {
  const cases = said.map(
    ({ image, patient = null, label, p }): JudgedImage => ({
      sha256: image,
      patient,
      label,
      prediction: CLASSES[Number(p >= 0.5)]!,
      probabilities: [1 - p, p],
    }),
  );
  const rows = cases.map(({ sha256, ...each }) => ({ path: sha256, ...each }));
  const metrics = judge(
    { classes: CLASSES, rows },
    {
      part: "test",
      positive: "covid",
      calibration: { kind: "none", reason: "a test" },
      operatingPoint: { threshold: 0.5, rule: "0.5" },
      patients: cases.map(({ patient }) => patient),
    },
  );
  return { folder, config: CONFIG, metrics, opening: 1, classes: CLASSES, cases };
}

/** What the file of its model would hold. */
export const MODEL = "a model";

/** The same as files, judged on parts; but for its model. */
export async function writeJudgedRun(
  folder: string,
  parts: Partial<Record<"validation" | "test", readonly Said[]>>,
): Promise<string> {
  const run = await createRunFolder(folder);
  const judged = (["validation", "test"] as const).flatMap((split) => {
    const said = parts[split];
    return said === undefined ? [] : [{ split, ...judgedRun(folder, said) }];
  });
  for (const { split, classes, cases } of judged)
    await writePredictions(run.predictions[split], {
      classes,
      rows: cases.map(({ sha256, label, prediction, probabilities }) => ({
        path: sha256,
        label,
        prediction,
        probabilities,
      })),
    });
  const images = judged.flatMap(({ split, cases }) =>
    cases.map(({ sha256, patient, label }) => ({
      path: sha256,
      sha256: standingFor(sha256),
      patient,
      label,
      split,
      fold: null,
    })),
  );
  const rows = formatManifest(images);
  await writeFile(run.manifest, rows);
  const manifest = sha256OfText(rows);
  await writeJson(run.config, configSchema, { ...CONFIG, manifest });
  const metricsOf = (part: string) => judged.find(({ split }) => split === part)?.metrics ?? null;
  const [validation, test] = [metricsOf("validation"), metricsOf("test")];
  const opening = { when: "2026-01-01T00:00:00Z", why: "a test", model: sha256OfText(MODEL), manifest };
  const opened = test && (await appendToLedger(run.ledger, { ...opening, figures: sha256OfFigures(test) }));
  await writeJson(run.metrics, metricsSchema, {
    version: 2,
    validation: validation && { ...validation, part: "validation" },
    test: test === null || opened === null ? [] : [{ opening: 1, line: opened.sha256, metrics: test }],
  });
  return folder;
}

const standingFor = (image: string): string => sha256OfText(image);

const CONFIG: RunConfig = {
  version: 1,
  created: "2026-01-01T00:00:00Z",
  command: [],
  data: { source: "data", root: "/data" },
  task: "binary:covid",
  recipe: "standard",
  names: CLASSES,
  positive: 1,
  network: "nasnetmobile",
  imageSize: 32,
  enhance: true,
  seed: 1,
  options: {},
  decided: {},
  versions: {},
  machine: { platform: "any", architecture: "any", processor: "any", cores: 1, memoryBytes: 1 },
};
