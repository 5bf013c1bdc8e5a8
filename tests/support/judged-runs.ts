/** Runs as their predictions tell them, whose figures can be worked out by hand. */
import { judge } from "../../src/evaluation/index.ts";
import type { JudgedImage, JudgedRun } from "../../src/experiment/comparison/judged-run.ts";
import type { RunConfig } from "../../src/run/index.ts";

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
  return { folder, config: CONFIG, metrics, classes: CLASSES, cases };
}

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
