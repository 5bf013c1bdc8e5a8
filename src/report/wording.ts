/** Figures and counts as they stand in sentences and tables. */
import { formatBounds, formatCount, formatShare, type IntervalRow } from "../figures/index.ts";
import type { PartMetrics, RunConfig } from "../run/index.ts";
import { type ColumnName, prose } from "./table.ts";

/** A figure of metrics.json. */
export type ReportFigure = PartMetrics["accuracy"];

/** "0.912 (0.861 to 0.950)", or what is missing, and why. */
export function figureText(figure: ReportFigure): string {
  if (figure.estimate === null) return `not defined: ${figure.reason}`;
  return `${formatShare(figure.estimate)} (${intervalText(figure)})`;
}

/** "0.861 to 0.950", "no interval: every resample gives 0.667" */
export const intervalText = (figure: Exclude<ReportFigure, { estimate: null }>, format = formatShare): string =>
  formatBounds(figure, format) + (figure.low === null ? `: ${figure.reason}` : "");

/** For a row of a table: estimate, interval, n, how. */
export function figureCells(figure: ReportFigure): string[] {
  const n = formatCount(figure.n);
  if (figure.estimate === null) return ["–", figure.reason, n, figure.method];
  return [formatShare(figure.estimate), intervalText(figure), n, figure.method];
}

export const FIGURE_HEAD: readonly ColumnName[] = ["", "estimate", "95 % interval", "n", prose("method")];

/** What decisions' figures are called in words. */
export const FIGURE_NAMES = {
  accuracy: "accuracy",
  sensitivity: "sensitivity",
  specificity: "specificity",
  precision: "positive predictive value",
  npv: "negative predictive value",
  f1: "F1",
} as const;

/** As narrow as a table or a plot of them needs. */
export const SHORT_NAMES = { ...FIGURE_NAMES, precision: "PPV", npv: "NPV" } as const;

/** For a plot of intervals. */
export const intervalRow = (name: string, figure: ReportFigure): IntervalRow =>
  figure.estimate === null ? { name, figure: null, reason: figure.reason } : { name, figure };

/** A column's value. */
export const cell = (value: number | null | undefined): string =>
  value === null || value === undefined ? "–" : formatShare(value);

/** "1 image", "12 images" */
export const counted = (number: number, one: string): string =>
  `${formatCount(number)} ${one}${number === 1 ? "" : "s"}`;

/** "covid against the rest", "covid, normal, pneumonia" */
export function taskText({ names, positive }: Pick<RunConfig, "names" | "positive">): string {
  return positive === null ? listed(names) : `${names[positive]} against the rest`;
}

/** a, b and c */
export function listed(words: readonly string[], last: "and" | "or" = "and"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

/** Its date: 27 November 2026. */
export const dateText = (iso: string): string =>
  new Date(iso).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** What may stand in an id. */
export const idOf = (...words: readonly string[]): string =>
  words.map((word) => word.replaceAll(/[^\p{L}\p{N}]+/gu, "-")).join("-");

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The name of a file, without its folders. */
export const fileOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** A line in pieces: its commands, which stand in it as `roentgen ...`, and the text around them. */
export const withCommands = (line: string): { readonly text: string; readonly isCommand: boolean }[] =>
  line.split(/`(roentgen [^`]+)`/).map((text, i) => ({ text, isCommand: i % 2 === 1 }));
