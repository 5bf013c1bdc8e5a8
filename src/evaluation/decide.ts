/**
 * What validation chooses once a network is trained: a calibration of its probabilities, and in a binary task the threshold. The model carries
 * both. Nothing else may be looked at for them.
 */
import { type Decided, judgementOf } from "../model/index.ts";
import { fitPlatt, fitTemperature, rankScores } from "../statistics/index.ts";
import type { Calibration } from "../util/calibration.ts";
import { thresholdBy } from "./judge/operating-points.ts";
import { parseOperatingRule } from "./operating-rule.ts";

export const CALIBRATIONS = ["temperature", "platt", "none"] as const;

/** Validation, as the network sees it. */
export interface Seen {
  /** By image: one for each class, or of a sigmoid one, of the second. */
  readonly logits: readonly Float32Array[];
  /** By image: the place of its class. */
  readonly truths: readonly number[];
}

export interface Asked {
  readonly calibration: (typeof CALIBRATIONS)[number];
  /** As --operating-point; null: the task is not binary. */
  readonly rule: string | null;
}

/** What cannot be fitted leaves the network's own probabilities, and what cannot be chosen the middle. */
export function decide(seen: Seen, { calibration: kind, rule }: Asked): Decided {
  const calibration = fitted(seen, kind);
  return { calibration, operatingPoint: rule === null ? null : chosen(seen, calibration, rule) };
}

function fitted({ logits, truths }: Seen, kind: Asked["calibration"]): Calibration {
  if (kind === "none") return none("none was asked for");
  if (kind === "platt") return platt({ logits, truths });
  const { temperature } = fitTemperature(logits, truths);
  if (temperature.estimate === null) return none(temperature.reason);
  return { kind, temperature: temperature.estimate };
}

function platt({ logits, truths }: Seen): Calibration {
  const { slope, intercept } = fitPlatt(
    logits.map(([z]) => z!),
    truths,
  );
  if (slope.estimate === null) return none(slope.reason);
  if (intercept.estimate === null) return none(intercept.reason);
  if (slope.estimate <= 0) return none("validation ranks the class below the rest");
  return { kind: "platt", slope: slope.estimate, intercept: intercept.estimate };
}

const none = (reason: string): Calibration => ({ kind: "none", reason });

function chosen({ logits, truths }: Seen, calibration: Calibration, rule: string): Decided["operatingPoint"] {
  const middle = { threshold: 0.5, rule: "0.5" };
  const said = { names: ["", ""], calibration, operatingPoint: middle };
  const scores = logits.map((row) => judgementOf(said, row).probabilities[1]!);
  const { threshold } = thresholdBy(parseOperatingRule(rule), rankScores(scores, truths));
  return threshold === null ? middle : { threshold, rule };
}
