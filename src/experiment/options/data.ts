/** Options of a training run about its images' labels, patients and parts. */
import { resolve } from "node:path";
import { z } from "zod";
import { FOLDS_BY, isTable, parseClasses, parseDivision, parsePatientPattern, parseTask } from "../../dataset/index.ts";
import { wholeFrom } from "../../util/numeric.ts";
import type { Option } from "./option.ts";
import { perhaps, text } from "./schemas.ts";

/** A table is found again wherever the run is gone on with from. */
const placeOfTable = (split: string): string => (isTable(split) ? resolve(split) : split);

export const dataOptions = {
  task: {
    group: "data",
    schema: text(parseTask),
    expected: "multi, or binary:NAME",
    help: "multi: tell all classes apart; binary:NAME: one from the rest",
    value: "task",
    default: "multi",
  },
  classes: {
    group: "data",
    schema: perhaps(text(parseClasses)),
    expected: "the names of all classes, separated by commas",
    help: "their order in the model, all of them (default: by name; published: normal,virus,covid)",
    value: "names",
  },
  split: {
    group: "data",
    schema: perhaps(text(parseDivision).transform(placeOfTable)),
    expected: "three fractions that sum to 1, file-order, file-order-by-class, or a CSV of parts",
    help: "fractions of train, validation and test, stratified and by patient; or file-order: as published, patients on both sides; file-order-by-class: class by class in a binary task, too; or FILE.csv: the parts that its columns path and split say, as roentgen split writes them (default: a column split of DATA, else 0.7,0.15,0.15; published: file-order)",
    value: "how",
  },
  folds: {
    group: "data",
    schema: perhaps(wholeFrom(2)),
    expected: "a whole number from 2",
    help: "cross-validation: a run for each fold, which is tested on it; of the other images, train and validation have what --split gives them",
    value: "number",
  },
  fold: {
    group: "data",
    schema: perhaps(wholeFrom(0)),
    expected: "a whole number from 0, below --folds",
    help: "with --folds: this fold's run alone, counted from 0 (default: all, and the ensemble of their models)",
    value: "number",
  },
  by: {
    group: "data",
    schema: z.enum(FOLDS_BY),
    expected: FOLDS_BY.join(" or "),
    help: "with --folds: what stays in one fold; image: passes over patients on purpose, to see what that is worth",
    value: "what",
    default: "patient",
  },
  patientFrom: {
    group: "data",
    schema: perhaps(text(parsePatientPattern)),
    expected: "a regular expression with one group",
    help: "finds the patient in a file's name, as its one group: '^(p\\d+)_'",
    value: "regex",
  },
  skipUnreadable: {
    group: "data",
    schema: z.boolean(),
    expected: "true or false",
    help: "leave out images that cannot be read instead of stopping",
    value: null,
    default: false,
  },
} as const satisfies Record<string, Option<unknown>>;
