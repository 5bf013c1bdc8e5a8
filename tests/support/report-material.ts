/** A run as its report is written from, made up: no training, no files. Classes may have any names; images of two a patient. */
import { judge } from "../../src/evaluation/judge/judge.ts";
import type { Mistake, Picture, ReportImage, ReportMaterial } from "../../src/report/index.ts";
import type { Metrics, PartMetrics, Predictions, RunConfig } from "../../src/run/index.ts";
import { judgedInFolds } from "./made-folds.ts";

/** positive: of a binary task, the last of the names; null: several classes. opened: whether the test part was. */
export interface MadeReport {
  readonly names: readonly string[];
  readonly binary: boolean;
  readonly opened: boolean;
}

const IMAGES = 60;

export function madeMaterial({ names, binary, opened }: MadeReport): ReportMaterial {
  const part = (name: PartMetrics["part"]) => madePart(name, names, binary);
  const metrics: Metrics = {
    version: 2,
    validation: part("validation"),
    test: opened ? [{ opening: 1, metrics: part("test") }] : [],
  };
  return {
    name: "made",
    config: madeConfig(names, binary),
    history: Array.from({ length: 5 }, (_, i) => epoch(i)),
    kept: { phase: "fine-tuning", epoch: 2 },
    metrics,
    ledger: opened
      ? [
          {
            opening: 1,
            when: "2026-01-02T03:04:05Z",
            why: `to see <it> & "know"`,
            model: "a".repeat(64),
            manifest: MANIFEST,
            figures: "d".repeat(64),
            previous: null,
            sha256: "c".repeat(64),
          },
        ]
      : [],
    manifest: { sha256: MANIFEST, isSealed: true },
    images: Array.from({ length: 4 * IMAGES }, (_, i) => image(i, names)),
    pairs: names.map((label) => ({ path: `${label}/1.png`, label, before: PICTURE, after: PICTURE })),
    mistakes: [mistake(names, PICTURE), mistake(names, null)],
  };
}

const FOLDS = 5;

/** A cross-validation, whose images were judged out of fold; the first fold kept the weights of the start. */
export function madeCrossValidation({ names, binary }: Omit<MadeReport, "opened">): ReportMaterial {
  const { config, ...material } = madeMaterial({ names, binary, opened: false });
  const { folds } = judgedInFolds(madePredictions(names), FOLDS, binary ? names.at(-1)! : null);
  return {
    ...material,
    config: { ...config, options: { ...config.options, folds: FOLDS } },
    metrics: {
      version: 2,
      validation: null,
      test: [],
      outOfFold: { metrics: madePart("out of fold", names, binary), folds },
    },
    images: material.images.map((each) => ({ ...each, split: "train" })),
  };
}

/** Of some it is not known. */
const patientOf = (i: number): string | null => (i % 10 === 0 ? null : `p${Math.floor(i / 2)}`);

function madePredictions(names: readonly string[]): Predictions {
  const rows = Array.from({ length: IMAGES }, (_, i) => {
    const label = names[i % names.length]!;
    const weights = names.map((name, k) => 1 + ((i * 7 + k * 3) % 11) / 10 + (name === label ? 1.2 : 0));
    const sum = weights.reduce((a, b) => a + b);
    const probabilities = weights.map((weight) => weight / sum);
    const prediction = names[probabilities.indexOf(Math.max(...probabilities))]!;
    return { path: `${label}/${i}.png`, label, prediction, probabilities };
  });
  return { classes: names, rows };
}

function madePart(part: PartMetrics["part"], names: readonly string[], binary: boolean): PartMetrics {
  const said = madePredictions(names);
  return judge(said, {
    part,
    positive: binary ? names.at(-1)! : null,
    calibration: { kind: "temperature", temperature: 1.25 },
    operatingPoint: binary ? { threshold: 0.5, rule: "0.5" } : null,
    patients: said.rows.map((_, i) => patientOf(i)),
  });
}

const epoch = (i: number): ReportMaterial["history"][number] => ({
  phase: i < 2 ? "frozen" : "fine-tuning",
  epoch: i < 2 ? i + 1 : i - 1,
  learningRate: i < 2 ? 0.001 : 0.0001,
  loss: 1 / (i + 1),
  accuracy: 0.5 + i / 20,
  validationLoss: 1.1 / (i + 1),
  validationAccuracy: 0.5 + i / 25,
  seconds: 3,
  imagesPerSecond: 20,
});

const SPLITS = ["train", "train", "validation", "test"] as const;

const image = (i: number, names: readonly string[]): ReportImage => ({
  label: names[i % names.length]!,
  patient: patientOf(i),
  split: SPLITS[Math.floor(i / 2) % SPLITS.length]!,
});

const MANIFEST = "b".repeat(64);

/** One grey pixel: a JPEG is not needed to show one. */
const PICTURE: Picture = {
  url: "data:image/gif;base64,R0lGODlhAQABAIAAAMLCwgAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==",
  width: 1,
  height: 1,
};

const mistake = ([truth, said]: readonly string[], picture: Picture | null): Mistake => ({
  path: `${truth}/7.png`,
  truth: truth!,
  said: said!,
  probability: 0.87654,
  picture,
});

const madeConfig = (names: readonly string[], binary: boolean): RunConfig => ({
  version: 1,
  created: "2026-01-01T00:00:00Z",
  command: ["train", "data/", "--patient-from", "^(p\\d+)_"],
  data: { source: "data/", root: "/somewhere/data" },
  task: binary ? `binary:${names.at(-1)}` : "multi",
  recipe: "standard",
  names: [...names],
  positive: binary ? names.length - 1 : null,
  network: "nasnetmobile",
  imageSize: 224,
  enhance: true,
  seed: 1,
  options: { epochs: 2, fineTuneEpochs: 3, batch: 64, rate: 0.001, fineTuneRate: 0.0001, weights: "none" },
  decided: { enhance: { steps: ["balance", "clahe"], grey: "correct" }, unreadable: 3 },
  versions: { roentgen: "0.1.0" },
  machine: { platform: "linux", architecture: "x64", processor: "any", cores: 2, memoryBytes: 1 },
});
